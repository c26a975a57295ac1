package io.github.socialhook.dispatch.attempt;

import java.util.HashMap;
import java.util.Map;

import io.github.socialhook.delivery.HandlingListener;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/** Counts the threads that run an abandoned attempt. */
final class StuckThreads {

	private static final Log logger = LogFactory.getLog(StuckThreads.class);

	private final HandlingListener listener;

	private final Map<String, Integer> byHandler = new HashMap<>();

	StuckThreads(HandlingListener listener) {
		this.listener = listener;
	}

	synchronized void stuck(HandlerExecution execution) {
		int number = this.byHandler.merge(execution.handler().name(), 1, Integer::sum);
		logger.error("Handler " + execution.handler()
				+ " ignores the interrupt after its timeout; it continues with delivery " + execution.id()
				+ " on its own thread, and that attempt has failed. Threads occupied in this way: " + number);
		this.listener.lost(execution.handler().name(), number);
	}

	synchronized void released(HandlerExecution execution) {
		int number = this.byHandler.merge(execution.handler().name(), -1, Integer::sum);
		logger.info("Handler " + execution.handler() + " has finished delivery " + execution.id()
				+ " after its timeout. Threads still occupied in this way: " + number);
		this.listener.lost(execution.handler().name(), number);
	}

}
