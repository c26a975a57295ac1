package io.github.socialhook.inbox;

import java.time.Instant;

/** How an attempt ended, and what is to follow. */
public sealed interface Outcome {

	/** The handler returned: it is done. */
	record Handled() implements Outcome {
	}

	/**
	 * The handler failed and is to try again.
	 *
	 * @param dueAt when
	 * @param failure why it failed
	 */
	record Retry(Instant dueAt, Failure failure) implements Outcome {
	}

	/**
	 * The handler failed for good.
	 *
	 * @param failure why it failed
	 */
	record Dead(Failure failure) implements Outcome {
	}

}
