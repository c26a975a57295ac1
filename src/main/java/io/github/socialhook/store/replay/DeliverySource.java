package io.github.socialhook.store.replay;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;

import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.inbox.StoreUnavailableException;
import io.github.socialhook.store.write.WriterConnection;
import org.jspecify.annotations.Nullable;

/** Where deliveries are that are not in the database. Used by one thread. */
public interface DeliverySource {

	/**
	 * Returns the handlers that may get deliveries from here.
	 * @return their names
	 */
	List<String> handlers();

	/**
	 * Reads some more.
	 * @param place where to begin, as the batch before has said
	 * @param handler the only handler that is meant; null for all
	 * @return what was found
	 * @throws StoreUnavailableException if it cannot be read at the moment
	 */
	Batch read(String place, @Nullable String handler);

	/**
	 * Stores a delivery with its body in the database, unless it is there.
	 * @param connection writes to the database
	 * @param found the delivery
	 * @throws SQLException if the database fails
	 */
	void store(WriterConnection connection, Found found) throws SQLException;

	/**
	 * What was read.
	 *
	 * @param found the deliveries that are to be handled again, in their order
	 * @param passed how many were dealt with, with those that are not to be handled again
	 * @param place where to continue
	 */
	record Batch(List<Found> found, long passed, String place) {

	}

	/**
	 * A delivery that is to be handled again.
	 *
	 * @param id the id that it has in the database
	 * @param delivery the delivery
	 * @param handlers the handlers that are to have it
	 */
	record Found(DeliveryId id, Delivery delivery, Set<String> handlers) {

	}

}
