package io.github.socialhook.store.postgresql;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.inbox.Claim;
import io.github.socialhook.store.queue.PutWrite;
import io.github.socialhook.store.queue.QueueDialect;
import io.github.socialhook.store.queue.ScanPosition;
import io.github.socialhook.store.queue.Success;
import io.github.socialhook.store.queue.WakeUpListener;
import io.github.socialhook.store.write.WriterConnection;
import org.jspecify.annotations.Nullable;

/** The store for several nodes: PostgreSQL 15 and newer. */
public final class PostgresDialect implements QueueDialect {

	public static final String CHANNEL = "socialhook_due";

	private static final String PREFIX = "jdbc:postgresql:";

	/**
	 * Longer than any answer may take: a connection that is silent for so long is dead.
	 */
	private static final int SILENCE_MILLIS = 5000;

	/** What is given up at the time-out of the network must not run on in the server. */
	private static final int WRITE_MILLIS = 4000;

	private static final int READ_MILLIS = 25_000;

	/** How soon the server notices that its client is gone. */
	private static final int CLIENT_CHECK_MILLIS = 1000;

	/** How many numbers the first look for what is due covers. */
	private static final long FIRST_SPAN = 16_384;

	private static final String TIMEOUT = "57014";

	private static final Set<String> CONFLICTS = Set.of("40001", "40P01");

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
					AND (e.holder <> ? OR e.holder IS NULL AND e.due_at <= ?) AND NOT e.id = ANY (?)
				OFFSET 0)
			OR EXISTS (
				SELECT 1 FROM task t
				WHERE t.state = 'PENDING' AND t.leased = 1 AND t.subject = d.subject AND t.delivery_id < d.id
					AND t.holder <> ? AND t.due_at > ?
				OFFSET 0))
			""";

	/**
	 * The ids are the only way in: no partial index has a condition that the last one
	 * implies, so whatever the statistics say, no index over all that is due is scanned.
	 */
	private static final String SETTLE = """
			UPDATE delivery SET state = 'HANDLED', attempts = attempts + ?, handled_at = ?, due_at = NULL
			WHERE id = ANY (?) AND fence = ? AND num_nulls(due_at) = 0
			RETURNING id
			""";

	private static final String HOLD = """
			SELECT 1 FROM delivery WHERE id = ? FOR NO KEY UPDATE
			""";

	private static final String ENTER_QUEUE = """
			SELECT pg_try_advisory_xact_lock(hashtextextended('socialhook:' || ?, 0))
			""";

	private final String holder = UUID.randomUUID().toString();

	public static boolean speaks(String url) {
		return url.toLowerCase(Locale.ROOT).startsWith(PREFIX);
	}

	@Override
	public String migrations() {
		return "classpath:io/github/socialhook/store/postgresql";
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
			limit(statement, WRITE_MILLIS);
		}
	}

	/** Others may have set these for the role or the database. */
	private static void limit(Statement statement, int millis) throws SQLException {
		statement.execute("SET statement_timeout = " + millis + "; SET client_connection_check_interval = "
				+ CLIENT_CHECK_MILLIS);
	}

	@Override
	public void prepareReader(Connection connection) throws SQLException {
		connection.setNetworkTimeout(Runnable::run, PATIENCE_MILLIS);
		try (Statement statement = connection.createStatement()) {
			limit(statement, READ_MILLIS);
		}
	}

	@Override
	public boolean isSoleUser() {
		return false;
	}

	@Override
	public boolean isDown(SQLException failure) {
		String state = failure.getSQLState();
		return state == null || state.length() < 2 || state.equals(READ_ONLY)
				|| (CLASSES_OF_OUTAGES.contains(state.substring(0, 2)) && !state.equals(TIMEOUT));
	}

	@Override
	public boolean isTimeout(SQLException failure) {
		return TIMEOUT.equals(failure.getSQLState());
	}

	@Override
	public boolean isConflict(SQLException failure) {
		return failure.getSQLState() != null && CONFLICTS.contains(failure.getSQLState());
	}

	@Override
	public ScanPosition firstScan() {
		return ScanPosition.bySpans(FIRST_SPAN);
	}

	@Override
	public void discardPlans(Connection connection) throws SQLException {
		execute(connection, "DISCARD PLANS");
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
	public void put(WriterConnection connection, List<PutWrite> group) throws SQLException {
		new PostgresPuts(connection, this).put(group);
	}

	@Override
	public Set<DeliveryId> settle(WriterConnection connection, List<Success> successes) throws SQLException {
		Set<DeliveryId> settled = new HashSet<>();
		Map<Group, List<Success>> groups = new LinkedHashMap<>();
		for (Success success : successes) {
			Group group = new Group(success.claim().fence(), success.attempts());
			groups.computeIfAbsent(group, (key) -> new ArrayList<>()).add(success);
		}
		for (Map.Entry<Group, List<Success>> each : groups.entrySet()) {
			settle(connection, each.getKey(), each.getValue(), settled);
		}
		return settled;
	}

	private static void settle(WriterConnection connection, Group group, List<Success> successes,
			Set<DeliveryId> settled) throws SQLException {
		Long[] ids = successes.stream().map((each) -> each.claim().id().value()).toArray(Long[]::new);
		PreparedStatement settle = connection.prepare(SETTLE);
		settle.setInt(1, group.attempts());
		settle.setLong(2, successes.getFirst().handledAt().toEpochMilli());
		settle.setArray(3, connection.connection().createArrayOf("bigint", ids));
		settle.setLong(4, group.fence());
		try (ResultSet rows = settle.executeQuery()) {
			while (rows.next()) {
				settled.add(new DeliveryId(rows.getLong(1)));
			}
		}
	}

	@Override
	public String turn() {
		return """
				NOT EXISTS (
					SELECT 1 FROM delivery e
					WHERE e.subject = delivery.subject AND e.id < delivery.id AND num_nonnulls(e.due_at) = 1
						AND e.holder <> '%1$s' AND coalesce(e.due_at, 0) > ?
					OFFSET 0)
				AND NOT EXISTS (
					SELECT 1 FROM task t
					WHERE t.state = 'PENDING' AND t.leased = 1 AND t.subject = delivery.subject
						AND t.delivery_id < delivery.id AND t.holder <> '%1$s' AND t.due_at > ?
					OFFSET 0)
				""".formatted(this.holder);
	}

	@Override
	public String turnOfTask() {
		return """
				NOT EXISTS (
					SELECT 1 FROM delivery e
					WHERE e.subject = t.subject AND e.id < t.delivery_id AND num_nonnulls(e.due_at) = 1
						AND (e.holder <> '%1$s' OR e.holder IS NULL AND e.due_at <= ?)
					OFFSET 0)
				""".formatted(this.holder);
	}

	@Override
	public void hold(WriterConnection connection, DeliveryId id) throws SQLException {
		PreparedStatement hold = connection.prepare(HOLD);
		hold.setLong(1, id.value());
		hold.executeQuery().close();
	}

	@Override
	public String lock(String table) {
		return "FOR UPDATE OF " + table + " SKIP LOCKED";
	}

	@Override
	public Set<DeliveryId> outOfTurn(WriterConnection connection, List<Claim> candidates, Instant now)
			throws SQLException {
		if (candidates.isEmpty()) {
			return Set.of();
		}
		Long[] ids = candidates.stream().map((claim) -> claim.id().value()).toArray(Long[]::new);
		Array array = connection.connection().createArrayOf("bigint", ids);
		PreparedStatement find = connection.prepare(OUT_OF_TURN);
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
	public boolean enterQueue(WriterConnection connection, String handler) throws SQLException {
		PreparedStatement lock = connection.prepare(ENTER_QUEUE);
		lock.setString(1, handler);
		try (ResultSet row = lock.executeQuery()) {
			return row.next() && row.getBoolean(1);
		}
	}

	private static void execute(Connection connection, String sql) throws SQLException {
		try (Statement statement = connection.createStatement()) {
			statement.execute(sql);
		}
	}

	@Override
	public String dueDeliveries() {
		return "delivery";
	}

	@Override
	public WakeUpListener listener(DataSource dataSource, Runnable wakeUp) {
		return new PostgresListener(dataSource, wakeUp);
	}

	@Override
	public String holder() {
		return this.holder;
	}

	@Override
	public void notifyOthers(Connection connection) throws SQLException {
		execute(connection, "NOTIFY " + CHANNEL);
	}

	/** Its own vacuum sees to that. */
	@Override
	public void reclaimSpace(Connection connection) {
	}

	@Override
	public void close() {
	}

	/** What one statement can settle together. */
	private record Group(long fence, int attempts) {

	}

}
