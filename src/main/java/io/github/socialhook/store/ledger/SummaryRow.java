package io.github.socialhook.store.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.inbox.DeliverySummary;
import io.github.socialhook.store.queue.RowNumber;
import org.jspecify.annotations.Nullable;

/** Reads a line of the ledger. */
final class SummaryRow {

	private SummaryRow() {
	}

	/**
	 * Completes a query over the table {@code d} with what depends on the kind of
	 * database.
	 * @param sql a query with the places {@code {size}} and {@code {waits}}
	 * @param logged whether there can be rows of what is only in a log
	 */
	static String complete(String sql, boolean logged) {
		return sql.replace("{size}", logged ? "coalesce(octet_length(d.body), d.body_size)" : "octet_length(d.body)")
			.replace("{waits}", logged ? "waits_for IS NOT NULL" : "FALSE");
	}

	static DeliverySummary read(ResultSet row) throws SQLException {
		return new DeliverySummary(RowNumber.idOf(row.getLong("id")), row.getString("endpoint"), row.getString("event"),
				row.getString("subject"), state(row, "state"), Instant.ofEpochMilli(row.getLong("received_at")),
				instant(row, "handled_at"), row.getInt("attempts"), row.getLong("size"), row.getLong("repeats"),
				instant(row, "repeated_at"), null);
	}

	static DeliveryState state(ResultSet row, String column) throws SQLException {
		return DeliveryState.valueOf(row.getString(column));
	}

	static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
		long millis = row.getLong(column);
		return row.wasNull() ? null : Instant.ofEpochMilli(millis);
	}

}
