package io.github.socialhook.store.database;

import java.io.Serial;
import java.nio.file.Path;

/** Another process uses the SQLite file. */
public final class StoreInUseException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	public StoreInUseException(Path file) {
		super("The file '" + file + "' is in use by another process.");
	}

	public StoreInUseException(Path file, String holder) {
		super("The file '" + file + "' is in use by another process: " + holder + ".");
	}

}
