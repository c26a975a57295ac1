package io.github.socialhook.inbox;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.function.ToLongFunction;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.github.socialhook.delivery.DeliveryId;
import org.jspecify.annotations.Nullable;

/** The store for several nodes: PostgreSQL 15 and newer. */
final class PostgresDialect implements Dialect {

	static final String CHANNEL = "socialhook_due";

	private static final String PREFIX = "jdbc:postgresql:";

	/**
	 * Longer than any answer may take: a connection that is silent for so long is dead.
	 */
	private static final int SILENCE_MILLIS = 5000;

	/**
	 * Classes of SQLSTATE that concern the server: connection, resources, intervention,
	 * system.
	 */
	private static final Set<String> CLASSES_OF_OUTAGES = Set.of("08", "53", "57", "58", "XX");

	private static final String READ_ONLY = "25006";

	/** The server is there, and wants to be spoken to in another way. */
	private static final String REJECTED = "08004";

	private static final String NO_SUCH_DATABASE = "3D000";

	private static final String NOT_ALLOWED = "42501";

	/** Longer than anything takes that people ask for. */
	private static final int PATIENCE_MILLIS = 30_000;

	private static final String OUT_OF_TURN = """
			SELECT d.id FROM delivery d
			WHERE d.id = ANY (?) AND (EXISTS (
				SELECT 1 FROM delivery e
				WHERE e.subject = d.subject AND e.id < d.id AND num_nonnulls(e.due_at) = 1
					AND (e.holder <> ? OR e.holder IS NULL AND e.due_at <= ?) AND NOT e.id = ANY (?))
			OR EXISTS (
				SELECT 1 FROM task t
				WHERE t.state = 'PENDING' AND t.leased = 1 AND t.subject = d.subject AND t.delivery_id < d.id
					AND t.holder <> ? AND t.due_at > ?))
			""";

	private static final String SETTLE = """
			UPDATE delivery
			SET state = 'HANDLED', attempts = delivery.attempts + s.attempts, handled_at = s.handled_at, due_at = NULL
			FROM unnest(?, ?, ?, ?) AS s (id, fence, attempts, handled_at)
			WHERE delivery.id = s.id AND delivery.fence = s.fence AND delivery.due_at IS NOT NULL
			RETURNING delivery.id
			""";

	private static final String HOLD = """
			SELECT 1 FROM delivery WHERE id = ? FOR NO KEY UPDATE
			""";

	private static final String ENTER_QUEUE = """
			SELECT pg_try_advisory_xact_lock(hashtextextended('socialhook:' || ?, 0))
			""";

	private final String holder = UUID.randomUUID().toString();

	static boolean speaks(String url) {
		return url.toLowerCase(Locale.ROOT).startsWith(PREFIX);
	}

	@Override
	public String migrations() {
		return "classpath:io/github/socialhook/inbox/postgresql";
	}

	/**
	 * The database is there already, or it is not for us to make. A pool may begin
	 * without it, and need not say so each time.
	 */
	@Override
	public void prepare(DataSource dataSource) {
		if (dataSource instanceof HikariDataSource pool && !pool.isRunning()) {
			pool.setInitializationFailTimeout(-1);
		}
	}

	@Override
	public void prepareWriter(Connection connection) throws SQLException {
		connection.setNetworkTimeout(Runnable::run, SILENCE_MILLIS);
		try (Statement statement = connection.createStatement()) {
			statement.execute("SET synchronous_commit = on");
			// A plan made while a table is small is kept until it is too late.
			statement.execute("SET enable_seqscan = off");
			statement.execute("SET enable_hashjoin = off");
			statement.execute("SET enable_mergejoin = off");
		}
	}

	@Override
	public void prepareReader(Connection connection) throws SQLException {
		connection.setNetworkTimeout(Runnable::run, PATIENCE_MILLIS);
	}

	@Override
	public boolean isSoleUser() {
		return false;
	}

	@Override
	public boolean isDown(SQLException failure) {
		String state = failure.getSQLState();
		return state == null || state.length() < 2 || CLASSES_OF_OUTAGES.contains(state.substring(0, 2))
				|| state.equals(READ_ONLY);
	}

	@Override
	public boolean isAway(SQLException failure) {
		String state = failure.getSQLState();
		if (state == null) {
			// What a pool says when nothing has answered at all.
			return failure instanceof SQLTransientConnectionException;
		}
		return isDown(failure) && !state.equals(REJECTED) && !state.startsWith("XX");
	}

	@Override
	public String advice(@Nullable SQLException failure) {
		String state = (failure != null) ? String.valueOf(failure.getSQLState()) : "";
		if (state.startsWith("28")) {
			return "Set spring.datasource.username and spring.datasource.password to those of a user that may log in "
					+ "there.";
		}
		return switch (state) {
			case NO_SUCH_DATABASE -> "Create the database, or name another in spring.datasource.url.";
			case NOT_ALLOWED -> "Let the user of spring.datasource.username own the schema, or create tables in it.";
			default -> "Set spring.datasource.url to a database of PostgreSQL 15 or newer with a schema that is "
					+ "Socialhook's own, for instance with '?currentSchema=socialhook'.";
		};
	}

	@Override
	public void put(Session session, List<PutWrite> group) throws SQLException {
		new PostgresPuts(session).put(group);
	}

	@Override
	public Set<DeliveryId> settle(Session session, List<Success> successes) throws SQLException {
		Connection connection = session.connection();
		PreparedStatement settle = session.prepare(SETTLE);
		settle.setArray(1, connection.createArrayOf("bigint", column(successes, (each) -> each.claim().id().value())));
		settle.setArray(2, connection.createArrayOf("bigint", column(successes, (each) -> each.claim().fence())));
		settle.setArray(3, connection.createArrayOf("bigint", column(successes, Success::attempts)));
		settle.setArray(4,
				connection.createArrayOf("bigint", column(successes, (each) -> each.handledAt().toEpochMilli())));
		Set<DeliveryId> settled = new HashSet<>();
		try (ResultSet rows = settle.executeQuery()) {
			while (rows.next()) {
				settled.add(new DeliveryId(rows.getLong(1)));
			}
		}
		return settled;
	}

	private static Long[] column(List<Success> successes, ToLongFunction<Success> value) {
		return successes.stream().map(value::applyAsLong).toArray(Long[]::new);
	}

	@Override
	public String turn() {
		return """
				NOT EXISTS (
					SELECT 1 FROM delivery e
					WHERE e.subject = delivery.subject AND e.id < delivery.id AND num_nonnulls(e.due_at) = 1
						AND e.holder <> '%1$s' AND coalesce(e.due_at, 0) > ?)
				AND NOT EXISTS (
					SELECT 1 FROM task t
					WHERE t.state = 'PENDING' AND t.leased = 1 AND t.subject = delivery.subject
						AND t.delivery_id < delivery.id AND t.holder <> '%1$s' AND t.due_at > ?)
				""".formatted(this.holder);
	}

	@Override
	public String turnOfTask() {
		return """
				NOT EXISTS (
					SELECT 1 FROM delivery e
					WHERE e.subject = t.subject AND e.id < t.delivery_id AND num_nonnulls(e.due_at) = 1
						AND (e.holder <> '%1$s' OR e.holder IS NULL AND e.due_at <= ?))
				""".formatted(this.holder);
	}

	@Override
	public void hold(Session session, DeliveryId id) throws SQLException {
		PreparedStatement hold = session.prepare(HOLD);
		hold.setLong(1, id.value());
		hold.executeQuery().close();
	}

	@Override
	public String lock(String table) {
		return "FOR UPDATE OF " + table + " SKIP LOCKED";
	}

	@Override
	public Set<DeliveryId> outOfTurn(Session session, List<Claim> candidates, Instant now) throws SQLException {
		if (candidates.isEmpty()) {
			return Set.of();
		}
		Long[] ids = candidates.stream().map((claim) -> claim.id().value()).toArray(Long[]::new);
		Array array = session.connection().createArrayOf("bigint", ids);
		PreparedStatement find = session.prepare(OUT_OF_TURN);
		find.setArray(1, array);
		find.setString(2, this.holder);
		find.setLong(3, now.toEpochMilli());
		find.setArray(4, array);
		find.setString(5, this.holder);
		find.setLong(6, now.toEpochMilli());
		Set<DeliveryId> found = new HashSet<>();
		try (ResultSet rows = find.executeQuery()) {
			while (rows.next()) {
				found.add(new DeliveryId(rows.getLong(1)));
			}
		}
		return found;
	}

	@Override
	public boolean enterQueue(Session session, String handler) throws SQLException {
		PreparedStatement lock = session.prepare(ENTER_QUEUE);
		lock.setString(1, handler);
		try (ResultSet row = lock.executeQuery()) {
			return row.next() && row.getBoolean(1);
		}
	}

	@Override
	public String holder() {
		return this.holder;
	}

	@Override
	public void ring(Session session) throws SQLException {
		session.prepare("NOTIFY " + CHANNEL).execute();
	}

	/** Its own vacuum sees to that. */
	@Override
	public void giveSpaceBack(Session session) {
	}

	@Override
	public void close() {
	}

}
