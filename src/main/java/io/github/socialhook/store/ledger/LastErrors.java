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

	private static final String SHOWN = "CASE WHEN started_at >= (SELECT coalesce(max(since), 0) FROM socialhook_redaction) THEN ";

	/** From before the present redaction, it may have what is to be masked. */
	static final String MESSAGE = SHOWN
			+ "error_message ELSE '(not shown: from before socialhook.redact was set)' END AS error_message";

	/** The same of its stack trace. */
	static final String TRACE = SHOWN + "error_trace ELSE '' END AS error_trace";

	/** Both are few: what succeeds at the first attempt leaves no row. */
	private static final String FIND = """
			SELECT delivery_id, error_type, {message}, '' AS error_trace FROM socialhook_attempt
			WHERE delivery_id IN (:ids) AND error_type IS NOT NULL
			ORDER BY started_at, number
			""".replace("{message}", MESSAGE);

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
