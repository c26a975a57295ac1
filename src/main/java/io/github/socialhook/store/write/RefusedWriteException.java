package io.github.socialhook.store.write;

import java.io.Serial;

/** The store works, and does not take this one write. */
public final class RefusedWriteException extends Exception {

	@Serial
	private static final long serialVersionUID = 1L;

	/**
	 * Creates an exception.
	 * @param reason what the database said, without values of the row
	 */
	public RefusedWriteException(String reason, Exception cause) {
		super(reason, cause);
	}

}
