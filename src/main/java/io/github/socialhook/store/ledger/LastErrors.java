package io.github.socialhook.store.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.inbox.DeliverySummary;
import io.github.socialhook.inbox.Failure;
import io.github.socialhook.store.queue.RowNumber;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;

/** What went wrong with deliveries in the latest attempt that failed. */
final class LastErrors {

	/** Both are few: what succeeds at the first attempt leaves no row. */
	private static final String FIND = """
			SELECT delivery_id, error_type, error_message, '' AS error_trace FROM socialhook_attempt
			WHERE delivery_id IN (:ids) AND error_type IS NOT NULL
			ORDER BY started_at, number
			""";

	private final JdbcClient jdbc;

	LastErrors(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	List<DeliverySummary> addTo(List<DeliverySummary> found) {
		if (found.isEmpty()) {
			return found;
		}
		Map<DeliveryId, Failure> errors = new HashMap<>();
		this.jdbc.sql(FIND)
			.param("ids", found.stream().map((each) -> RowNumber.of(each.id())).toList())
			.query((row) -> {
				Failure failure = failure(row);
				if (failure != null) {
					errors.put(RowNumber.idOf(row.getLong("delivery_id")), failure);
				}
			});
		return found.stream().map((each) -> each.withLastError(errors.get(each.id()))).toList();
	}

	static @Nullable Failure failure(ResultSet row) throws SQLException {
		String type = row.getString("error_type");
		return (type != null) ? new Failure(type, row.getString("error_message"), row.getString("error_trace")) : null;
	}

}
