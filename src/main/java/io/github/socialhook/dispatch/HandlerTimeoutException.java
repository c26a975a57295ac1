package io.github.socialhook.dispatch;

import java.io.Serial;
import java.time.Duration;

/** A handler was interrupted because it took too long. */
final class HandlerTimeoutException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	HandlerTimeoutException(Duration timeout) {
		super("The handler did not return within " + timeout.toSeconds() + " s");
	}

}
