package io.github.socialhook.dispatch;

import java.io.Serial;
import java.time.Duration;

/** A handler was interrupted because it took too long. */
final class HandlerTimeoutException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	HandlerTimeoutException(Duration timeout, Throwable cause) {
		super("The handler did not return within " + describe(timeout), cause);
	}

	/** For one that goes on although it was interrupted. */
	HandlerTimeoutException(Duration timeout, StackTraceElement[] whereItIs) {
		super("The handler did not return within " + describe(timeout) + " and did not heed the interruption");
		setStackTrace(whereItIs);
	}

	private static String describe(Duration timeout) {
		return (timeout.toSeconds() > 0) ? timeout.toSeconds() + " s" : timeout.toMillis() + " ms";
	}

}
