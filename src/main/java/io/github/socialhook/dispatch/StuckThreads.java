package io.github.socialhook.dispatch;

import java.util.HashMap;
import java.util.Map;

import io.github.socialhook.delivery.HandlingListener;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * The threads that did not heed their interruption and go on without being waited for.
 */
final class StuckThreads {

	private static final Log logger = LogFactory.getLog(AttemptRunner.class);

	private final HandlingListener listener;

	private final Map<String, Integer> byHandler = new HashMap<>();

	StuckThreads(HandlingListener listener) {
		this.listener = listener;
	}

	synchronized void lost(HandlerExecution job) {
		int number = this.byHandler.merge(job.handler().name(), 1, Integer::sum);
		logger.error("Handler " + job.handler() + " does not heed the interruption after its timeout; it goes on with "
				+ "delivery " + job.id()
				+ " on a thread of its own, and that attempt has failed. Threads that it holds " + "so: " + number);
		this.listener.lost(job.handler().name(), number);
	}

	synchronized void foundAgain(HandlerExecution job) {
		int number = this.byHandler.merge(job.handler().name(), -1, Integer::sum);
		logger.info("Handler " + job.handler() + " has ended with delivery " + job.id()
				+ " at last. Threads that it still holds so: " + number);
		this.listener.lost(job.handler().name(), number);
	}

}
