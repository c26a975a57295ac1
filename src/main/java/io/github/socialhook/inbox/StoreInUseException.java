package io.github.socialhook.inbox;

import java.io.Serial;
import java.nio.file.Path;

/** Another process uses the SQLite file. */
final class StoreInUseException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	StoreInUseException(Path file) {
		super("The file '" + file + "' is in use by another process.");
	}

}
