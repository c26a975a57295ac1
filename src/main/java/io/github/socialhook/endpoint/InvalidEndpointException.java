package io.github.socialhook.endpoint;

import java.io.Serial;

/** The configuration of an endpoint is invalid. */
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
