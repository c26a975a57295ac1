package io.github.socialhook.signature;

import java.io.Serial;

/** An endpoint is configured in a way that cannot work. */
final class InvalidEndpointException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final String action;

	InvalidEndpointException(String message, String action) {
		super(message);
		this.action = action;
	}

	String action() {
		return this.action;
	}

}
