package io.github.socialhook.inbox;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Puts right what was timed by a clock that has been set back since. */
final class ClockWrite implements Write {

	private static final String DELIVERY = """
			UPDATE delivery SET due_at = ? + due_at - coalesce(timed_at, received_at), timed_at = ?
			WHERE id = ? AND due_at IS NOT NULL AND coalesce(timed_at, received_at) > ?
			""";

	private static final String TASK = """
			UPDATE task SET due_at = ? + due_at - timed_at, timed_at = ?
			WHERE delivery_id = ? AND handler = ? AND due_at IS NOT NULL AND timed_at > ?
			""";

	private final List<Long> deliveries;

	private final List<Task> tasks;

	private final Instant now;

	private final Instant limit;

	private final CompletableFuture<Integer> mended = new CompletableFuture<>();

	private int number;

	/** Puts right what was timed after a limit, unless somebody has timed it anew. */
	ClockWrite(List<Long> deliveries, List<Task> tasks, Instant now, Instant limit) {
		this.deliveries = deliveries;
		this.tasks = tasks;
		this.now = now;
		this.limit = limit;
	}

	boolean isEmpty() {
		return this.deliveries.isEmpty() && this.tasks.isEmpty();
	}

	/** Completed with how many were put right; exceptionally if the store failed. */
	CompletableFuture<Integer> mended() {
		return this.mended;
	}

	@Override
	public void apply(Session session) throws SQLException {
		PreparedStatement delivery = prepare(session, DELIVERY);
		for (Long id : this.deliveries) {
			delivery.setLong(3, id);
			delivery.setLong(4, this.limit.toEpochMilli());
			delivery.addBatch();
		}
		PreparedStatement task = prepare(session, TASK);
		for (Task each : this.tasks) {
			task.setLong(3, each.delivery());
			task.setString(4, each.handler());
			task.setLong(5, this.limit.toEpochMilli());
			task.addBatch();
		}
		this.number = Arrays.stream(delivery.executeBatch()).sum() + Arrays.stream(task.executeBatch()).sum();
	}

	private PreparedStatement prepare(Session session, String sql) throws SQLException {
		PreparedStatement update = session.prepare(sql);
		update.setLong(1, this.now.toEpochMilli());
		update.setLong(2, this.now.toEpochMilli());
		return update;
	}

	@Override
	public void committed() {
		this.mended.complete(this.number);
	}

	@Override
	public void failed(Exception cause) {
		this.mended.completeExceptionally(cause);
	}

	/**
	 * What waits for one handler.
	 *
	 * @param delivery the number of the delivery
	 * @param handler the name of the handler
	 */
	record Task(long delivery, String handler) {

	}

}
