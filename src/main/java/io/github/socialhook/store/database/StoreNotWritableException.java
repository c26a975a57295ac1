package io.github.socialhook.store.database;

import java.io.IOException;
import java.io.Serial;
import java.nio.file.Path;

/** The place of the SQLite file cannot be written. */
public final class StoreNotWritableException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	public StoreNotWritableException(Path file, IOException cause) {
		super("The file '" + file + "' cannot be written: " + cause, cause);
	}

}
