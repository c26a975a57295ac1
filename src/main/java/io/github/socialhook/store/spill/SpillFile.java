package io.github.socialhook.store.spill;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.UUID;

import io.github.socialhook.store.database.StartStep;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the file of a spill: its name, and how many deliveries are in it.
 * Found out again for each file that takes the place of a damaged one.
 */
final class SpillFile implements StartStep {

	private final StartStep recovery;

	private volatile @Nullable String name;

	private volatile long size;

	/** How many files there have been. */
	private int number;

	SpillFile(StartStep recovery) {
		this.recovery = recovery;
	}

	@Override
	public void run(Connection connection) throws SQLException {
		this.recovery.run(connection);
		try (Statement statement = connection.createStatement()) {
			statement.execute("CREATE TABLE IF NOT EXISTS spill (name TEXT NOT NULL)");
			statement.execute("CREATE TABLE IF NOT EXISTS spill_key (id INTEGER PRIMARY KEY, key TEXT NOT NULL)");
			this.name = nameIn(statement);
			begin(count(statement));
		}
		if (!connection.getAutoCommit()) {
			connection.commit();
		}
	}

	/** Another one goes on with the numbers of the first, and so with its name. */
	private String nameIn(Statement statement) throws SQLException {
		try (ResultSet row = statement.executeQuery("SELECT name FROM spill")) {
			if (row.next()) {
				return row.getString(1);
			}
		}
		String known = Objects.requireNonNullElseGet(this.name, () -> UUID.randomUUID().toString());
		try (PreparedStatement insert = statement.getConnection()
			.prepareStatement("INSERT INTO spill (name) VALUES (?)")) {
			insert.setString(1, known);
			insert.executeUpdate();
		}
		return known;
	}

	private static long count(Statement statement) throws SQLException {
		try (ResultSet row = statement.executeQuery("SELECT count(*) FROM socialhook_delivery")) {
			row.next();
			return row.getLong(1);
		}
	}

	private synchronized void begin(long count) {
		this.size = count;
		this.number++;
	}

	/**
	 * Returns the name that tells this file from those of other nodes, and from a later
	 * one at the same place.
	 */
	String name() {
		return Objects.requireNonNull(this.name);
	}

	/** How many deliveries are in it. */
	long size() {
		return this.size;
	}

	/** Which one it is, of those that have been used. */
	synchronized int number() {
		return this.number;
	}

	/** So many more are in the one that is used now. */
	synchronized void added(long more) {
		this.size += more;
	}

	/** So many fewer are in one of them. */
	synchronized void removed(long fewer, int from) {
		if (from == this.number) {
			this.size -= fewer;
		}
	}

}
