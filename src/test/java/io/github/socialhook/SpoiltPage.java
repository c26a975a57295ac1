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

/** Writes nonsense over a page of a SQLite file. */
final class SpoiltPage {

	private static final int SIZE = 4096;

	private SpoiltPage() {
	}

	/**
	 * Spoils the page to which the next delivery is to be written.
	 * @return whether it did; not if somebody is writing or reading just now
	 */
	static boolean atTheEnd(Path database) throws IOException, SQLException {
		byte[] last;
		try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
				Statement statement = connection.createStatement()) {
			try (ResultSet row = statement.executeQuery("PRAGMA wal_checkpoint(TRUNCATE)")) {
				if (!row.next() || row.getInt(1) != 0) {
					return false;
				}
			}
			try (ResultSet row = statement
				.executeQuery("SELECT body FROM socialhook_delivery ORDER BY id DESC LIMIT 1")) {
				row.next();
				last = row.getBytes(1);
			}
		}
		String content = Files.readString(database, StandardCharsets.ISO_8859_1);
		long page = content.lastIndexOf(new String(last, StandardCharsets.ISO_8859_1)) / SIZE;
		try (RandomAccessFile file = new RandomAccessFile(database.toFile(), "rw")) {
			file.seek(page * SIZE);
			file.write("nonsense".repeat(SIZE / 8).getBytes(StandardCharsets.US_ASCII));
		}
		return true;
	}

}
