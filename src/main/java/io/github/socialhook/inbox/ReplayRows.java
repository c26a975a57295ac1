package io.github.socialhook.inbox;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;

import io.github.socialhook.delivery.DeliveryId;
import org.jspecify.annotations.Nullable;

/** The statements that make deliveries due again. */
final class ReplayRows {

	/**
	 * What waits for its first attempt, or is in it, is left alone; a late worker is
	 * fenced off.
	 */
	private static final String REPLAY = """
			UPDATE delivery SET state = 'PENDING', due_at = ?, timed_at = ?, holder = NULL, fence = fence + 1, handled_at = NULL
			WHERE id = ? AND due_at IS NULL
			""";

	private static final String FORGET_TASKS = """
			DELETE FROM task WHERE delivery_id = ?
			""";

	private static final String REPLAY_HANDLER = """
			INSERT INTO task (delivery_id, handler, state, attempts, due_at, timed_at, leased, fence, subject)
			SELECT id, ?, 'PENDING', 0, ?, ?, 0, fence + 1, subject FROM delivery WHERE id = ? AND due_at IS NULL
			ON CONFLICT (delivery_id, handler) DO UPDATE SET state = 'PENDING', attempts = 0,
				due_at = excluded.due_at, timed_at = excluded.timed_at, fence = task.fence + 1
				WHERE task.leased = 0
			""";

	private static final String REOPEN = """
			UPDATE delivery SET state = 'PENDING', handled_at = NULL WHERE id = ?
			""";

	private final Session session;

	ReplayRows(Session session) {
		this.session = session;
	}

	/** Makes a delivery due; false if it is waiting or being handled anyway. */
	boolean replay(DeliveryId id, @Nullable String handler, Instant now) throws SQLException {
		return (handler != null) ? replayOne(id, handler, now) : replayAll(id, now);
	}

	private boolean replayAll(DeliveryId id, Instant now) throws SQLException {
		PreparedStatement replay = this.session.prepare(REPLAY);
		replay.setLong(1, now.toEpochMilli());
		replay.setLong(2, now.toEpochMilli());
		replay.setLong(3, id.value());
		return replay.executeUpdate() == 1 && apply(FORGET_TASKS, id);
	}

	private boolean replayOne(DeliveryId id, String handler, Instant now) throws SQLException {
		PreparedStatement replay = this.session.prepare(REPLAY_HANDLER);
		replay.setString(1, handler);
		replay.setLong(2, now.toEpochMilli());
		replay.setLong(3, now.toEpochMilli());
		replay.setLong(4, id.value());
		return replay.executeUpdate() == 1 && apply(REOPEN, id);
	}

	private boolean apply(String sql, DeliveryId id) throws SQLException {
		PreparedStatement statement = this.session.prepare(sql);
		statement.setLong(1, id.value());
		statement.executeUpdate();
		return true;
	}

}
