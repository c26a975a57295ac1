package io.github.socialhook.server;

import java.io.Serial;

/** The operations side has no separate port. */
final class SharedPortException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	SharedPortException(int port) {
		super("The operations endpoints would be served on the public port " + port + ".");
	}

}
