package io.github.socialhook.store;

import java.io.Serial;

import io.github.socialhook.store.database.UnsupportedStoreException;

/** The driver of the embedded database is not on the class path. */
final class MissingDriverException extends RuntimeException {

	/** What to do about it. */
	static final String ACTION = "Add the dependency org.xerial:sqlite-jdbc, or set socialhook.datasource.url to a "
			+ "PostgreSQL database and add org.postgresql:postgresql.";

	@Serial
	private static final long serialVersionUID = 1L;

	MissingDriverException(String url) {
		super("Deliveries are to be stored at '" + UnsupportedStoreException.withoutParameters(url)
				+ "', but there is no SQLite driver on the class path.");
	}

}
