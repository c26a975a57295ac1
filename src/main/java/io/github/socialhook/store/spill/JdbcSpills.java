package io.github.socialhook.store.spill;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.github.socialhook.inbox.Spills;
import io.github.socialhook.store.write.GroupWriter;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;

/** The local spills of all nodes, in the table {@code spill} of PostgreSQL. */
public final class JdbcSpills implements Spills {

	/** After so long without a sign, a node is missing. */
	private static final Duration MISSING_AFTER = Duration.ofMinutes(1);

	private static final Duration TIMEOUT = Duration.ofSeconds(5);

	private static final String NOW = "CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT)";

	private static final String LIST = """
			SELECT name, node, file, deliveries, since, in_use, seen_at, %s - seen_at AS age
			FROM socialhook_spill ORDER BY node, seen_at DESC
			""".formatted(NOW);

	private static final String WRITE = """
			INSERT INTO socialhook_spill (name, node, file, deliveries, since, in_use, seen_at) VALUES (?, ?, ?, ?, ?, ?, %s)
			ON CONFLICT (name) DO UPDATE SET node = excluded.node, file = excluded.file, deliveries = excluded.deliveries,
				since = excluded.since, in_use = excluded.in_use, seen_at = excluded.seen_at
			"""
		.formatted(NOW);

	private static final String REMOVE = """
			DELETE FROM socialhook_spill WHERE name = ?
			""";

	private static final String FORGET = """
			DELETE FROM socialhook_spill WHERE name = ? AND (in_use = 0 OR %s - seen_at > ?)
			""".formatted(NOW);

	private final GroupWriter writer;

	private final JdbcClient jdbc;

	public JdbcSpills(GroupWriter writer, JdbcClient jdbc) {
		this.writer = writer;
		this.jdbc = jdbc;
	}

	@Override
	public List<LocalSpill> list() {
		return this.jdbc.sql(LIST).query((row, index) -> spill(row)).list();
	}

	private static LocalSpill spill(ResultSet row) throws SQLException {
		State state = (row.getInt("in_use") == 0) ? State.LEFT
				: (row.getLong("age") > MISSING_AFTER.toMillis()) ? State.MISSING : State.IN_USE;
		long since = row.getLong("since");
		Instant oldest = row.wasNull() ? null : Instant.ofEpochMilli(since);
		return new LocalSpill(row.getString("name"), row.getString("node"), row.getString("file"), state,
				row.getLong("deliveries"), oldest, Instant.ofEpochMilli(row.getLong("seen_at")));
	}

	@Override
	public boolean forget(String name) {
		return this.writer.execute(TIMEOUT, (connection) -> {
			PreparedStatement forget = connection.prepare(FORGET);
			forget.setString(1, name);
			forget.setLong(2, MISSING_AFTER.toMillis());
			return forget.executeUpdate();
		}) == 1;
	}

	/** Writes what is known of a spill. */
	void write(LocalSpill spill, Duration timeout) {
		this.writer.execute(timeout, (connection) -> {
			PreparedStatement write = connection.prepare(WRITE);
			write.setString(1, spill.name());
			write.setString(2, spill.node());
			write.setString(3, spill.file());
			write.setLong(4, spill.deliveries());
			write.setObject(5, millis(spill.since()), Types.BIGINT);
			write.setInt(6, (spill.state() == State.LEFT) ? 0 : 1);
			return write.executeUpdate();
		});
	}

	private static @Nullable Long millis(@Nullable Instant time) {
		return (time != null) ? time.toEpochMilli() : null;
	}

	/** Removes a spill that is empty and will not be used for now. */
	void remove(String name, Duration timeout) {
		this.writer.execute(timeout, (connection) -> {
			PreparedStatement remove = connection.prepare(REMOVE);
			remove.setString(1, name);
			return remove.executeUpdate();
		});
	}

}
