package io.github.socialhook.dispatch.registry;

import java.io.Serial;

/** Thrown when a handler, or the setting of one, is invalid. */
public final class InvalidHandlerException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final String action;

	/**
	 * Creates an exception.
	 * @param message what is wrong
	 * @param action what to do about it
	 */
	public InvalidHandlerException(String message, String action) {
		super(message);
		this.action = action;
	}

	String action() {
		return this.action;
	}

}
