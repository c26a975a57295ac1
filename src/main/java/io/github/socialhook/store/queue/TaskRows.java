package io.github.socialhook.store.queue;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.delivery.Subject;
import io.github.socialhook.inbox.Attempt;
import io.github.socialhook.inbox.Claim;
import io.github.socialhook.inbox.Failure;
import io.github.socialhook.inbox.Outcome;
import io.github.socialhook.store.write.WriterConnection;
import org.jspecify.annotations.Nullable;

/**
 * The statements that write the table {@code task}: the handlers of a delivery that need
 * more than the common first attempt.
 */
public final class TaskRows {

	private static final String PUT = """
			INSERT INTO socialhook_task (delivery_id, handler, state, attempts, due_at, timed_at, leased, fence, subject, holder, deaths,
				signature, failed_at)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT (delivery_id, handler) DO UPDATE SET state = excluded.state, attempts = excluded.attempts,
				due_at = excluded.due_at, timed_at = excluded.timed_at, leased = excluded.leased,
				fence = excluded.fence, holder = excluded.holder, deaths = excluded.deaths,
				signature = excluded.signature, failed_at = excluded.failed_at
			""";

	private static final String SETTLE = """
			UPDATE socialhook_task SET state = ?, attempts = ?, due_at = ?, timed_at = ?, leased = 0, deaths = 0,
				signature = ?, failed_at = ?
			WHERE delivery_id = ? AND handler = ? AND fence = ? AND leased = 1
			""";

	private static final String RELEASE = """
			UPDATE socialhook_task SET due_at = ?, timed_at = ?, leased = 0, deaths = deaths + ?
			WHERE delivery_id = ? AND handler = ? AND fence = ? AND leased = 1
			""";

	private static final String STATES = """
			SELECT DISTINCT state FROM socialhook_task WHERE delivery_id = ?
			""";

	private static final String CONTAINS = """
			SELECT 1 FROM socialhook_task WHERE delivery_id = ? AND handler = ?
			""";

	private static final String VOID_LEASES = """
			UPDATE socialhook_task SET due_at = ?, timed_at = ?, leased = 0, deaths = deaths + 1 WHERE leased = 1
			""";

	private final WriterConnection connection;

	private final QueueDialect dialect;

	public TaskRows(WriterConnection connection, QueueDialect dialect) {
		this.connection = connection;
		this.dialect = dialect;
	}

	/** Gives a handler a row of its own, from how its attempt ended. */
	public void put(Claim claim, Attempt attempt, Instant now) throws SQLException {
		PreparedStatement put = preparePut(claim, attempt.handler(), stateOf(attempt.outcome()), now);
		put.setInt(4, attempt.number());
		setInstant(put, 5, dueAt(attempt.outcome()));
		put.setInt(7, 0);
		setFailure(put, 12, attempt.outcome(), now);
		put.executeUpdate();
	}

	/** Gives a handler that is still running a row of its own, which it holds. */
	void putRunning(Claim claim, String handler, Instant now) throws SQLException {
		PreparedStatement put = preparePut(claim, handler, DeliveryState.PENDING, now);
		put.setInt(4, 0);
		setInstant(put, 5, claim.leasedUntil());
		put.setInt(7, 1);
		put.executeUpdate();
	}

	/** Lets a handler wait until a time for its first attempt. */
	public void putPostponed(Claim claim, String handler, Instant until, Instant now) throws SQLException {
		PreparedStatement put = preparePut(claim, handler, DeliveryState.PENDING, now);
		put.setInt(4, 0);
		setInstant(put, 5, until);
		put.setInt(7, 0);
		put.setInt(11, claim.deaths());
		put.executeUpdate();
	}

	/** Lets a handler wait for its first attempt by itself. */
	void putWaiting(Claim claim, String handler, Instant now) throws SQLException {
		PreparedStatement put = preparePut(claim, handler, DeliveryState.PENDING, now);
		put.setInt(4, 0);
		setInstant(put, 5, now);
		put.setInt(7, 0);
		put.setInt(11, 1);
		put.executeUpdate();
	}

	private PreparedStatement preparePut(Claim claim, String handler, DeliveryState state, Instant now)
			throws SQLException {
		Subject subject = claim.delivery().subject();
		PreparedStatement put = this.connection.prepare(PUT);
		put.setLong(1, RowNumber.of(claim.id()));
		put.setString(2, handler);
		put.setString(3, state.name());
		put.setLong(6, now.toEpochMilli());
		put.setLong(8, claim.fence());
		put.setString(9, (subject != null) ? subject.toString() : null);
		put.setString(10, this.dialect.holder());
		put.setInt(11, 0);
		put.setString(12, null);
		setInstant(put, 13, null);
		return put;
	}

	/** Ends an attempt of one handler; false if the claim was no longer valid. */
	boolean settle(Claim claim, Attempt attempt, Instant now) throws SQLException {
		PreparedStatement settle = this.connection.prepare(SETTLE);
		settle.setString(1, stateOf(attempt.outcome()).name());
		settle.setInt(2, attempt.number());
		setInstant(settle, 3, dueAt(attempt.outcome()));
		settle.setLong(4, now.toEpochMilli());
		setFailure(settle, 5, attempt.outcome(), now);
		settle.setLong(7, RowNumber.of(claim.id()));
		settle.setString(8, claim.handler());
		settle.setLong(9, claim.fence());
		return settle.executeUpdate() == 1;
	}

	boolean release(Claim claim, Instant dueAt, Instant now) throws SQLException {
		return release(claim, dueAt, now, 0);
	}

	/** Releases what the end of this process has interrupted. */
	boolean interrupt(Claim claim, Instant now) throws SQLException {
		return release(claim, now, now, 1);
	}

	private boolean release(Claim claim, Instant dueAt, Instant now, int deaths) throws SQLException {
		PreparedStatement release = this.connection.prepare(RELEASE);
		release.setLong(1, dueAt.toEpochMilli());
		release.setLong(2, now.toEpochMilli());
		release.setInt(3, deaths);
		release.setLong(4, RowNumber.of(claim.id()));
		release.setString(5, claim.handler());
		release.setLong(6, claim.fence());
		return release.executeUpdate() == 1;
	}

	/** Whether a handler of a delivery has a row of its own. */
	public boolean contains(DeliveryId id, String handler) throws SQLException {
		PreparedStatement find = this.connection.prepare(CONTAINS);
		find.setLong(1, RowNumber.of(id));
		find.setString(2, handler);
		try (ResultSet row = find.executeQuery()) {
			return row.next();
		}
	}

	/** Returns the states in which the handlers of a delivery are. */
	public Set<DeliveryState> states(DeliveryId id) throws SQLException {
		PreparedStatement find = this.connection.prepare(STATES);
		find.setLong(1, RowNumber.of(id));
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
		PreparedStatement update = this.connection.prepare(VOID_LEASES);
		update.setLong(1, now.toEpochMilli());
		update.setLong(2, now.toEpochMilli());
		return update.executeUpdate();
	}

	/** Returns the state of a delivery whose handlers are in these states. */
	public static DeliveryState overall(Set<DeliveryState> states) {
		if (states.contains(DeliveryState.PENDING)) {
			return DeliveryState.PENDING;
		}
		if (states.contains(DeliveryState.RETRYING)) {
			return DeliveryState.RETRYING;
		}
		if (states.contains(DeliveryState.DEAD)) {
			return DeliveryState.DEAD;
		}
		return states.contains(DeliveryState.DISCARDED) ? DeliveryState.DISCARDED : DeliveryState.HANDLED;
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

	/** Sets with which error a handler has failed, and when. */
	private static void setFailure(PreparedStatement statement, int index, Outcome outcome, Instant now)
			throws SQLException {
		Failure failure = switch (outcome) {
			case Outcome.Handled() -> null;
			case Outcome.Retry(Instant dueAt, Failure why) -> why;
			case Outcome.Dead(Failure why) -> why;
		};
		statement.setString(index, (failure != null) ? failure.signature() : null);
		setInstant(statement, index + 1, (failure != null) ? now : null);
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
