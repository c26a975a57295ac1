package io.github.socialhook.forward;

import java.io.Serial;

/** The configuration of a service to which deliveries are sent on is invalid. */
final class InvalidForwardException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final String action;

	InvalidForwardException(String message, String action) {
		super(message);
		this.action = action;
	}

	String action() {
		return this.action;
	}

}
