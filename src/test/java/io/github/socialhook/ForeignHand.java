package io.github.socialhook;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.stream.Stream;

import io.github.socialhook.NodeStore.Unsettled;

/** Somebody who has his hands in the folder of a SQLite store while a process uses it. */
final class ForeignHand {

	private static final String NAME = "socialhook.db";

	private static final String PATIENT = "?busy_timeout=60000";

	private final Path folder;

	private int moved;

	ForeignHand(Path folder) {
		this.folder = folder;
	}

	/** As {@code rm} does with an asterisk after the name. */
	void remove(String suffix) throws IOException {
		try (Stream<Path> all = Files.list(this.folder)) {
			for (Path each : all.filter((file) -> file.getFileName().toString().startsWith(NAME + suffix)).toList()) {
				Files.deleteIfExists(each);
			}
		}
	}

	/** Moves the folder aside, and makes it anew. */
	void moveFolder() throws IOException {
		Files.move(this.folder, this.folder.resolveSibling("moved" + this.moved++));
		Files.createDirectories(this.folder);
	}

	Path copy() throws IOException, SQLException {
		Path copy = this.folder.resolveSibling("copy.db");
		Files.deleteIfExists(copy);
		execute("VACUUM INTO '" + copy + "'");
		return copy;
	}

	void replaceBy(Path copy) throws IOException {
		Files.move(copy, this.folder.resolve(NAME), StandardCopyOption.REPLACE_EXISTING);
	}

	/** As {@code cp} does: the file stays the same, with other content. */
	boolean overwriteBy(Path copy) throws IOException {
		try (OutputStream out = Files.newOutputStream(this.folder.resolve(NAME),
				StandardOpenOption.TRUNCATE_EXISTING)) {
			Files.copy(copy, out);
		}
		return true;
	}

	void checkpoint() throws SQLException {
		execute("PRAGMA wal_checkpoint(TRUNCATE)");
	}

	/**
	 * Empties the log, if nobody is writing or reading just now.
	 * @return whether it did
	 */
	boolean emptyLog() throws SQLException {
		return number("?busy_timeout=0", "PRAGMA wal_checkpoint(TRUNCATE)") == 0;
	}

	/** What is not settled in a copy. */
	Unsettled unsettledIn(Path copy) throws IOException, SQLException {
		Path alone = Files.createDirectories(copy.resolveSibling("copied"));
		Files.copy(copy, alone.resolve(NAME), StandardCopyOption.REPLACE_EXISTING);
		return NodeStore.sqlite(alone).unsettled();
	}

	boolean spoilPage() throws IOException, SQLException {
		return SpoiltPage.atTheEnd(this.folder.resolve(NAME), Duration.ZERO);
	}

	/** Reads while something takes its time. */
	void read(Runnable time) throws SQLException {
		try (Connection connection = open(); Statement statement = connection.createStatement()) {
			statement.execute("BEGIN");
			statement.executeQuery("SELECT count(*) FROM socialhook_probe").close();
			time.run();
			statement.execute("ROLLBACK");
		}
	}

	/** Writes while something takes its time. */
	void write(Runnable time) throws SQLException {
		try (Connection connection = open(); Statement statement = connection.createStatement()) {
			statement.execute("CREATE TABLE IF NOT EXISTS job (id INTEGER PRIMARY KEY, content BLOB)");
			statement.execute("BEGIN IMMEDIATE");
			statement.execute("INSERT INTO job (content) VALUES (randomblob(1000))");
			time.run();
			statement.execute("COMMIT");
		}
	}

	/** The lowest number of a delivery that is not settled, or the highest of all. */
	long lowestUnsettled() throws SQLException {
		return number("SELECT min(coalesce((SELECT min(id) FROM socialhook_delivery WHERE due_at IS NOT NULL), "
				+ Long.MAX_VALUE
				+ "), coalesce((SELECT min(delivery_id) FROM socialhook_task WHERE due_at IS NOT NULL), "
				+ Long.MAX_VALUE + "), (SELECT max(id) FROM socialhook_delivery))");
	}

	/** The highest number of a delivery. */
	long highest() throws SQLException {
		return number("SELECT max(id) FROM socialhook_delivery");
	}

	private long number(String sql) throws SQLException {
		return number(PATIENT, sql);
	}

	private long number(String options, String sql) throws SQLException {
		try (Connection connection = open(options);
				Statement statement = connection.createStatement();
				ResultSet row = statement.executeQuery(sql)) {
			row.next();
			return row.getLong(1);
		}
	}

	/** Stores deliveries that are long over. */
	void storeExpired(int number) throws SQLException {
		long receivedAt = System.currentTimeMillis() - Duration.ofDays(60).toMillis();
		try (Connection connection = open(); PreparedStatement insert = connection.prepareStatement("""
				INSERT INTO socialhook_delivery (endpoint, event, received_at, state, handled_at, digest, body)
				VALUES ('default', 'door.didTest', ?, 'HANDLED', ?, zeroblob(32), CAST('expired ' || ? AS BLOB))
				""")) {
			connection.setAutoCommit(false);
			for (int i = 0; i < number; i++) {
				insert.setLong(1, receivedAt);
				insert.setLong(2, receivedAt);
				insert.setInt(3, i);
				insert.addBatch();
			}
			insert.executeBatch();
			connection.commit();
		}
	}

	private void execute(String sql) throws SQLException {
		try (Connection connection = open(); Statement statement = connection.createStatement()) {
			statement.execute(sql);
		}
	}

	private Connection open() throws SQLException {
		return open(PATIENT);
	}

	private Connection open(String options) throws SQLException {
		return DriverManager.getConnection(TemporaryStore.urlIn(this.folder) + options);
	}

}
