package io.github.socialhook.store.upkeep;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import io.github.socialhook.inbox.StoreUnavailableException;
import io.github.socialhook.log.LoggedTask;
import io.github.socialhook.store.write.GroupWriter;
import io.github.socialhook.store.write.WriterConnection;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Sees to it that a clock that was set back stalls nothing: leases and appointments that
 * were made at a time to come are recreated, as long from now as they were to be from
 * then.
 */
public final class ClockWatch implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(ClockWatch.class);

	/** By so much the clocks of nodes may differ, and a clock may be corrected. */
	public static final Duration TOLERANCE = Duration.ofMinutes(1);

	/** Another node may have died that had a wrong clock. */
	private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(10);

	private static final int BATCH = 500;

	private static final String DELIVERIES = """
			SELECT id FROM socialhook_delivery
			WHERE due_at IS NOT NULL AND due_at > :now AND coalesce(timed_at, received_at) > :limit
			LIMIT :batch
			""";

	private static final String TASKS = """
			SELECT delivery_id, handler FROM socialhook_task
			WHERE due_at IS NOT NULL AND due_at > :now AND timed_at > :limit
			LIMIT :batch
			""";

	private static final String RETIME_DELIVERY = """
			UPDATE socialhook_delivery SET due_at = ? + due_at - coalesce(timed_at, received_at), timed_at = ?
			WHERE id = ? AND due_at IS NOT NULL AND coalesce(timed_at, received_at) > ?
			""";

	private static final String RETIME_TASK = """
			UPDATE socialhook_task SET due_at = ? + due_at - timed_at, timed_at = ?
			WHERE delivery_id = ? AND handler = ? AND due_at IS NOT NULL AND timed_at > ?
			""";

	private static final Duration TIMEOUT = Duration.ofMinutes(1);

	private final GroupWriter writer;

	private final JdbcClient jdbc;

	private final InstantSource clock;

	private final ScheduledExecutorService timer = Executors
		.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("socialhook-clock").factory());

	private @Nullable ScheduledFuture<?> watching;

	private Instant latest = Instant.EPOCH;

	private long nextLook = System.nanoTime();

	public ClockWatch(GroupWriter writer, JdbcClient jdbc, InstantSource clock) {
		this.writer = writer;
		this.jdbc = jdbc;
		this.clock = clock;
	}

	public void start() {
		Runnable task = new LoggedTask(logger, "The times of deliveries could not be compared with the clock",
				this::tick);
		this.watching = this.timer.scheduleWithFixedDelay(task, 1, 1, TimeUnit.SECONDS);
	}

	private void tick() {
		try {
			look();
		}
		catch (StoreUnavailableException ex) {
			logger.debug("The clock could not be checked, which is retried", ex);
		}
	}

	/** Looks whether it is time to, which it is at the start and after each step back. */
	public void look() {
		Instant now = this.clock.instant();
		if (now.isBefore(this.latest.minus(TOLERANCE))) {
			logger.warn("The clock was set back by " + Duration.between(now, this.latest).toSeconds()
					+ " s; scheduled work keeps its delay, counted from now");
			this.nextLook = System.nanoTime();
		}
		if (this.latest.isBefore(now) || now.isBefore(this.latest.minus(TOLERANCE))) {
			this.latest = now;
		}
		if (this.nextLook - System.nanoTime() <= 0) {
			int mended = mend(now);
			if (mended > 0) {
				logger.info("The time of " + mended + " deliveries was corrected");
			}
			this.nextLook = System.nanoTime() + BETWEEN_LOOKS.toNanos();
		}
	}

	private int mend(Instant now) {
		int all = 0;
		int mended = 0;
		do {
			mended = retime(findDeliveries(now), findTasks(now), now);
			all += mended;
		}
		while (mended > 0);
		return all;
	}

	private List<Long> findDeliveries(Instant now) {
		return select(DELIVERIES, now).query((row, number) -> row.getLong("id")).list();
	}

	private List<Task> findTasks(Instant now) {
		return select(TASKS, now).query((row, number) -> new Task(row.getLong("delivery_id"), row.getString("handler")))
			.list();
	}

	private JdbcClient.StatementSpec select(String sql, Instant now) {
		return this.jdbc.sql(sql)
			.param("now", now.toEpochMilli())
			.param("limit", now.plus(TOLERANCE).toEpochMilli())
			.param("batch", BATCH);
	}

	/** Reschedules what no other node has rescheduled meanwhile. */
	private int retime(List<Long> deliveries, List<Task> tasks, Instant now) {
		if (deliveries.isEmpty() && tasks.isEmpty()) {
			return 0;
		}
		long limit = now.plus(TOLERANCE).toEpochMilli();
		return this.writer.execute(TIMEOUT, (connection) -> {
			PreparedStatement delivery = prepare(connection, RETIME_DELIVERY, now);
			for (Long id : deliveries) {
				delivery.setLong(3, id);
				delivery.setLong(4, limit);
				delivery.addBatch();
			}
			PreparedStatement task = prepare(connection, RETIME_TASK, now);
			for (Task each : tasks) {
				task.setLong(3, each.delivery());
				task.setString(4, each.handler());
				task.setLong(5, limit);
				task.addBatch();
			}
			return Arrays.stream(delivery.executeBatch()).sum() + Arrays.stream(task.executeBatch()).sum();
		});
	}

	private static PreparedStatement prepare(WriterConnection connection, String sql, Instant now) throws SQLException {
		PreparedStatement update = connection.prepare(sql);
		update.setLong(1, now.toEpochMilli());
		update.setLong(2, now.toEpochMilli());
		return update;
	}

	@Override
	public void close() {
		if (this.watching != null) {
			this.watching.cancel(true);
		}
		this.timer.shutdownNow();
	}

	/**
	 * What waits for one handler.
	 *
	 * @param delivery the number of the delivery
	 * @param handler the name of the handler
	 */
	private record Task(long delivery, String handler) {

	}

}
