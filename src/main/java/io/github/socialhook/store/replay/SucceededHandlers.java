package io.github.socialhook.store.replay;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.store.database.RowOrder;
import io.github.socialhook.store.queue.RowNumber;
import io.github.socialhook.store.write.WriterConnection;
import org.jspecify.annotations.Nullable;

/**
 * Tells which handlers of a delivery have succeeded. Only trouble leaves rows: handlers
 * that all succeed at the common first attempt are recorded as a number of attempts.
 */
final class SucceededHandlers {

	/** None of what waits for all handlers, or is not there. */
	private static final String ATTEMPTS = """
			SELECT attempts FROM socialhook_delivery WHERE id = ? AND due_at IS NULL
			""";

	private static final String TASKS = """
			SELECT handler, state FROM socialhook_task WHERE delivery_id = ?
			""";

	private static final String RECORDED = """
			SELECT handler, outcome FROM socialhook_attempt WHERE delivery_id = ? AND handler <> ''
			ORDER BY started_at, number
			""";

	private static final String HANDLED = "HANDLED";

	private final WriterConnection connection;

	private final long number;

	private SucceededHandlers(WriterConnection connection, DeliveryId id) {
		this.connection = connection;
		this.number = RowNumber.of(id);
	}

	/**
	 * Returns those of some handlers that have succeeded; none of a delivery that waits
	 * for all of them, or is not there.
	 */
	static Set<String> of(WriterConnection connection, DeliveryId id, Set<String> handlers) throws SQLException {
		return new SucceededHandlers(connection, id).among(handlers);
	}

	private Set<String> among(Set<String> handlers) throws SQLException {
		Integer attempts = attempts();
		if (attempts == null) {
			return Set.of();
		}
		Map<String, String> outcomes = new HashMap<>();
		int recorded = read(RECORDED, outcomes);
		read(TASKS, outcomes);
		Set<String> succeeded = new TreeSet<>();
		// Of what is in a log, a handler without a record has succeeded, or gets it yet.
		boolean logged = !RowOrder.isByTime(this.number);
		boolean tried = attempts > 0 || (logged && !outcomes.isEmpty());
		for (String handler : tried ? handlers : Set.<String>of()) {
			String outcome = outcomes.get(handler);
			if (HANDLED.equals(outcome) || (outcome == null && (attempts > recorded || logged))) {
				succeeded.add(handler);
			}
		}
		return succeeded;
	}

	private @Nullable Integer attempts() throws SQLException {
		PreparedStatement find = prepare(ATTEMPTS);
		try (ResultSet row = find.executeQuery()) {
			return row.next() ? row.getInt(1) : null;
		}
	}

	/** Puts the latest outcome of each handler, and returns the number of rows. */
	private int read(String sql, Map<String, String> outcomes) throws SQLException {
		int number = 0;
		try (ResultSet row = prepare(sql).executeQuery()) {
			while (row.next()) {
				outcomes.put(row.getString(1), row.getString(2));
				number++;
			}
		}
		return number;
	}

	private PreparedStatement prepare(String sql) throws SQLException {
		PreparedStatement find = this.connection.prepare(sql);
		find.setLong(1, this.number);
		return find;
	}

}
