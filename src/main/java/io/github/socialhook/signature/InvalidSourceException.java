package io.github.socialhook.signature;

import java.io.Serial;

/** What is configured of source addresses cannot work. */
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
