package io.github.socialhook.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Looks into a store past the node that writes it. */
record Store(String url) implements Keeper {

	/** How many deliveries there are in each state. */
	Map<String, Long> states() throws SQLException {
		try (Connection connection = DriverManager.getConnection(this.url);
				Statement statement = connection.createStatement();
				ResultSet rows = statement
					.executeQuery("SELECT state, count(*) FROM " + deliveries(connection) + " GROUP BY state")) {
			Map<String, Long> states = new HashMap<>();
			while (rows.next()) {
				states.put(rows.getString(1), rows.getLong(2));
			}
			return states;
		}
	}

	/** An earlier state of the project, to compare with, had names without a prefix. */
	private static String deliveries(Connection connection) throws SQLException {
		try (ResultSet tables = connection.getMetaData().getTables(null, null, "socialhook_delivery", null)) {
			return tables.next() ? "socialhook_delivery" : "delivery";
		}
	}

	@Override
	public long stored() throws SQLException {
		return states().values().stream().mapToLong(Long::longValue).sum();
	}

	@Override
	public long settled() throws SQLException {
		return states().getOrDefault("HANDLED", 0L);
	}

	/**
	 * Makes a backlog in PostgreSQL that its statistics know nothing of, now or later.
	 */
	void fillDueWithoutStatistics(int rows) throws SQLException {
		try (Connection connection = DriverManager.getConnection(this.url);
				Statement statement = connection.createStatement()) {
			statement.execute("ALTER TABLE socialhook_delivery SET (autovacuum_enabled = off)");
			statement.execute("ALTER TABLE socialhook_task SET (autovacuum_enabled = off)");
			statement.execute("VACUUM ANALYZE");
			statement.execute(String.format(Locale.ROOT,
					"""
							INSERT INTO socialhook_delivery (endpoint, event, subject, received_at, state, due_at, digest, fingerprint, body)
							SELECT 'default', 'message.didCreate', 'channel:c' || i %% 10000,
								1000 * extract(epoch FROM now())::bigint, 'PENDING', 0,
								sha256(convert_to(i::text, 'UTF8')), hashint8extended(i, 0), convert_to(
									'{"event":"message.didCreate","data":{"messages":[{"messageId":"m' || i || '","channelId":"c'
									|| i %% 10000 || '","data":{"text":"' || repeat('x', 400) || '"}}]}}', 'UTF8')
							FROM generate_series(1, %d) AS i
							""",
					rows));
		}
	}

	/** Fills PostgreSQL with deliveries that were handled. */
	void fillHandled(long rows) throws SQLException {
		try (Connection connection = DriverManager.getConnection(this.url);
				Statement statement = connection.createStatement()) {
			statement.execute(String.format(Locale.ROOT,
					"""
							INSERT INTO socialhook_delivery (endpoint, event, subject, received_at, state, attempts, handled_at, digest,
								fingerprint, body)
							SELECT 'default', 'message.didCreate', 'channel:c' || i %% 10000, at, 'HANDLED', 1, at + 20,
								sha256(int8send(i)), hashint8extended(i, 0), convert_to(
									'{"event":"message.didCreate","data":{"messages":[{"messageId":"m' || i || '","channelId":"c'
									|| i %% 10000 || '","data":{"text":"' || repeat('x', 400) || '"}}]}}', 'UTF8')
							FROM generate_series(1::bigint, %d) AS i,
								LATERAL (SELECT 1000 * extract(epoch FROM now())::bigint - 86400000 + i AS at) AS time
							""",
					rows));
		}
	}

	/** Lets one in thirteen of what was handled have failed for good, with ten errors. */
	void failSome() throws SQLException {
		try (Connection connection = DriverManager.getConnection(this.url);
				Statement statement = connection.createStatement()) {
			statement.execute("UPDATE socialhook_delivery SET state = 'DEAD', handled_at = NULL"
					+ " WHERE id % 13 = 0 AND state = 'HANDLED'");
			statement.execute("INSERT INTO socialhook_task (delivery_id, handler, subject, state, attempts, signature, failed_at)"
					+ " SELECT id, 'channelGreeter.greet', subject, 'DEAD', 8, '012345678901234' || (id % 10), received_at"
					+ " FROM socialhook_delivery WHERE state = 'DEAD'");
			statement.execute("INSERT INTO socialhook_attempt (delivery_id, handler, number, started_at, duration_ms, outcome,"
					+ " error_type, error_message, error_trace)"
					+ " SELECT delivery_id, handler, 8, failed_at, 7, 'DEAD', 'java.io.IOException', 'No answer', ''"
					+ " FROM socialhook_task WHERE state = 'DEAD'");
			statement.execute("UPDATE socialhook_delivery_count SET number = (SELECT count(*) FROM socialhook_delivery),"
					+ " up_to = (SELECT max(id) FROM socialhook_delivery)");
			// As autovacuum does in the hours in which so many are stored.
			statement.execute(this.url.startsWith("jdbc:postgresql:") ? "VACUUM ANALYZE" : "ANALYZE");
		}
	}

	/**
	 * Multiplies what was handled until there are so many rows, in the past of the
	 * window.
	 */
	void growTo(long rows) throws SQLException {
		try (Connection connection = DriverManager.getConnection(this.url);
				Statement statement = connection.createStatement()) {
			statement.execute("PRAGMA synchronous=OFF");
			long missing = rows - stored();
			while (missing > 0) {
				// In random order, as digests come.
				missing -= statement.executeUpdate(
						"INSERT INTO socialhook_delivery (endpoint, event, subject, received_at, state, attempts, due_at, fence,"
								+ " handled_at, holder, repeats, repeated_at, digest, body)"
								+ " SELECT endpoint, event, subject, received_at - 86400000, state, attempts, due_at, fence,"
								+ " handled_at - 86400000, holder, repeats, repeated_at, randomblob(32), body"
								+ " FROM socialhook_delivery WHERE state = 'HANDLED' LIMIT " + Math.min(missing, 500_000));
			}
			statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
		}
	}

}
