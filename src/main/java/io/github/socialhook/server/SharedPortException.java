package io.github.socialhook.server;

import java.io.Serial;

/** The operations side has no port of its own. */
final class SharedPortException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	SharedPortException(int port) {
		super("The operations side would answer at the public port " + port + ".");
	}

}
