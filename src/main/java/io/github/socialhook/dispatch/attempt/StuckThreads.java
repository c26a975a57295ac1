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
				+ " does not heed the interruption after its timeout; it goes on with " + "delivery " + execution.id()
				+ " on a thread of its own, and that attempt has failed. Threads that it holds " + "so: " + number);
		this.listener.lost(execution.handler().name(), number);
	}

	synchronized void released(HandlerExecution execution) {
		int number = this.byHandler.merge(execution.handler().name(), -1, Integer::sum);
		logger.info("Handler " + execution.handler() + " has ended with delivery " + execution.id()
				+ " at last. Threads that it still holds so: " + number);
		this.listener.lost(execution.handler().name(), number);
	}

}
