package io.github.socialhook.inbox;

import java.io.IOException;
import java.io.Serial;
import java.nio.file.Path;

/** The place of the SQLite file cannot be written. */
final class StoreNotWritableException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	StoreNotWritableException(Path file, IOException cause) {
		super("The file '" + file + "' cannot be written: " + cause, cause);
	}

}
