package io.github.socialhook.inbox;

import java.util.Map;
import java.util.Optional;

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
	 * Counts the deliveries by where they stand. It looks through the whole store, so it
	 * is not to be asked often.
	 * @return a number for every state
	 */
	Map<DeliveryState, Long> states();

	/**
	 * Counts the tasks of the handlers that are not done.
	 * @return for each handler that has any, the number in each state
	 */
	Map<String, Map<DeliveryState, Long>> tasks();

	/**
	 * Searches deliveries, newest first.
	 * @param filter which
	 * @param before only those with a lower number; null: from the newest on
	 * @param most the most to return
	 * @return what was found
	 */
	SummaryPage search(DeliveryFilter filter, @Nullable DeliveryId before, int most);

	/**
	 * Counts all deliveries that are meant, however long that takes.
	 * @param filter which
	 * @return how many there are
	 */
	long count(DeliveryFilter filter);

	/**
	 * Whether anything is recorded of a handler, be it one that is no longer there.
	 * @param handler its name
	 * @return true if a search for it may find something
	 */
	boolean knows(String handler);

	/**
	 * Looks up one delivery.
	 * @param id its number
	 * @return all that is known of it, if it is there
	 */
	Optional<DeliveryDetails> details(DeliveryId id);

	/**
	 * Looks up what arrived.
	 * @param id its number
	 * @return the delivery with its body, if it is there
	 */
	Optional<Delivery> delivery(DeliveryId id);

}
