package io.github.socialhook.inbox;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.delivery.DeliveryState;
import org.jspecify.annotations.Nullable;

/**
 * The statements over the tables {@code task} and {@code attempt}: the handlers of a
 * delivery that need more than the common first attempt.
 */
final class TaskRows {

	private static final String PUT = """
			INSERT INTO task (delivery_id, handler, state, attempts, due_at, leased) VALUES (?, ?, ?, ?, ?, ?)
			ON CONFLICT (delivery_id, handler) DO UPDATE SET state = excluded.state, attempts = excluded.attempts,
				due_at = excluded.due_at, leased = excluded.leased, fence = 0
			""";

	private static final String NEXT_DUE = """
			SELECT min(due_at) FROM task WHERE due_at IS NOT NULL
			""";

	private static final String LEASE = """
			UPDATE task SET due_at = ?, leased = 1, fence = fence + 1 WHERE delivery_id = ? AND handler = ?
			""";

	private static final String SETTLE = """
			UPDATE task SET state = ?, attempts = ?, due_at = ?, leased = 0
			WHERE delivery_id = ? AND handler = ? AND fence = ? AND leased = 1
			""";

	private static final String RELEASE = """
			UPDATE task SET due_at = ?, leased = 0
			WHERE delivery_id = ? AND handler = ? AND fence = ? AND leased = 1
			""";

	private static final String STATES = """
			SELECT DISTINCT state FROM task WHERE delivery_id = ?
			""";

	private static final String VOID_LEASES = """
			UPDATE task SET due_at = ?, leased = 0 WHERE leased = 1
			""";

	private static final String ADD_ATTEMPT = """
			INSERT INTO attempt (delivery_id, handler, number, started_at, duration_ms, outcome,
				error_type, error_message, error_trace)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
			""";

	private final Session session;

	TaskRows(Session session) {
		this.session = session;
	}

	private String findDue() {
		return """
				SELECT t.handler, t.attempts AS tried, t.fence AS task_fence,
					d.id, d.endpoint, d.event, d.subject, d.received_at, d.body
				FROM task t JOIN delivery d ON d.id = t.delivery_id
				WHERE t.due_at IS NOT NULL AND t.due_at <= ?
				ORDER BY t.due_at, t.delivery_id LIMIT ? %s
				""".formatted(this.session.dialect().lock("t"));
	}

	/** Gives a handler a row of its own, from how its attempt ended. */
	void put(DeliveryId id, Attempt attempt) throws SQLException {
		put(id, attempt.handler(), stateOf(attempt.outcome()), attempt.number(), dueAt(attempt.outcome()), false);
	}

	/** Gives a handler that is still running a row of its own, which it holds. */
	void putRunning(DeliveryId id, String handler, Instant leasedUntil) throws SQLException {
		put(id, handler, DeliveryState.PENDING, 0, leasedUntil, true);
	}

	private void put(DeliveryId id, String handler, DeliveryState state, int attempts, @Nullable Instant dueAt,
			boolean leased) throws SQLException {
		PreparedStatement put = this.session.prepare(PUT);
		put.setLong(1, id.value());
		put.setString(2, handler);
		put.setString(3, state.name());
		put.setInt(4, attempts);
		setInstant(put, 5, dueAt);
		put.setInt(6, leased ? 1 : 0);
		put.executeUpdate();
	}

	List<Claim> claimDue(Instant now, Instant leasedUntil, int most) throws SQLException {
		PreparedStatement find = this.session.prepare(findDue());
		find.setLong(1, now.toEpochMilli());
		find.setInt(2, most);
		List<Claim> claims = new ArrayList<>();
		try (ResultSet due = find.executeQuery()) {
			while (due.next()) {
				claims.add(new Claim(new DeliveryId(due.getLong("id")), DeliveryRows.read(due),
						due.getString("handler"), due.getInt("tried"), due.getLong("task_fence") + 1, leasedUntil));
			}
		}
		for (Claim claim : claims) {
			PreparedStatement lease = this.session.prepare(LEASE);
			lease.setLong(1, leasedUntil.toEpochMilli());
			lease.setLong(2, claim.id().value());
			lease.setString(3, claim.handler());
			lease.executeUpdate();
		}
		return claims;
	}

	/** Returns when the next handler is due, or null if none is to try again. */
	@Nullable Instant nextDue() throws SQLException {
		try (ResultSet row = this.session.prepare(NEXT_DUE).executeQuery()) {
			long millis = row.next() ? row.getLong(1) : 0;
			return row.wasNull() ? null : Instant.ofEpochMilli(millis);
		}
	}

	/** Ends an attempt of one handler; false if the claim was no longer valid. */
	boolean settle(Claim claim, Attempt attempt) throws SQLException {
		PreparedStatement settle = this.session.prepare(SETTLE);
		settle.setString(1, stateOf(attempt.outcome()).name());
		settle.setInt(2, attempt.number());
		setInstant(settle, 3, dueAt(attempt.outcome()));
		settle.setLong(4, claim.id().value());
		settle.setString(5, claim.handler());
		settle.setLong(6, claim.fence());
		return settle.executeUpdate() == 1;
	}

	boolean release(Claim claim, Instant now) throws SQLException {
		PreparedStatement release = this.session.prepare(RELEASE);
		release.setLong(1, now.toEpochMilli());
		release.setLong(2, claim.id().value());
		release.setString(3, claim.handler());
		release.setLong(4, claim.fence());
		return release.executeUpdate() == 1;
	}

	/** Returns the states in which the handlers of a delivery are. */
	Set<DeliveryState> states(DeliveryId id) throws SQLException {
		PreparedStatement find = this.session.prepare(STATES);
		find.setLong(1, id.value());
		Set<DeliveryState> states = EnumSet.noneOf(DeliveryState.class);
		try (ResultSet found = find.executeQuery()) {
			while (found.next()) {
				states.add(DeliveryState.valueOf(found.getString(1)));
			}
		}
		return states;
	}

	/** Makes due at once what an earlier process held. */
	int voidLeases(Instant now) throws SQLException {
		PreparedStatement update = this.session.prepare(VOID_LEASES);
		update.setLong(1, now.toEpochMilli());
		return update.executeUpdate();
	}

	void addAttempt(DeliveryId id, Attempt attempt) throws SQLException {
		Failure failure = switch (attempt.outcome()) {
			case Outcome.Handled() -> null;
			case Outcome.Retry(Instant dueAt, Failure why) -> why;
			case Outcome.Dead(Failure why) -> why;
		};
		PreparedStatement insert = this.session.prepare(ADD_ATTEMPT);
		insert.setLong(1, id.value());
		insert.setString(2, attempt.handler());
		insert.setInt(3, attempt.number());
		insert.setLong(4, attempt.startedAt().toEpochMilli());
		insert.setLong(5, attempt.duration().toMillis());
		insert.setString(6, stateOf(attempt.outcome()).name());
		insert.setString(7, (failure != null) ? failure.type() : null);
		insert.setString(8, (failure != null) ? failure.message() : null);
		insert.setString(9, (failure != null) ? failure.trace() : null);
		insert.executeUpdate();
	}

	static DeliveryState stateOf(Outcome outcome) {
		return switch (outcome) {
			case Outcome.Handled handled -> DeliveryState.HANDLED;
			case Outcome.Retry retry -> DeliveryState.RETRYING;
			case Outcome.Dead dead -> DeliveryState.DEAD;
		};
	}

	private static @Nullable Instant dueAt(Outcome outcome) {
		return (outcome instanceof Outcome.Retry retry) ? retry.dueAt() : null;
	}

	private static void setInstant(PreparedStatement statement, int index, @Nullable Instant instant)
			throws SQLException {
		if (instant != null) {
			statement.setLong(index, instant.toEpochMilli());
		}
		else {
			statement.setNull(index, Types.BIGINT);
		}
	}

}
