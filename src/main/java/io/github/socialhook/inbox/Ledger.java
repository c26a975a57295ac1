package io.github.socialhook.inbox;

import java.io.Serial;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.delivery.DeliveryState;
import org.jspecify.annotations.Nullable;

/** What is stored, to look at: the face that people and meters see. */
public interface Ledger {

	/**
	 * Counts what is not yet settled.
	 * @return the figures of this moment
	 */
	Backlog backlog();

	/**
	 * Counts the deliveries by state. This may read the whole store, so do not call it
	 * often.
	 * @return the number in each state; a state that this store does not count is absent
	 */
	Map<DeliveryState, Long> states();

	/**
	 * Counts what single handlers have still to do, or have failed, the newest deliveries
	 * first, but not for long.
	 * @param atMost after how long to stop
	 * @return what was found
	 */
	TaskCounts tasks(Duration atMost);

	/**
	 * Groups what has failed and not succeeded since by its error, the newest deliveries
	 * first, but not for long.
	 * @param most the most groups to return
	 * @param atMost after how long to stop
	 * @return the largest groups that were found, the largest first
	 */
	Failures failures(int most, Duration atMost);

	/**
	 * Searches deliveries, newest first.
	 * @param filter which
	 * @param cursor {@link SummaryPage#next()} of the part before; null for the first
	 * part
	 * @param most the most to return
	 * @return what was found
	 * @throws InvalidCursorException if no earlier search returned this cursor
	 */
	SummaryPage search(DeliveryFilter filter, @Nullable String cursor, int most);

	/**
	 * Counts all deliveries that are meant, however long that takes.
	 * @param filter which
	 * @return how many there are
	 */
	long count(DeliveryFilter filter);

	/**
	 * Counts the deliveries that are meant, the newest first, but not for long.
	 * @param filter which
	 * @param atMost after how long to stop
	 * @return how many were found
	 */
	Count count(DeliveryFilter filter, Duration atMost);

	/**
	 * Returns how far a search by reference reaches, which is indexed after a delivery is
	 * stored.
	 * @return when the oldest delivery was received that such a search does not find yet;
	 * empty if there is none
	 */
	Optional<Instant> indexedUntil();

	/**
	 * Counts the events of the latest deliveries.
	 * @param latest how many deliveries are looked at
	 * @return how many of them have each event, by the name as the sender wrote it
	 */
	Map<String, Long> events(int latest);

	/**
	 * Whether anything is recorded of a handler, be it one that is no longer there.
	 * @param handler its name
	 * @return true if a search for it may find something
	 */
	boolean knows(String handler);

	/**
	 * Looks up one delivery.
	 * @param id its id
	 * @return all that is known of it, if it is there
	 */
	Optional<DeliveryDetails> details(DeliveryId id);

	/**
	 * Looks up what arrived.
	 * @param id its id
	 * @return the delivery with its body, if it is there
	 */
	Optional<Delivery> delivery(DeliveryId id);

	/**
	 * How many deliveries were found.
	 *
	 * @param number how many
	 * @param complete whether these are all; if not, there are at least so many
	 */
	record Count(long number, boolean complete) {

	}

	/**
	 * What single handlers have still to do, or have failed. What is not complete has at
	 * least so many.
	 *
	 * @param byHandler for each handler that has any, how many are pending, retrying and
	 * dead
	 * @param allPending whether all that are pending were counted
	 * @param allFailing whether all that are retrying or dead were counted
	 */
	record TaskCounts(Map<String, Map<DeliveryState, Long>> byHandler, boolean allPending, boolean allFailing) {

		/**
		 * Returns how many there are of a handler in a state.
		 * @param handler its name
		 * @param state pending, retrying or dead
		 * @return how many were found
		 */
		public long of(String handler, DeliveryState state) {
			return this.byHandler.getOrDefault(handler, Map.of()).getOrDefault(state, 0L);
		}

		/**
		 * Returns whether these are all.
		 * @return false if there may be more in any state
		 */
		public boolean complete() {
			return this.allPending && this.allFailing;
		}

	}

	/**
	 * Groups of failures.
	 *
	 * @param groups the largest, the largest first
	 * @param looked at how many failures of handlers was looked
	 * @param complete whether these were all; if not, it was looked at the newest, there
	 * may be other groups, and in each at least so many
	 */
	record Failures(List<FailureGroup> groups, long looked, boolean complete) {

	}

	/**
	 * The deliveries that failed with the same error and have not succeeded since.
	 *
	 * @param signature names the error
	 * @param deliveries how many deliveries there are
	 * @param dead how many attempts of handlers have failed for good
	 * @param retrying how many are to be tried again
	 * @param handlers the handlers that failed
	 * @param firstAt when the first of them failed for the last time
	 * @param lastAt when the last of them did
	 * @param sample one of the deliveries, the latest
	 * @param error what went wrong with that; absent if it was not stored
	 */
	record FailureGroup(String signature, long deliveries, long dead, long retrying, Set<String> handlers,
			Instant firstAt, Instant lastAt, DeliveryId sample, @Nullable Failure error) {

	}

	/** A cursor is not one that an earlier search returned. */
	final class InvalidCursorException extends IllegalArgumentException {

		@Serial
		private static final long serialVersionUID = 1L;

		public InvalidCursorException() {
			super("The cursor was not returned by a search");
		}

	}

}
