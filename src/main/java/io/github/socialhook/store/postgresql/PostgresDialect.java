package io.github.socialhook.store.postgresql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TimeZone;
import java.util.UUID;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.inbox.Claim;
import io.github.socialhook.store.database.DeliveryCount;
import io.github.socialhook.store.database.Watermark;
import io.github.socialhook.store.queue.PutWrite;
import io.github.socialhook.store.queue.QueueDialect;
import io.github.socialhook.store.queue.RowNumber;
import io.github.socialhook.store.queue.ScanPosition;
import io.github.socialhook.store.queue.Success;
import io.github.socialhook.store.queue.WakeUpListener;
import io.github.socialhook.store.write.WriterConnection;
import org.jspecify.annotations.Nullable;

/** The store for several nodes: PostgreSQL 15 and newer. */
public final class PostgresDialect implements QueueDialect {

	public static final String CHANNEL = "socialhook_due";

	private static final String PREFIX = "jdbc:postgresql:";

	/** How many numbers the first look for what is due covers. */
	private static final long FIRST_SPAN = 16_384;

	private static final String HOLD = """
			SELECT 1 FROM socialhook_delivery WHERE id = ? FOR NO KEY UPDATE
			""";

	private static final String TRY_LOCK = """
			SELECT pg_try_advisory_xact_lock(hashtextextended('socialhook:' || ?, 0))
			""";

	private final DeliveryCount count = new PostgresDeliveryCount();

	private final Watermark watermark = new PostgresWatermark();

	private final PostgresNotifications notifications = new PostgresNotifications();

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
	public void prepare(DataSource dataSource, String url) {
		UnknownTimeZoneException.refuseUnknown(TimeZone.getDefault());
		PostgresHosts.check(url, dataSource);
		if (dataSource instanceof HikariDataSource pool && !pool.isRunning()) {
			pool.setInitializationFailTimeout(-1);
		}
	}

	@Override
	public void verify(DataSource dataSource) throws SQLException {
		SessionProbe.requireSession(dataSource);
	}

	/** Those of the two writers, and the one that listens. */
	@Override
	public int heldConnections() {
		return 3;
	}

	@Override
	public void prepareWriter(Connection connection) throws SQLException {
		PostgresSessions.prepareWriter(connection);
	}

	@Override
	public void prepareMigration(Connection connection) throws SQLException {
		PostgresSessions.prepareMigration(connection);
	}

	@Override
	public void beginReading(Connection connection) throws SQLException {
		PostgresSessions.beginReading(connection);
	}

	@Override
	public boolean isSoleUser() {
		return false;
	}

	@Override
	public boolean isDown(SQLException failure) {
		return PostgresErrors.isDown(failure);
	}

	@Override
	public boolean isTimeout(SQLException failure) {
		return PostgresErrors.isTimeout(failure);
	}

	@Override
	public boolean isConflict(SQLException failure) {
		return PostgresErrors.isConflict(failure);
	}

	@Override
	public boolean isReadOnly(SQLException failure) {
		return PostgresErrors.isReadOnly(failure);
	}

	@Override
	public void transactionFailed(SQLException failure) {
		this.notifications.failed(failure);
	}

	@Override
	public ScanPosition firstScan() {
		return ScanPosition.bySpans(FIRST_SPAN);
	}

	@Override
	public void discardPlans(Connection connection) throws SQLException {
		PostgresSessions.execute(connection, "DISCARD PLANS");
	}

	@Override
	public boolean isAway(SQLException failure) {
		return PostgresErrors.isAway(failure);
	}

	@Override
	public String describe(SQLException failure) {
		return PostgresErrors.describe(failure);
	}

	@Override
	public String advice(@Nullable SQLException failure) {
		return PostgresErrors.advice(failure);
	}

	@Override
	public void put(WriterConnection connection, List<PutWrite> group) throws SQLException {
		new PostgresPuts(connection, this).put(group);
	}

	@Override
	public Set<DeliveryId> settle(WriterConnection connection, List<Success> successes) throws SQLException {
		return PostgresSettlements.settle(connection, successes);
	}

	@Override
	public String turn() {
		return """
				NOT EXISTS (
					SELECT 1 FROM socialhook_delivery e
					WHERE e.subject = socialhook_delivery.subject AND e.id < socialhook_delivery.id AND num_nonnulls(e.due_at) = 1
						AND e.holder <> '%1$s' AND coalesce(e.due_at, 0) > ?
					OFFSET 0)
				AND NOT EXISTS (
					SELECT 1 FROM socialhook_task t
					WHERE t.leased = 1 AND t.subject = socialhook_delivery.subject AND t.holder <> '%1$s' AND t.due_at > ?
					OFFSET 0)
				"""
			.formatted(this.holder);
	}

	@Override
	public String turnOfTask() {
		return """
				NOT EXISTS (
					SELECT 1 FROM socialhook_delivery e
					WHERE e.subject = t.subject AND e.id < t.delivery_id AND num_nonnulls(e.due_at) = 1
						AND (e.holder <> '%1$s' OR e.holder IS NULL AND e.due_at <= ?)
					OFFSET 0)
				""".formatted(this.holder);
	}

	@Override
	public String notElsewhere() {
		return PostgresTurns.notElsewhere(this.holder);
	}

	@Override
	public void hold(WriterConnection connection, DeliveryId id) throws SQLException {
		PreparedStatement hold = connection.prepare(HOLD);
		hold.setLong(1, RowNumber.of(id));
		hold.executeQuery().close();
	}

	@Override
	public String lock(String table) {
		return "FOR UPDATE OF " + table + " SKIP LOCKED";
	}

	@Override
	public Set<DeliveryId> outOfTurn(WriterConnection connection, List<Claim> candidates, Instant now)
			throws SQLException {
		return PostgresTurns.outOfTurn(connection, candidates, this.holder, now);
	}

	@Override
	public Set<DeliveryId> tasksOutOfTurn(WriterConnection connection, List<Claim> candidates, Instant now)
			throws SQLException {
		return PostgresTurns.tasksOutOfTurn(connection, candidates, this.holder, now);
	}

	@Override
	public boolean tryLock(Connection connection, String name) throws SQLException {
		try (PreparedStatement lock = connection.prepareStatement(TRY_LOCK)) {
			lock.setString(1, name);
			try (ResultSet row = lock.executeQuery()) {
				return row.next() && row.getBoolean(1);
			}
		}
	}

	@Override
	public String dueDeliveries() {
		return "socialhook_delivery";
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
		this.notifications.send(connection);
	}

	/** Its own vacuum sees to that. */
	@Override
	public void reclaimSpace(Connection connection, int most) {
	}

	@Override
	public boolean hasLogged() {
		return true;
	}

	@Override
	public DeliveryCount count() {
		return this.count;
	}

	@Override
	public Watermark watermark() {
		return this.watermark;
	}

	@Override
	public void close() {
	}

}
