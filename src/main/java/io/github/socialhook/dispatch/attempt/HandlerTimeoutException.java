package io.github.socialhook.dispatch.attempt;

import java.io.Serial;
import java.time.Duration;

/** The failure of a handler that was interrupted after its timeout. */
final class HandlerTimeoutException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	HandlerTimeoutException(Duration timeout, Throwable cause) {
		super("The handler did not return within " + describe(timeout), cause);
	}

	/** For a handler that did not react to the interrupt. */
	HandlerTimeoutException(Duration timeout, StackTraceElement[] stackTrace) {
		super("The handler did not return within " + describe(timeout) + " and ignored the interrupt");
		setStackTrace(stackTrace);
	}

	private static String describe(Duration timeout) {
		return (timeout.toSeconds() > 0) ? timeout.toSeconds() + " s" : timeout.toMillis() + " ms";
	}

}
