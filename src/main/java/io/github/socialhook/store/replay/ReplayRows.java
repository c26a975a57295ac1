package io.github.socialhook.store.replay;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.inbox.Replay;
import io.github.socialhook.inbox.Replayer;
import io.github.socialhook.store.ledger.DeliveryQueries;
import io.github.socialhook.store.queue.QueueDialect;
import io.github.socialhook.store.queue.RowNumber;
import io.github.socialhook.store.write.WriterConnection;
import org.jspecify.annotations.Nullable;

/** The statements that make deliveries due again, and keep account of it. */
final class ReplayRows {

	/**
	 * What waits for its first attempt, or is in it, is left alone; a late worker is
	 * fenced off.
	 */
	private static final String REPLAY = """
			UPDATE socialhook_delivery SET state = 'PENDING', due_at = ?, timed_at = ?, holder = NULL, fence = fence + 1, deaths = 0,
				handled_at = NULL
			WHERE id = ? AND due_at IS NULL AND body IS NOT NULL
			""";

	private static final String FORGET_TASKS = """
			DELETE FROM socialhook_task WHERE delivery_id = ?
			""";

	private static final String REPLAY_HANDLER = """
			INSERT INTO socialhook_task (delivery_id, handler, state, attempts, due_at, timed_at, leased, fence, subject)
			SELECT id, ?, 'PENDING', 0, ?, ?, 0, fence + 1, subject FROM socialhook_delivery
			WHERE id = ? AND due_at IS NULL AND body IS NOT NULL
			ON CONFLICT (delivery_id, handler) DO UPDATE SET state = 'PENDING', attempts = 0,
				due_at = excluded.due_at, timed_at = excluded.timed_at, fence = socialhook_task.fence + 1, deaths = 0
				WHERE socialhook_task.leased = 0
			""";

	/** What has succeeded meanwhile, on another node, is not done again. */
	private static final String REPLAY_UNHANDLED = REPLAY_HANDLER + """
				AND socialhook_task.state <> 'HANDLED'
			""";

	private static final String REPLAY_FAILED = """
			UPDATE socialhook_task SET state = 'PENDING', attempts = 0, due_at = ?, timed_at = ?, fence = fence + 1, deaths = 0
			WHERE delivery_id = ? AND leased = 0 AND state <> 'HANDLED'
			""";

	private static final String UNTRIED = """
			SELECT 1 FROM socialhook_delivery d WHERE d.id = ? AND d.due_at IS NULL AND d.attempts = 0
				AND NOT EXISTS (SELECT 1 FROM socialhook_task t WHERE t.delivery_id = d.id)
			""";

	private static final String REOPEN = """
			UPDATE socialhook_delivery SET state = 'PENDING', handled_at = NULL WHERE id = ?
			""";

	private static final String FOLLOW = """
			INSERT INTO socialhook_replay_delivery (replay_id, delivery_id, outcome) VALUES (?, ?, 'PENDING')
			ON CONFLICT (replay_id, delivery_id) DO NOTHING
			""";

	private static final String NOTE_REPLAYED = """
			UPDATE socialhook_replay SET replayed = replayed + ? WHERE id = ?
			""";

	private static final Duration LEASE = Duration.ofSeconds(10);

	private final WriterConnection connection;

	ReplayRows(WriterConnection connection) {
		this.connection = connection;
	}

	/** Makes a delivery due; false if it is already waiting or being handled. */
	boolean replay(DeliveryId id, @Nullable String handler, Instant now) throws SQLException {
		return (handler != null) ? replayOne(REPLAY_HANDLER, id, handler, now) : replayAll(id, now);
	}

	private boolean apply(Replay replay, DeliveryId id, QueueDialect dialect, Instant now) throws SQLException {
		String handler = replay.filter().handler();
		if (replay.action() == Replay.Action.DISCARD) {
			return new DiscardRows(this.connection, dialect).discard(id, handler, replay.filter().error());
		}
		return (handler != null || replay.includeHandled()) ? replay(id, handler, now) : replayFailed(id, now);
	}

	/**
	 * Makes a delivery due for the handlers of which is recorded that they have not
	 * succeeded; for all if none has tried it.
	 */
	private boolean replayFailed(DeliveryId id, Instant now) throws SQLException {
		PreparedStatement replay = this.connection.prepare(REPLAY_FAILED);
		replay.setLong(1, now.toEpochMilli());
		replay.setLong(2, now.toEpochMilli());
		replay.setLong(3, RowNumber.of(id));
		if (replay.executeUpdate() > 0) {
			return apply(REOPEN, id);
		}
		PreparedStatement untried = this.connection.prepare(UNTRIED);
		untried.setLong(1, RowNumber.of(id));
		try (ResultSet row = untried.executeQuery()) {
			return row.next() && replayAll(id, now);
		}
	}

	/** Makes a delivery due for those of its handlers that have not succeeded. */
	Replayer.Result replayUnhandled(DeliveryId id, Set<String> takers, Instant now) throws SQLException {
		Set<String> succeeded = SucceededHandlers.of(this.connection, id, takers);
		if (succeeded.isEmpty()) {
			return Replayer.Result.ofAll(replayAll(id, now), takers);
		}
		Set<String> due = new TreeSet<>();
		for (String handler : new TreeSet<>(takers)) {
			if (!succeeded.contains(handler) && replayOne(REPLAY_UNHANDLED, id, handler, now)) {
				due.add(handler);
			}
		}
		return new Replayer.Result(!due.isEmpty(), due, succeeded);
	}

	private boolean replayAll(DeliveryId id, Instant now) throws SQLException {
		PreparedStatement replay = this.connection.prepare(REPLAY);
		replay.setLong(1, now.toEpochMilli());
		replay.setLong(2, now.toEpochMilli());
		replay.setLong(3, RowNumber.of(id));
		return replay.executeUpdate() == 1 && apply(FORGET_TASKS, id);
	}

	private boolean replayOne(String sql, DeliveryId id, String handler, Instant now) throws SQLException {
		PreparedStatement replay = this.connection.prepare(sql);
		replay.setString(1, handler);
		replay.setLong(2, now.toEpochMilli());
		replay.setLong(3, now.toEpochMilli());
		replay.setLong(4, RowNumber.of(id));
		return replay.executeUpdate() == 1 && apply(REOPEN, id);
	}

	private boolean apply(String sql, DeliveryId id) throws SQLException {
		PreparedStatement statement = this.connection.prepare(sql);
		statement.setLong(1, RowNumber.of(id));
		statement.executeUpdate();
		return true;
	}

	/**
	 * Takes a step of a replay: makes some deliveries due or discards them, and notes
	 * that this is done, both or neither.
	 * @param ready those of the span that can be
	 * @return how many are due again or discarded; -1 if another node has taken the step
	 */
	int step(ReplayTable.Open open, DeliveryQueries.Span span, List<DeliveryId> ready, QueueDialect dialect,
			Instant now) throws SQLException {
		if (!advance(open, span.reached(), span.ids().size(), dialect, now)) {
			return -1;
		}
		int number = 0;
		for (DeliveryId id : ready) {
			if (apply(open.replay(), id, dialect, now)) {
				number++;
				follow(open, id);
			}
		}
		PreparedStatement note = this.connection.prepare(NOTE_REPLAYED);
		note.setInt(1, number);
		note.setLong(2, open.number());
		note.executeUpdate();
		this.connection.noteDue();
		return number;
	}

	/** Lets what becomes of it be found out. */
	void follow(ReplayTable.Open open, DeliveryId id) throws SQLException {
		if (open.replay().outcomes() != null) {
			PreparedStatement follow = this.connection.prepare(FOLLOW);
			follow.setLong(1, open.number());
			follow.setLong(2, RowNumber.of(id));
			follow.executeUpdate();
		}
	}

	/**
	 * Notes how far a replay has come.
	 * @param reached what is done
	 * @param number how many deliveries that were
	 * @return false if another node has taken the step, or the replay has ended
	 */
	boolean advance(ReplayTable.Open open, long reached, long number, QueueDialect dialect, Instant now)
			throws SQLException {
		// Waits for no other node: that would keep what is written together with it
		// waiting.
		PreparedStatement step = this.connection.prepare("""
				UPDATE socialhook_replay SET position = ?, done = done + ?, holder = ?, leased_until = ?, ended_at = ?
				WHERE id = (
					SELECT id FROM socialhook_replay
					WHERE id = ? AND position = ? AND ended_at IS NULL
						AND (holder IS NULL OR holder = ? OR leased_until <= ?)
					%s)
				""".formatted(dialect.lock("socialhook_replay")));
		step.setLong(1, reached);
		step.setLong(2, number);
		step.setString(3, dialect.holder());
		step.setLong(4, now.plus(LEASE).toEpochMilli());
		setInstant(step, 5, open.isLast(reached) ? now : null);
		step.setLong(6, open.number());
		step.setLong(7, open.position());
		step.setString(8, dialect.holder());
		step.setLong(9, now.toEpochMilli());
		return step.executeUpdate() == 1;
	}

	private static void setInstant(PreparedStatement statement, int index, @Nullable Instant instant)
			throws SQLException {
		statement.setObject(index, (instant != null) ? instant.toEpochMilli() : null, Types.BIGINT);
	}

}
