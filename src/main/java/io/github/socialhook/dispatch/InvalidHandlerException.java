package io.github.socialhook.dispatch;

import java.io.Serial;

/** A method is marked as a handler and cannot be one. */
final class InvalidHandlerException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final String action;

	InvalidHandlerException(String message, String action) {
		super(message);
		this.action = action;
	}

	String action() {
		return this.action;
	}

}
