package io.github.socialhook.inbox;

import java.util.Optional;

import io.github.socialhook.delivery.Delivery;

/** Where deliveries are stored: the face that the intake sees. */
public interface Inbox {

	/**
	 * Stores a delivery. Waits until it is on disk, but no longer than
	 * {@code socialhook.accept-timeout}.
	 * @param delivery what arrived
	 * @return what became of it; never an exception for a store that fails
	 */
	Receipt put(Delivery delivery);

	/**
	 * Tries whether deliveries can be stored, by writing. Waits no longer than
	 * {@code socialhook.accept-timeout}.
	 * @return true if something was just written and synced
	 */
	boolean isWritable();

	/**
	 * Counts what waits in the local spill because the database was unavailable.
	 * @return the number of deliveries; 0 where there is no spill
	 */
	long spilled();

	/**
	 * Returns the latest outage of the database that this node has noticed.
	 * @return the outage; empty if there was none since the start
	 */
	Optional<Outage> lastOutage();

	/**
	 * What became of the deliveries in a damaged database file.
	 *
	 * @param file where the damaged file is now
	 * @param moved how many deliveries were moved to the new file
	 * @param unreadable how many at most could not be read
	 * @param over whether all of the file has been tried
	 */
	record Salvage(String file, long moved, long unreadable, boolean over) {

	}

	/** Tells how the deliveries of a damaged database file are moved to a new one. */
	@FunctionalInterface
	interface SalvageReport {

		/**
		 * Returns the latest damaged file.
		 * @return how far it has been moved; empty if there is none
		 */
		Optional<Salvage> lastSalvage();

	}

}
