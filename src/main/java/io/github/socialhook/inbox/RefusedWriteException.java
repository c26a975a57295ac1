package io.github.socialhook.inbox;

import java.io.Serial;

/** The store works, and does not take this one write. */
final class RefusedWriteException extends Exception {

	@Serial
	private static final long serialVersionUID = 1L;

	RefusedWriteException(Exception cause) {
		super(cause);
	}

}
