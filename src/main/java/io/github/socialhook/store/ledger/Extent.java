package io.github.socialhook.store.ledger;

import java.time.Instant;

import io.github.socialhook.store.database.RowOrder;
import org.jspecify.annotations.Nullable;

/**
 * How far a window reaches.
 *
 * @param number how many candidates are in it
 * @param lowest the lowest of their numbers
 * @param highest the highest of their numbers
 * @param latest when the latest of them was received
 */
record Extent(long number, long lowest, long highest, long latest) {

	/**
	 * Whether nothing can follow. Numbers are given in the order of acceptance, and
	 * clocks are never wrong for a whole window of deliveries.
	 */
	boolean isLast(DeliverySearch search, @Nullable Instant from) {
		return this.number < search.windowSize()
				|| (from != null && this.latest < from.toEpochMilli() && RowOrder.isByTime(this.highest));
	}

}
