package io.github.socialhook.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import io.github.socialhook.Timeouts;
import org.awaitility.Awaitility;

/** The write-ahead log of a SQLite file. */
final class SqliteLog {

	private SqliteLog() {
	}

	/**
	 * Empties it. While the service only looks how long it is, which it does four times a
	 * second, SQLite moves nothing, and does not wait either.
	 */
	static void empty(Path database) {
		Awaitility.await().atMost(Timeouts.GENEROUS).until(() -> isEmptied(database));
	}

	private static boolean isEmptied(Path database) throws SQLException {
		try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
				Statement statement = connection.createStatement();
				ResultSet result = statement.executeQuery("PRAGMA wal_checkpoint(TRUNCATE)")) {
			return result.next() && result.getInt(1) == 0;
		}
	}

}
