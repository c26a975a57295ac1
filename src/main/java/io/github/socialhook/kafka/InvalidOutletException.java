package io.github.socialhook.kafka;

import java.io.Serial;

/** The configuration of the outlet is invalid. */
final class InvalidOutletException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final String action;

	InvalidOutletException(String message, String action) {
		super(message);
		this.action = action;
	}

	String action() {
		return this.action;
	}

}
