package io.github.socialhook.store.postgresql;

import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.inbox.Claim;
import io.github.socialhook.store.queue.RowNumber;
import io.github.socialhook.store.write.WriterConnection;

/** Keeps the order of a subject among nodes. */
final class PostgresTurns {

	private static final String OUT_OF_TURN = """
			SELECT d.id FROM socialhook_delivery d
			WHERE d.id = ANY (?) AND (EXISTS (
				SELECT 1 FROM socialhook_delivery e
				WHERE e.subject = d.subject AND e.id < d.id AND num_nonnulls(e.due_at) = 1
					AND (e.holder <> ? OR e.due_at <= ?) AND NOT e.id = ANY (?)
				OFFSET 0)
			OR EXISTS (
				SELECT 1 FROM socialhook_task t
				WHERE t.state = 'PENDING' AND t.leased = 1 AND t.subject = d.subject AND t.delivery_id < d.id
					AND t.holder <> ? AND t.due_at > ?
				OFFSET 0))
			""";

	private PostgresTurns() {
	}

	/**
	 * Finds which of them follow something of their subject that is due, or that another
	 * node holds.
	 */
	static Set<DeliveryId> outOfTurn(WriterConnection connection, List<Claim> candidates, String holder, Instant now)
			throws SQLException {
		if (candidates.isEmpty()) {
			return Set.of();
		}
		Array array = connection.connection()
			.createArrayOf("bigint", candidates.stream().map((claim) -> RowNumber.of(claim.id())).toArray(Long[]::new));
		PreparedStatement find = connection.prepare(OUT_OF_TURN);
		find.setArray(1, array);
		find.setString(2, holder);
		find.setLong(3, now.toEpochMilli());
		find.setArray(4, array);
		find.setString(5, holder);
		find.setLong(6, now.toEpochMilli());
		Set<DeliveryId> found = new HashSet<>();
		try (ResultSet rows = find.executeQuery()) {
			while (rows.next()) {
				found.add(RowNumber.idOf(rows.getLong(1)));
			}
		}
		return found;
	}

}
