package io.github.socialhook.store.postgresql;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.store.queue.RowNumber;
import io.github.socialhook.store.queue.Success;
import io.github.socialhook.store.write.WriterConnection;

/** Settles in PostgreSQL what ended well at the first attempt. */
final class PostgresSettlements {

	/**
	 * The ids are the only way in: no partial index has a condition that the last one
	 * implies, so whatever the statistics say, no index over all that is due is scanned.
	 */
	private static final String SETTLE = """
			UPDATE socialhook_delivery SET state = 'HANDLED', attempts = attempts + ?, handled_at = ?, due_at = NULL
			WHERE id = ANY (?) AND fence = ? AND num_nulls(due_at) = 0
			RETURNING id
			""";

	private PostgresSettlements() {
	}

	/** Settles them, and returns those whose claims were still valid. */
	static Set<DeliveryId> settle(WriterConnection connection, List<Success> successes) throws SQLException {
		Set<DeliveryId> settled = new HashSet<>();
		Map<Group, List<Success>> groups = new LinkedHashMap<>();
		for (Success success : successes) {
			Group group = new Group(success.claim().fence(), success.attempts());
			groups.computeIfAbsent(group, (key) -> new ArrayList<>()).add(success);
		}
		for (Map.Entry<Group, List<Success>> each : groups.entrySet()) {
			settle(connection, each.getKey(), each.getValue(), settled);
		}
		return settled;
	}

	private static void settle(WriterConnection connection, Group group, List<Success> successes,
			Set<DeliveryId> settled) throws SQLException {
		Long[] ids = successes.stream().map((each) -> RowNumber.of(each.claim().id())).toArray(Long[]::new);
		PreparedStatement settle = connection.prepare(SETTLE);
		settle.setInt(1, group.attempts());
		settle.setLong(2, successes.getFirst().handledAt().toEpochMilli());
		settle.setArray(3, connection.connection().createArrayOf("bigint", ids));
		settle.setLong(4, group.fence());
		try (ResultSet rows = settle.executeQuery()) {
			while (rows.next()) {
				settled.add(RowNumber.idOf(rows.getLong(1)));
			}
		}
	}

	/** What one statement can settle together. */
	private record Group(long fence, int attempts) {

	}

}
