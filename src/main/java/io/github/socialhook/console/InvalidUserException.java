package io.github.socialhook.console;

import java.io.Serial;

/** A user of the operations side is configured in a way that cannot work. */
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
