package io.github.socialhook.store.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import io.github.socialhook.store.database.HostName;
import org.jspecify.annotations.Nullable;

/**
 * The process that uses a SQLite file, as it says in that file.
 *
 * @param mark a random text
 * @param process its number
 * @param host the name of its machine or container
 * @param startedAt when it started, in milliseconds
 * @param beat goes up as long as it lives
 * @param beatenAt when that was last, in milliseconds; 0 if it has left the file
 */
record Holder(String mark, long process, String host, long startedAt, long beat, long beatenAt) {

	/** How often a process that uses a file says so. */
	static final Duration INTERVAL = Duration.ofSeconds(3);

	/** For a machine that is busy. */
	private static final Duration SLACK = Duration.ofSeconds(2);

	/** Start times are exact to a second, and the clock may have been corrected. */
	private static final long SAME_START_MILLIS = 2000;

	private static final int PARTS = 6;

	private static final String TABLE = """
			SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'socialhook_holder'
			""";

	private static final String ROW = """
			SELECT mark, process, host, started_at, beat, beaten_at FROM socialhook_holder WHERE id = 1
			""";

	private static final String TAKE = """
			INSERT INTO socialhook_holder (id, mark, process, host, started_at, beat, beaten_at) VALUES (1, ?, ?, ?, ?, ?, ?)
			ON CONFLICT (id) DO UPDATE SET mark = excluded.mark, process = excluded.process, host = excluded.host,
				started_at = excluded.started_at, beat = excluded.beat, beaten_at = excluded.beaten_at
			""";

	/** Returns this process, with a mark of its own. */
	static Holder ofThisProcess() {
		ProcessHandle process = ProcessHandle.current();
		return new Holder(UUID.randomUUID().toString(), process.pid(), HostName.current(), startOf(process), 0, 0);
	}

	private static long startOf(ProcessHandle process) {
		return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
	}

	/** Reads who uses a file, or null if nobody has said so yet. */
	static @Nullable Holder read(Connection connection) throws SQLException {
		try (Statement statement = connection.createStatement()) {
			if (!hasTable(statement)) {
				return null;
			}
			try (ResultSet row = statement.executeQuery(ROW)) {
				return row.next() ? new Holder(row.getString(1), row.getLong(2), row.getString(3), row.getLong(4),
						row.getLong(5), row.getLong(6)) : null;
			}
		}
	}

	private static boolean hasTable(Statement statement) throws SQLException {
		try (ResultSet table = statement.executeQuery(TABLE)) {
			return table.next();
		}
	}

	/** Reads what {@link #format()} has written; null if it is something else. */
	static @Nullable Holder parse(String text) {
		String[] parts = text.strip().split(" ", PARTS + 1);
		try {
			return (parts.length == PARTS) ? new Holder(parts[0], Long.parseLong(parts[1]), parts[2],
					Long.parseLong(parts[3]), Long.parseLong(parts[4]), Long.parseLong(parts[5])) : null;
		}
		catch (NumberFormatException ex) {
			return null;
		}
	}

	/** Returns all of it as a line. */
	String format() {
		return this.mark + ' ' + this.process + ' ' + this.host.replace(' ', '_') + ' ' + this.startedAt + ' '
				+ this.beat + ' ' + this.beatenAt + '\n';
	}

	/** Returns the same at another time. */
	Holder at(long time) {
		return new Holder(this.mark, this.process, this.host, this.startedAt, time, time);
	}

	/** Writes that this is who uses the file. */
	void take(Connection connection) throws SQLException {
		try (PreparedStatement take = connection.prepareStatement(TAKE)) {
			take.setString(1, this.mark);
			take.setLong(2, this.process);
			take.setString(3, this.host);
			take.setLong(4, this.startedAt);
			take.setLong(5, this.beat);
			take.setLong(6, System.currentTimeMillis());
			take.executeUpdate();
		}
	}

	/**
	 * Returns how long to wait for the next beat before it is clear that there will be
	 * none: nothing if that is clear already.
	 */
	Duration untilClear() {
		long age = System.currentTimeMillis() - this.beatenAt;
		Duration longest = INTERVAL.plus(SLACK);
		if (age > longest.toMillis() || hasEnded()) {
			return Duration.ZERO;
		}
		// Clocks of machines differ.
		return longest.minusMillis(Math.max(age, 0));
	}

	/** Whether it was a process of this machine that is not there any more. */
	private boolean hasEnded() {
		if (!this.host.equals(HostName.current())) {
			return false;
		}
		// In a container, the earlier process had the same number.
		return this.process == ProcessHandle.current().pid()
				|| ProcessHandle.of(this.process).filter(this::hasStart).isEmpty();
	}

	private boolean hasStart(ProcessHandle other) {
		long start = startOf(other);
		return this.startedAt == 0 || start == 0 || Math.abs(start - this.startedAt) < SAME_START_MILLIS;
	}

	String describe() {
		return "process " + this.process + " on " + this.host + ", started at " + Instant.ofEpochMilli(this.startedAt);
	}

}
