package io.github.socialhook.console.security;

import java.io.Serial;

/** A configured user of the operations side is invalid. */
final class InvalidUserException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final String property;

	InvalidUserException(String name, String problem) {
		super("The user '" + name + "' of the operations side " + problem + ".");
		this.property = "socialhook.operations.users." + name + ".password";
	}

	String property() {
		return this.property;
	}

}
