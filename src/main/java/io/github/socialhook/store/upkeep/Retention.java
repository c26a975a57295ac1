package io.github.socialhook.store.upkeep;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.inbox.UpkeepListener;
import io.github.socialhook.log.LogLimit;
import io.github.socialhook.store.database.DatabaseDialect;
import io.github.socialhook.store.database.RowOrder;
import io.github.socialhook.store.database.Store;
import io.github.socialhook.store.write.BackgroundTask;
import io.github.socialhook.store.write.GroupWriter;
import io.github.socialhook.store.write.WriterConnection;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.core.NestedExceptionUtils;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.backoff.FixedBackOff;

/**
 * Deletes what is old enough, from the oldest on, in batches with pauses between them: it
 * never takes more than a quarter of the writer's time, nor long at a time.
 */
public final class Retention {

	private static final Log logger = LogFactory.getLog(Retention.class);

	public static final int BATCH = 500;

	private static final int SMALLEST_PORTION = 8;

	private static final Duration LONGEST_PORTION = Duration.ofMillis(20);

	private static final Duration SHORTEST_PAUSE = Duration.ofMillis(10);

	/** What was stored since one of the last two is counted whenever somebody asks. */
	private static final Duration BETWEEN_SWEEPS = Duration.ofSeconds(15);

	private static final Duration AFTER_FAILURES = Duration.ofMinutes(1);

	private static final String NEXT = """
			SELECT id, state, received_at, coalesce(handled_at, received_at) AS ended_at FROM socialhook_delivery
			WHERE id > :after
			ORDER BY id LIMIT :batch
			""";

	/** Tasks and attempts go with it. What has moved on since it was looked at stays. */
	private static final String DELETE = """
			DELETE FROM socialhook_delivery WHERE id = ? AND state = ? AND due_at IS NULL
			""";

	private static final String DELETE_REFERENCES = """
			DELETE FROM socialhook_reference WHERE delivery_id = ?
			""";

	private static final String DELETE_TRACES = """
			DELETE FROM socialhook_trace WHERE delivery_id = ?
			""";

	private static final Duration TIMEOUT = Duration.ofMinutes(1);

	private final GroupWriter writer;

	private final DatabaseDialect dialect;

	private final JdbcClient jdbc;

	private final Duration keepHandled;

	private final Duration keepDead;

	private final InstantSource clock;

	private final UpkeepListener listener;

	private final LogLimit log = new LogLimit();

	private final BackgroundTask task = new BackgroundTask("socialhook-retention", this::step,
			new FixedBackOff(AFTER_FAILURES.toMillis(), FixedBackOff.UNLIMITED_ATTEMPTS), this::failed);

	private long after;

	/** How many are deleted in one transaction. */
	private int portion = SMALLEST_PORTION;

	public Retention(GroupWriter writer, Store store, RetentionProperties properties, InstantSource clock,
			UpkeepListener listener) {
		this.writer = writer;
		this.dialect = store.dialect();
		this.jdbc = store.reader();
		this.keepHandled = properties.handled();
		this.keepDead = properties.dead();
		this.clock = clock;
		this.listener = listener;
	}

	public void start() {
		this.task.start();
	}

	private Duration step() {
		long started = System.nanoTime();
		boolean more = sweep();
		Duration pause = Duration.ofNanos(3 * (System.nanoTime() - started));
		return more ? pause.plus(SHORTEST_PAUSE) : BETWEEN_SWEEPS;
	}

	private void failed(Throwable failure) {
		this.listener.failed(UpkeepListener.Task.RETENTION);
		if (this.log.isTime()) {
			logger.warn("Deleting old deliveries failed and is retried: "
					+ NestedExceptionUtils.getMostSpecificCause(failure));
		}
	}

	/**
	 * Looks at the next batch and deletes what is old enough, as long as the clock may be
	 * believed. Before the first batch it counts what was stored meanwhile.
	 * @return false at the end, where everything is too young; the next call begins again
	 */
	public boolean sweep() {
		Instant now = this.clock.instant();
		if (this.after == 0) {
			Begin begin = this.writer.execute(TIMEOUT, (connection) -> begin(connection, now));
			if (!begin.trusted()) {
				this.listener.failed(UpkeepListener.Task.RETENTION);
				return false;
			}
			if (begin.more()) {
				return true;
			}
		}
		List<Row> rows = this.jdbc.sql(NEXT)
			.param("after", this.after)
			.param("batch", BATCH)
			.query((row, number) -> new Row(row.getLong("id"), row.getString("state"), row.getLong("received_at"),
					row.getLong("ended_at")))
			.list();
		Map<Long, DeliveryState> expired = new HashMap<>();
		for (Row row : rows) {
			if (isExpired(row, now)) {
				expired.put(row.id(), DeliveryState.valueOf(row.state()));
			}
		}
		if (!expired.isEmpty()) {
			delete(expired);
		}
		boolean more = rows.size() == BATCH;
		this.after = more ? passed(rows, now) : 0;
		return more;
	}

	/** What follows in the order of time on what is too young is too young, too. */
	private long passed(List<Row> rows, Instant now) {
		long last = rows.getLast().id();
		long lastByTime = RowOrder.lastByTime(rows.getFirst().id());
		boolean young = last <= lastByTime && rows.stream().noneMatch((row) -> mayExpire(row, now));
		return young ? lastByTime : last;
	}

	/** Begins anew with the oldest. */
	private Begin begin(WriterConnection connection, Instant now) throws SQLException {
		boolean more = this.dialect.tryLock(connection.connection(), DatabaseDialect.DELETION)
				&& this.dialect.count().advance(connection.connection());
		return new Begin(RetentionClock.isTrusted(connection, now), more);
	}

	private boolean isExpired(Row row, Instant now) {
		Duration age = Duration.between(Instant.ofEpochMilli(row.endedAt()), now);
		return switch (DeliveryState.valueOf(row.state())) {
			case HANDLED, UNHANDLED, DUPLICATE -> age.compareTo(this.keepHandled) > 0;
			case DEAD, UNREADABLE, DISCARDED -> age.compareTo(this.keepDead) > 0;
			case PENDING, RETRYING -> false;
		};
	}

	private boolean mayExpire(Row row, Instant now) {
		Duration age = Duration.between(Instant.ofEpochMilli(row.receivedAt()), now);
		// One of a time to come was received before the clock was set back.
		return age.isNegative() || age.compareTo(this.keepHandled) > 0 || age.compareTo(this.keepDead) > 0;
	}

	/** Deletes those of them that are still in the state in which they were found. */
	public void delete(Map<Long, DeliveryState> expired) {
		// In one order everywhere, so that two nodes never wait for each other.
		List<Map.Entry<Long, DeliveryState>> left = List.copyOf(new TreeMap<>(expired).entrySet());
		while (!left.isEmpty()) {
			List<Map.Entry<Long, DeliveryState>> some = left.subList(0, Math.min(this.portion, left.size()));
			Duration took = this.writer.execute(TIMEOUT, (connection) -> delete(connection, some));
			this.portion = next(this.portion, took);
			left = left.subList(some.size(), left.size());
		}
	}

	/** Senders that come meanwhile wait for one portion at the most. */
	private static int next(int portion, Duration took) {
		if (took.compareTo(LONGEST_PORTION) > 0) {
			return Math.max(SMALLEST_PORTION, portion / 2);
		}
		return (took.compareTo(LONGEST_PORTION.dividedBy(4)) < 0) ? Math.min(BATCH, 2 * portion) : portion;
	}

	/** Returns how long it kept the writer. */
	private Duration delete(WriterConnection connection, List<Map.Entry<Long, DeliveryState>> some)
			throws SQLException {
		long began = System.nanoTime();
		if (!this.dialect.tryLock(connection.connection(), DatabaseDialect.DELETION)) {
			return LONGEST_PORTION;
		}
		PreparedStatement delete = connection.prepare(DELETE);
		for (Map.Entry<Long, DeliveryState> each : some) {
			delete.setLong(1, each.getKey());
			delete.setString(2, each.getValue().name());
			delete.addBatch();
		}
		int[] counts = delete.executeBatch();
		List<Long> gone = IntStream.range(0, counts.length)
			.filter((i) -> counts[i] > 0)
			.mapToObj((i) -> some.get(i).getKey())
			.toList();
		delete(connection, DELETE_REFERENCES, gone);
		delete(connection, DELETE_TRACES, gone);
		this.dialect.count().deleted(connection.connection(), gone);
		this.dialect.reclaimSpace(connection.connection(), some.size());
		return Duration.ofNanos(System.nanoTime() - began);
	}

	private static void delete(WriterConnection connection, String sql, List<Long> gone) throws SQLException {
		PreparedStatement delete = connection.prepare(sql);
		for (Long id : gone) {
			delete.setLong(1, id);
			delete.addBatch();
		}
		delete.executeBatch();
	}

	public void stop() {
		this.task.close();
	}

	/**
	 * How a sweep begins.
	 *
	 * @param trusted whether the clock may be believed
	 * @param more whether there is more to count first
	 */
	private record Begin(boolean trusted, boolean more) {

	}

	/** What decides about a delivery. */
	private record Row(long id, String state, long receivedAt, long endedAt) {

	}

}
