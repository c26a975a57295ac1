package io.github.socialhook.store.ledger;

import java.time.Instant;
import java.util.Optional;

import io.github.socialhook.store.database.RowOrder;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Finds the numbers of a time. Numbers are given in the order of receipt, but for those
 * that the database does not give itself, and for what comes out of a spill, which has a
 * higher number than others of its time.
 */
final class ReceiptOrder {

	private static final String LAST_UP_TO = """
			SELECT id, received_at FROM socialhook_delivery WHERE id <= ? ORDER BY id DESC LIMIT 1
			""";

	private final JdbcClient jdbc;

	ReceiptOrder(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** Returns where a search for what was received before a time begins. */
	SearchPosition before(@Nullable Instant to) {
		return (to != null) ? SearchPosition.at(lastBefore(to.toEpochMilli())) : SearchPosition.START;
	}

	/**
	 * Halves what is in question. Where it comes upon something from a spill, it ends too
	 * high, never too low.
	 */
	private long lastBefore(long to) {
		Row last = find(Long.MAX_VALUE).orElse(null);
		if (last == null || last.receivedAt() < to || !RowOrder.isByTime(last.id())) {
			return SearchPosition.ALL;
		}
		long low = 0;
		long high = last.id() - 1;
		while (low < high) {
			long middle = low + (high - low + 1) / 2;
			Row row = find(middle).orElse(null);
			if (row == null || row.receivedAt() < to) {
				low = middle;
			}
			else {
				high = row.id() - 1;
			}
		}
		return low;
	}

	private Optional<Row> find(long upTo) {
		return this.jdbc.sql(LAST_UP_TO)
			.param(upTo)
			.query((row, number) -> new Row(row.getLong("id"), row.getLong("received_at")))
			.optional();
	}

	private record Row(long id, long receivedAt) {

	}

}
