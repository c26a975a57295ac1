package io.github.socialhook.store.queue;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.delivery.EndpointName;
import io.github.socialhook.delivery.EventName;
import io.github.socialhook.delivery.Payload;
import io.github.socialhook.delivery.Subject;
import io.github.socialhook.inbox.Claim;
import io.github.socialhook.store.write.WriterConnection;
import org.jspecify.annotations.Nullable;

/** The statements over the table {@code delivery}. */
public final class DeliveryRows {

	private static final String NOTE_REPEAT = """
			UPDATE socialhook_delivery SET repeats = repeats + 1, repeated_at = ? WHERE id = ?
			""";

	private static final String ANY_DUE = """
			SELECT 1 FROM socialhook_delivery WHERE due_at IS NOT NULL AND id > ? AND id <= ? AND due_at <= ?
			ORDER BY id LIMIT 1
			""";

	private static final String NEXT = """
			SELECT id FROM socialhook_delivery WHERE id > ? ORDER BY id LIMIT 1
			""";

	private static final String LEASE = """
			UPDATE socialhook_delivery SET due_at = ?, timed_at = ?, fence = fence + 1, holder = ?, deaths = ? WHERE id = ?
			""";

	private static final String SETTLE = """
			UPDATE socialhook_delivery SET state = ?, attempts = attempts + ?, handled_at = ?, due_at = NULL
			WHERE id = ? AND fence = ? AND due_at IS NOT NULL
			""";

	private static final String SETTLE_RUN = """
			UPDATE socialhook_delivery SET state = 'HANDLED', attempts = attempts + ?, handled_at = ?, due_at = NULL
			WHERE id BETWEEN ? AND ? AND fence = ? AND due_at IS NOT NULL RETURNING id
			""";

	private static final String RELEASE = """
			UPDATE socialhook_delivery SET due_at = ?, timed_at = ?, holder = NULL WHERE id = ? AND fence = ? AND due_at IS NOT NULL
			""";

	private static final String UPDATE_STATE = """
			UPDATE socialhook_delivery SET state = ?, attempts = attempts + ?, handled_at = ? WHERE id = ?
			""";

	/**
	 * What was handed over has never been timed, and what was claimed has a holder: of
	 * these the process has died, or nearly all of them are innocent.
	 */
	private static final String VOID_LEASES = """
			UPDATE socialhook_delivery SET due_at = ?, timed_at = ?, holder = NULL, deaths = deaths + CASE
				WHEN due_at > 0 AND (timed_at IS NULL OR holder IS NOT NULL) THEN 1 ELSE 0 END
			WHERE due_at IS NOT NULL AND (due_at > ? OR due_at > 0 AND (timed_at IS NULL OR holder IS NOT NULL))
			""";

	private static final String COLUMNS = "id, endpoint, event, subject, received_at, fence, holder, deaths, body";

	private final WriterConnection connection;

	private final QueueDialect dialect;

	public DeliveryRows(WriterConnection connection, QueueDialect dialect) {
		this.connection = connection;
		this.dialect = dialect;
	}

	private String findDue() {
		return """
				SELECT %s FROM socialhook_delivery
				WHERE due_at IS NOT NULL AND id > ? AND id <= ? AND due_at <= ? AND %s
				ORDER BY id LIMIT ? %s
				""".formatted(COLUMNS, this.dialect.turn(), this.dialect.lock("socialhook_delivery"));
	}

	private String findSuspects() {
		return """
				SELECT %s FROM socialhook_delivery
				WHERE deaths > 0 AND due_at IS NOT NULL AND due_at <= ? AND %s
				ORDER BY id LIMIT ? %s
				""".formatted(COLUMNS, this.dialect.turn(), this.dialect.lock("socialhook_delivery"));
	}

	public void noteRepeat(DeliveryId id, Instant at) throws SQLException {
		PreparedStatement update = this.connection.prepare(NOTE_REPEAT);
		update.setLong(1, at.toEpochMilli());
		update.setLong(2, RowNumber.of(id));
		update.executeUpdate();
	}

	/**
	 * Finds what is due for its first attempt, in the order of acceptance, within the
	 * span that is to be looked at.
	 */
	public List<Claim> findDue(ScanPosition scan, Instant now, Instant leasedUntil, int most, long mostBytes)
			throws SQLException {
		PreparedStatement find = this.connection.prepare(findDue());
		find.setLong(1, scan.after());
		find.setLong(2, scan.to());
		find.setLong(3, now.toEpochMilli());
		find.setLong(4, now.toEpochMilli());
		find.setLong(5, now.toEpochMilli());
		find.setInt(6, most);
		return find(find, leasedUntil, mostBytes);
	}

	/** Finds what a process has died of before, in the order of acceptance. */
	List<Claim> findSuspects(Instant now, Instant leasedUntil, TaskQueues.Room room) throws SQLException {
		PreparedStatement find = this.connection.prepare(findSuspects());
		find.setLong(1, now.toEpochMilli());
		find.setLong(2, now.toEpochMilli());
		find.setLong(3, now.toEpochMilli());
		find.setInt(4, room.number());
		return find(find, leasedUntil, room.bytes());
	}

	private List<Claim> find(PreparedStatement find, Instant leasedUntil, long mostBytes) throws SQLException {
		List<Claim> claims = new ArrayList<>();
		long bytes = 0;
		try (ResultSet due = find.executeQuery()) {
			while (bytes < mostBytes && due.next()) {
				Delivery delivery = read(due);
				int deaths = due.getInt("deaths") + (this.dialect.isAnother(due.getString("holder")) ? 1 : 0);
				claims.add(new Claim(RowNumber.idOf(due.getLong("id")), delivery, null, 0, due.getLong("fence") + 1,
						leasedUntil, deaths));
				bytes += delivery.payload().size();
			}
		}
		return claims;
	}

	/** Leases those of them whose turn it is, and returns these. */
	public List<Claim> lease(List<Claim> found, Instant now) throws SQLException {
		Set<DeliveryId> outOfTurn = this.dialect.outOfTurn(this.connection, found, now);
		List<Claim> claims = found.stream().filter((claim) -> !outOfTurn.contains(claim.id())).toList();
		PreparedStatement lease = this.connection.prepare(LEASE);
		for (Claim claim : claims) {
			lease.setLong(1, claim.leasedUntil().toEpochMilli());
			lease.setLong(2, now.toEpochMilli());
			lease.setString(3, this.dialect.holder());
			lease.setInt(4, claim.deaths());
			lease.setLong(5, RowNumber.of(claim.id()));
			lease.addBatch();
		}
		lease.executeBatch();
		return claims;
	}

	/** Whether anything is due within the span that is to be looked at. */
	public boolean anyDue(ScanPosition scan, Instant now) throws SQLException {
		PreparedStatement find = this.connection.prepare(ANY_DUE);
		find.setLong(1, scan.after());
		find.setLong(2, scan.to());
		find.setLong(3, now.toEpochMilli());
		try (ResultSet row = find.executeQuery()) {
			return row.next();
		}
	}

	/**
	 * Ends what went well, in the order of its numbers, and returns what of it was still
	 * validly claimed. Numbers without a gap between them go with one statement.
	 */
	public Set<DeliveryId> settle(List<Success> successes) throws SQLException {
		Set<DeliveryId> settled = new HashSet<>();
		int start = 0;
		for (int end = 1; end <= successes.size(); end++) {
			if (end == successes.size() || !successes.get(end - 1).isFollowedBy(successes.get(end))) {
				settleRun(successes.subList(start, end), settled);
				start = end;
			}
		}
		return settled;
	}

	private void settleRun(List<Success> run, Set<DeliveryId> settled) throws SQLException {
		Success first = run.getFirst();
		PreparedStatement settle = this.connection.prepare(SETTLE_RUN);
		settle.setInt(1, first.attempts());
		settle.setLong(2, first.handledAt().toEpochMilli());
		settle.setLong(3, RowNumber.of(first.claim().id()));
		settle.setLong(4, RowNumber.of(run.getLast().claim().id()));
		settle.setLong(5, first.claim().fence());
		try (ResultSet rows = settle.executeQuery()) {
			while (rows.next()) {
				settled.add(RowNumber.idOf(rows.getLong(1)));
			}
		}
	}

	/** Ends the common first attempt; false if the claim was no longer valid. */
	public boolean settle(Claim claim, DeliveryState state, int attempts, @Nullable Instant handledAt)
			throws SQLException {
		PreparedStatement settle = this.connection.prepare(SETTLE);
		fillSettle(settle, claim, state, attempts, handledAt);
		return settle.executeUpdate() == 1;
	}

	private static void fillSettle(PreparedStatement settle, Claim claim, DeliveryState state, int attempts,
			@Nullable Instant handledAt) throws SQLException {
		settle.setString(1, state.name());
		settle.setInt(2, attempts);
		settle.setObject(3, (handledAt != null) ? handledAt.toEpochMilli() : null, Types.BIGINT);
		settle.setLong(4, RowNumber.of(claim.id()));
		settle.setLong(5, claim.fence());
	}

	public boolean release(Claim claim, Instant dueAt, Instant now) throws SQLException {
		PreparedStatement release = this.connection.prepare(RELEASE);
		release.setLong(1, dueAt.toEpochMilli());
		release.setLong(2, now.toEpochMilli());
		release.setLong(3, RowNumber.of(claim.id()));
		release.setLong(4, claim.fence());
		return release.executeUpdate() == 1;
	}

	public void updateState(DeliveryId id, DeliveryState state, int attempts, @Nullable Instant handledAt)
			throws SQLException {
		PreparedStatement update = this.connection.prepare(UPDATE_STATE);
		update.setString(1, state.name());
		update.setInt(2, attempts);
		update.setObject(3, (handledAt != null) ? handledAt.toEpochMilli() : null, Types.BIGINT);
		update.setLong(4, RowNumber.of(id));
		update.executeUpdate();
	}

	/** Whether no delivery lies beyond the span. */
	public boolean isLast(ScanPosition scan) throws SQLException {
		if (scan.isWhole()) {
			return true;
		}
		PreparedStatement find = this.connection.prepare(NEXT);
		find.setLong(1, scan.to());
		try (ResultSet row = find.executeQuery()) {
			return !row.next();
		}
	}

	/** Makes due at once what an earlier process held. */
	public int voidLeases(Instant now) throws SQLException {
		PreparedStatement update = this.connection.prepare(VOID_LEASES);
		update.setLong(1, now.toEpochMilli());
		update.setLong(2, now.toEpochMilli());
		update.setLong(3, now.toEpochMilli());
		return update.executeUpdate();
	}

	public static Delivery read(ResultSet row) throws SQLException {
		String event = row.getString("event");
		String subject = row.getString("subject");
		return new Delivery(new EndpointName(row.getString("endpoint")), (event != null) ? new EventName(event) : null,
				(subject != null) ? Subject.parse(subject) : null, Payload.of(row.getBytes("body")),
				Instant.ofEpochMilli(row.getLong("received_at")));
	}

}
