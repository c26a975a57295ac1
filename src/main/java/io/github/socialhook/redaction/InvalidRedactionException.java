package io.github.socialhook.redaction;

import java.io.Serial;

/** A path of what is to be masked is invalid. */
final class InvalidRedactionException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final String action;

	InvalidRedactionException(String message, String action) {
		super(message);
		this.action = action;
	}

	String action() {
		return this.action;
	}

}
