package io.github.socialhook.console.oidc;

import java.io.Serial;

/** The configuration of log-ins at a provider is invalid. */
final class InvalidOidcException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final String action;

	InvalidOidcException(String message, String action) {
		super(message);
		this.action = action;
	}

	String action() {
		return this.action;
	}

}
