package io.github.socialhook.store.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.sqlite.SQLiteConnection;

/** What is set and done with the pragmas of SQLite. */
final class SqliteSessions {

	private static final Log logger = LogFactory.getLog(SqliteSessions.class);

	/** To what the log is cut when it begins anew: 32 MB. */
	private static final int LONGEST_LOG = 32 * 1024 * 1024;

	private static final long LONGEST_CUT = 64L * 1024 * 1024;

	/** What is kept for deliveries to come: 8 MB. */
	private static final int UNUSED_PAGES = 2048;

	private SqliteSessions() {
	}

	/** Makes a connection fit for writing. */
	static void prepareWriter(Connection connection) throws SQLException {
		try (Statement statement = connection.createStatement()) {
			// Only takes effect while the file is empty; it lets deleted rows give space
			// back.
			statement.execute("PRAGMA auto_vacuum = INCREMENTAL");
			statement.execute("PRAGMA busy_timeout = 5000");
			statement.execute("PRAGMA synchronous = FULL");
			statement.execute("PRAGMA foreign_keys = ON");
			statement.execute("PRAGMA cache_size = -16384");
			require(statement, "PRAGMA journal_mode = WAL", "wal");
			require(statement, "PRAGMA synchronous", "2");
		}
	}

	private static void require(Statement statement, String pragma, String expected) throws SQLException {
		try (ResultSet result = statement.executeQuery(pragma)) {
			String actual = result.next() ? result.getString(1) : null;
			if (!expected.equals(actual)) {
				throw new SQLException("SQLite answered '" + actual + "' to '" + pragma + "' instead of '" + expected
						+ "', so an acknowledged delivery would not be safe");
			}
		}
	}

	/**
	 * Makes a connection fit for one group after another. SQLite looks less and less
	 * often, the longer one call waits for a lock; and no commit is to make a checkpoint.
	 */
	static void prepareGroups(Connection connection) throws SQLException {
		try (Statement statement = connection.createStatement()) {
			statement.execute("PRAGMA busy_timeout = 20");
			statement.execute("PRAGMA wal_autocheckpoint = 0");
		}
		if (connection.isWrapperFor(SQLiteConnection.class)) {
			// Else the driver prepares and runs a query for the last number after each
			// insert.
			connection.unwrap(SQLiteConnection.class).getConnectionConfig().setGetGeneratedKeys(false);
		}
	}

	/** Makes the file smaller by a little, if much of it is unused. */
	static void reclaimSpace(Connection connection, int most) throws SQLException {
		try (Statement statement = connection.createStatement()) {
			if (numberOf(statement, "PRAGMA freelist_count") > UNUSED_PAGES) {
				// Each page is a step of its own: only an update runs them all.
				statement.executeUpdate("PRAGMA incremental_vacuum(" + most + ")");
			}
		}
	}

	/**
	 * Lets the log be cut, when it begins anew, by no more than is quickly done: to cut a
	 * gigabyte takes a file system a while.
	 */
	static void limitLog(Connection connection, Path log) throws SQLException {
		try (Statement statement = connection.createStatement()) {
			long limit = Math.max(LONGEST_LOG, Files.size(log) - LONGEST_CUT);
			statement.execute("PRAGMA journal_size_limit = " + limit);
		}
		catch (IOException ex) {
			logger.debug("The WAL of SQLite is missing", ex);
		}
	}

	static long pageSize(Statement statement) throws SQLException {
		return numberOf(statement, "PRAGMA page_size");
	}

	private static long numberOf(Statement statement, String pragma) throws SQLException {
		try (ResultSet result = statement.executeQuery(pragma)) {
			return result.next() ? result.getLong(1) : 0;
		}
	}

}
