package io.github.socialhook.inbox;

import java.io.Serial;

/** A cursor is not one that an earlier search returned. */
public final class InvalidCursorException extends IllegalArgumentException {

	@Serial
	private static final long serialVersionUID = 1L;

	public InvalidCursorException() {
		super("The cursor was not returned by a search");
	}

}
