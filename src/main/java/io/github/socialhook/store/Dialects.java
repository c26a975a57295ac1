package io.github.socialhook.store;

import io.github.socialhook.store.database.UnsupportedStoreException;
import io.github.socialhook.store.postgresql.PostgresDialect;
import io.github.socialhook.store.queue.QueueDialect;
import io.github.socialhook.store.sqlite.SqliteDialect;

import org.springframework.util.ClassUtils;

/** Knows the kinds of databases that there are. */
final class Dialects {

	private Dialects() {
	}

	/** Whether a database is of a kind that can be used. */
	static boolean know(String url) {
		return SqliteDialect.speaks(url) || PostgresDialect.speaks(url);
	}

	/** Whether there is a driver for files of SQLite, which is an optional dependency. */
	static boolean knowFiles() {
		return ClassUtils.isPresent("org.sqlite.JDBC", null);
	}

	/**
	 * Returns the dialect of a database.
	 * @param url its JDBC URL
	 * @throws UnsupportedStoreException if it is of a kind that cannot be used
	 */
	static QueueDialect of(String url) {
		if (SqliteDialect.speaks(url)) {
			if (!knowFiles()) {
				throw new MissingDriverException(url);
			}
			return new SqliteDialect(url);
		}
		if (PostgresDialect.speaks(url)) {
			return new PostgresDialect();
		}
		throw new UnsupportedStoreException(url, "Only SQLite and PostgreSQL are supported.");
	}

}
