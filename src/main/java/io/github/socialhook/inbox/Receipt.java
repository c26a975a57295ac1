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
	 * @param refused whether the store works, and does not take this one
	 */
	record Unavailable(String reason, boolean refused) implements Receipt {

		/** It was not stored because the store does not work, or not in time. */
		public Unavailable(String reason) {
			this(reason, false);
		}

	}

}
