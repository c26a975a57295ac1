package io.github.socialhook.source;

import java.io.Serial;

/** The configuration of source addresses is invalid. */
final class InvalidSourceException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final String action;

	InvalidSourceException(String message, String action) {
		super(message);
		this.action = action;
	}

	String action() {
		return this.action;
	}

}
