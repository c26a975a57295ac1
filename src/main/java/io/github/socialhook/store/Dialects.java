package io.github.socialhook.store;

import io.github.socialhook.store.database.UnsupportedStoreException;
import io.github.socialhook.store.postgresql.PostgresDialect;
import io.github.socialhook.store.queue.QueueDialect;
import io.github.socialhook.store.sqlite.SqliteDialect;

/** Knows the kinds of databases that there are. */
final class Dialects {

	private Dialects() {
	}

	/**
	 * Returns the dialect of a database.
	 * @param url its JDBC URL
	 * @throws UnsupportedStoreException if it is of a kind that cannot be used
	 */
	static QueueDialect of(String url) {
		if (SqliteDialect.speaks(url)) {
			return new SqliteDialect(url);
		}
		if (PostgresDialect.speaks(url)) {
			return new PostgresDialect();
		}
		throw new UnsupportedStoreException(url, "Only SQLite and PostgreSQL are supported.");
	}

}
