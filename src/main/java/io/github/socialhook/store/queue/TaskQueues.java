package io.github.socialhook.store.queue;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.inbox.Claim;
import io.github.socialhook.store.write.WriterConnection;
import org.jspecify.annotations.Nullable;

/**
 * The statements that claim from the table {@code task}: a queue for each handler, of
 * first attempts in the order of acceptance and of further ones when they are due.
 */
final class TaskQueues {

	/** Leaps from one handler for which something waits to the next. */
	private static final String NEXT_HANDLER = """
			SELECT min(handler) FROM (
				SELECT min(handler) AS handler FROM socialhook_task WHERE due_at IS NOT NULL AND attempts = 0 AND handler > ?
				UNION ALL
				SELECT min(handler) FROM socialhook_task WHERE due_at IS NOT NULL AND attempts > 0 AND handler > ?) AS waiting
			""";

	private static final String FIND = """
			SELECT t.handler, t.attempts AS tried, t.fence AS task_fence, t.deaths,
				CASE WHEN t.leased = 1 THEN t.holder END AS held_by,
				d.id, d.endpoint, d.event, d.subject, d.received_at, d.body
			FROM socialhook_task t JOIN socialhook_delivery d ON d.id = t.delivery_id
			WHERE t.handler = ? AND t.due_at IS NOT NULL AND t.due_at <= ?
			""";

	/** One subject's events come one after another, on whatever node. */
	private static final String FIND_FIRST = FIND + """
			AND t.attempts = 0 AND (t.subject IS NULL OR t.subject NOT IN (
				SELECT h.subject FROM socialhook_task h
				WHERE h.handler = ? AND h.leased = 1 AND h.due_at > ? AND h.subject IS NOT NULL))
			AND %s AND %s
			ORDER BY t.delivery_id LIMIT ? %s
			""";

	/**
	 * Not in the order of their subjects, but with no other event of these beside them.
	 */
	private static final String FIND_AGAIN = FIND + """
			AND t.attempts > 0 AND (t.subject IS NULL OR t.subject NOT IN (
				SELECT h.subject FROM socialhook_task h
				WHERE h.handler = ? AND h.leased = 1 AND h.due_at > ? AND h.subject IS NOT NULL))
			AND %s
			ORDER BY t.due_at, t.delivery_id LIMIT ? %s
			""";

	private static final String ANY_FIRST = """
			SELECT 1 FROM socialhook_task WHERE handler = ? AND attempts = 0 AND due_at IS NOT NULL AND due_at <= ?
			ORDER BY delivery_id LIMIT 1
			""";

	private static final String NEXT_AGAIN = """
			SELECT min(due_at) FROM socialhook_task WHERE handler = ? AND attempts > 0 AND due_at IS NOT NULL AND due_at > ?
			""";

	static final String VOID_EXPIRED = """
			UPDATE socialhook_task SET leased = 0, deaths = deaths + CASE WHEN holder = ? THEN 0 ELSE 1 END
			WHERE handler = ? AND leased = 1 AND attempts = 0 AND due_at <= ?
			""";

	private static final String LEASE = """
			UPDATE socialhook_task SET due_at = ?, timed_at = ?, leased = 1, fence = fence + 1, holder = ?, deaths = ?
			WHERE delivery_id = ? AND handler = ?
			""";

	private final WriterConnection connection;

	private final QueueDialect dialect;

	/** Chooses what is leased of what was found. */
	private final UnaryOperator<List<Claim>> choice;

	TaskQueues(WriterConnection connection, QueueDialect dialect, UnaryOperator<List<Claim>> choice) {
		this.connection = connection;
		this.dialect = dialect;
		this.choice = choice;
	}

	/**
	 * Returns the next handler in the order of names for which something waits, or null.
	 */
	@Nullable String nextHandler(String after) throws SQLException {
		PreparedStatement find = this.connection.prepare(NEXT_HANDLER);
		find.setString(1, after);
		find.setString(2, after);
		try (ResultSet row = find.executeQuery()) {
			return row.next() ? row.getString(1) : null;
		}
	}

	/**
	 * Gives up leases of first attempts that have run out, where no one is to claim them
	 * now: they must not keep their subjects from other handlers.
	 */
	void voidExpired(String handler, Instant now) throws SQLException {
		PreparedStatement update = this.connection.prepare(VOID_EXPIRED);
		update.setString(1, this.dialect.holder());
		update.setString(2, handler);
		update.setLong(3, now.toEpochMilli());
		update.executeUpdate();
	}

	/** Leases what waits for the first attempt of a handler. */
	List<Claim> claimFirst(String handler, Instant now, Instant leasedUntil, Room room) throws SQLException {
		return lease(this.choice.apply(findFirst(handler, now, leasedUntil, room)), now);
	}

	/**
	 * Finds what waits for the first attempt of a handler, in the order of acceptance.
	 */
	List<Claim> findFirst(String handler, Instant now, Instant leasedUntil, Room room) throws SQLException {
		PreparedStatement find = this.connection
			.prepare(FIND_FIRST.formatted(this.dialect.turnOfTask(), this.dialect.notElsewhere(), lock()));
		find.setString(1, handler);
		find.setLong(2, now.toEpochMilli());
		find.setString(3, handler);
		find.setLong(4, now.toEpochMilli());
		find.setLong(5, now.toEpochMilli());
		find.setLong(6, now.toEpochMilli());
		find.setInt(7, room.number());
		return find(find, leasedUntil, room.bytes());
	}

	/** Whether no other node is claiming for this handler just now. */
	boolean isOurTurn(String handler) throws SQLException {
		return this.dialect.tryLock(this.connection.connection(), handler);
	}

	/** Leases what is due for another attempt of a handler. */
	List<Claim> claimAgain(String handler, Instant now, Instant leasedUntil, Room room) throws SQLException {
		return lease(this.choice.apply(findAgain(handler, now, leasedUntil, room)), now);
	}

	/** Finds what is due for another attempt of a handler. */
	List<Claim> findAgain(String handler, Instant now, Instant leasedUntil, Room room) throws SQLException {
		PreparedStatement find = this.connection.prepare(FIND_AGAIN.formatted(this.dialect.notElsewhere(), lock()));
		find.setString(1, handler);
		find.setLong(2, now.toEpochMilli());
		find.setString(3, handler);
		find.setLong(4, now.toEpochMilli());
		find.setLong(5, now.toEpochMilli());
		find.setInt(6, room.number());
		return find(find, leasedUntil, room.bytes());
	}

	private List<Claim> find(PreparedStatement find, Instant leasedUntil, long enoughBytes) throws SQLException {
		List<Claim> claims = new ArrayList<>();
		try (ResultSet due = find.executeQuery()) {
			long bytes = 0;
			while (bytes < enoughBytes && due.next()) {
				int deaths = due.getInt("deaths") + (this.dialect.isAnother(due.getString("held_by")) ? 1 : 0);
				Claim claim = new Claim(RowNumber.idOf(due.getLong("id")), DeliveryRows.read(due),
						due.getString("handler"), due.getInt("tried"), due.getLong("task_fence") + 1, leasedUntil,
						deaths);
				claims.add(claim);
				bytes += claim.delivery().payload().size();
			}
		}
		return claims;
	}

	/** Leases those of them, all of one handler, whose turn it is, and returns these. */
	List<Claim> lease(List<Claim> found, Instant now) throws SQLException {
		Set<DeliveryId> outOfTurn = this.dialect.tasksOutOfTurn(this.connection, found, now);
		List<Claim> claims = found.stream().filter((claim) -> !outOfTurn.contains(claim.id())).toList();
		PreparedStatement lease = this.connection.prepare(LEASE);
		for (Claim claim : claims) {
			lease.setLong(1, claim.leasedUntil().toEpochMilli());
			lease.setLong(2, now.toEpochMilli());
			lease.setString(3, this.dialect.holder());
			lease.setInt(4, claim.deaths());
			lease.setLong(5, RowNumber.of(claim.id()));
			lease.setString(6, claim.handler());
			lease.addBatch();
		}
		lease.executeBatch();
		return new ArrayList<>(claims);
	}

	/** Whether something still waits for the first attempt of a handler. */
	boolean anyFirst(String handler, Instant now) throws SQLException {
		PreparedStatement find = this.connection.prepare(ANY_FIRST);
		find.setString(1, handler);
		find.setLong(2, now.toEpochMilli());
		try (ResultSet row = find.executeQuery()) {
			return row.next();
		}
	}

	/** Returns when a handler is to try again next, or null. */
	@Nullable Instant nextAgain(String handler, Instant now) throws SQLException {
		PreparedStatement find = this.connection.prepare(NEXT_AGAIN);
		find.setString(1, handler);
		find.setLong(2, now.toEpochMilli());
		try (ResultSet row = find.executeQuery()) {
			long millis = row.next() ? row.getLong(1) : 0;
			return row.wasNull() ? null : Instant.ofEpochMilli(millis);
		}
	}

	private String lock() {
		return this.dialect.lock("t");
	}

	/**
	 * How much may be claimed.
	 *
	 * @param number how many at the most
	 * @param bytes at how many bytes no more
	 */
	record Room(int number, long bytes) {

		Room half() {
			return new Room(Math.max(1, this.number / 2), Math.max(1, this.bytes / 2));
		}

		Room without(List<Claim> claims) {
			return new Room(this.number - claims.size(), this.bytes - Claim.bytes(claims));
		}

		boolean isLeft() {
			return this.number > 0 && this.bytes > 0;
		}

	}

}
