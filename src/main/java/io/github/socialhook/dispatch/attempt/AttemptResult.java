package io.github.socialhook.dispatch.attempt;

import java.time.Duration;
import java.time.Instant;

/** The result of running an attempt. */
public sealed interface AttemptResult {

	/** The method was called, and the attempt is to be recorded. */
	sealed interface Completed extends AttemptResult {

		/**
		 * Returns the time that the attempt took.
		 * @return start and duration
		 */
		Timing timing();

	}

	/**
	 * The handler returned.
	 *
	 * @param timing the time that the attempt took
	 */
	record Succeeded(Timing timing) implements Completed {
	}

	/**
	 * The handler can never process this body, so there is no retry.
	 *
	 * @param timing the time that the attempt took
	 * @param cause why
	 */
	record Rejected(Timing timing, Throwable cause) implements Completed {
	}

	/**
	 * The handler threw an exception or exceeded its timeout.
	 *
	 * @param timing the time that the attempt took
	 * @param cause why it failed
	 */
	record Failed(Timing timing, Throwable cause) implements Completed {
	}

	/**
	 * The attempt was not started, because the lease could end before its timeout.
	 */
	record LeaseTooShort() implements AttemptResult {
	}

	/** A fault of the dispatcher hides how the attempt ended, or prevented it. */
	record Faulted() implements AttemptResult {
	}

	/** The attempt was prevented by the shutdown of this node. */
	record Cancelled() implements AttemptResult {
	}

	/** The attempt had begun, and was interrupted by the shutdown of this node. */
	record Interrupted() implements AttemptResult {
	}

	/**
	 * The attempt ended after it had been abandoned: its result was reported at that time
	 * and the calling thread is no longer needed.
	 */
	record Abandoned() implements AttemptResult {
	}

	/**
	 * The time that an attempt took.
	 *
	 * @param startedAt when it started
	 * @param elapsed how long it ran
	 */
	record Timing(Instant startedAt, Duration elapsed) {
	}

}
