package io.github.socialhook.dispatch.queue;

import java.time.Duration;

/** The decision of a circuit breaker on a failed attempt. */
sealed interface FailureDecision {

	/** The attempt counts, and the schedule of the handler applies. */
	record Count() implements FailureDecision {
	}

	/**
	 * The attempt does not count, and the delivery waits.
	 *
	 * @param delay how long it waits
	 */
	record Postpone(Duration delay) implements FailureDecision {
	}

}
