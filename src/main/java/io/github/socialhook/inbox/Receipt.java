package io.github.socialhook.inbox;

import io.github.socialhook.delivery.DeliveryId;

/** What became of a delivery that was put into the inbox. */
public sealed interface Receipt {

	/**
	 * It is on disk, and synced.
	 *
	 * @param id the id it got
	 */
	record Stored(DeliveryId id) implements Receipt {
	}

	/**
	 * The same bytes came to the same endpoint before, within the window.
	 *
	 * @param id the id of the first of them
	 */
	record Duplicate(DeliveryId id) implements Receipt {
	}

	/**
	 * It was not stored in time, so it must not be acknowledged.
	 *
	 * @param reason why, for the log
	 */
	record Unavailable(String reason) implements Receipt {
	}

}
