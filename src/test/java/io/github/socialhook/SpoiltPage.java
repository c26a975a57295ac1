package io.github.socialhook;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** Writes nonsense over a page of a SQLite file. */
final class SpoiltPage {

	private static final int SIZE = 4096;

	private SpoiltPage() {
	}

	/**
	 * Spoils the page to which the next delivery is to be written.
	 * @param patience how long to wait for others; none for a process that is frozen
	 * @return whether it did; not if somebody is writing or reading just now
	 * @throws SQLException likewise
	 */
	static boolean atTheEnd(Path database, Duration patience) throws IOException, SQLException {
		String url = "jdbc:sqlite:" + database + "?busy_timeout=" + patience.toMillis();
		try (Connection connection = DriverManager.getConnection(url);
				Statement statement = connection.createStatement()) {
			// Others keep the pages they have read until somebody changes something.
			statement.execute("UPDATE sqlite_sequence SET seq = seq");
			try (ResultSet row = statement.executeQuery("PRAGMA wal_checkpoint(TRUNCATE)")) {
				if (!row.next() || row.getInt(1) != 0) {
					return false;
				}
			}
			statement.execute("BEGIN IMMEDIATE");
			try {
				return isEmpty(database.resolveSibling(database.getFileName() + "-wal"))
						&& spoil(database, findLast(statement));
			}
			finally {
				statement.execute("ROLLBACK");
			}
		}
	}

	/** What is in the log hides the page of the file. */
	private static boolean isEmpty(Path log) throws IOException {
		return Files.size(log) == 0;
	}

	private static String findLast(Statement statement) throws SQLException {
		try (ResultSet row = statement.executeQuery("SELECT body FROM socialhook_delivery ORDER BY id DESC LIMIT 1")) {
			row.next();
			return new String(row.getBytes(1), StandardCharsets.ISO_8859_1);
		}
	}

	private static boolean spoil(Path database, String body) throws IOException {
		long page = Files.readString(database, StandardCharsets.ISO_8859_1).lastIndexOf(body) / SIZE;
		try (RandomAccessFile file = new RandomAccessFile(database.toFile(), "rw")) {
			file.seek(page * SIZE);
			file.write("nonsense".repeat(SIZE / 8).getBytes(StandardCharsets.US_ASCII));
		}
		return true;
	}

}
