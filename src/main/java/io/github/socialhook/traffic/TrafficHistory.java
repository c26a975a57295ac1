package io.github.socialhook.traffic;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The traffic of the last eight days, on all nodes and over restarts. */
@FunctionalInterface
public interface TrafficHistory {

	/**
	 * Reads the traffic. A minute is there soon after it is over.
	 * @param from the time since which it is meant, rounded down to a whole slot
	 * @param number the number of slots
	 * @param length how long a slot is, in whole minutes
	 * @return as many slots, the oldest first
	 */
	List<TrafficSlot> read(Instant from, int number, Duration length);

}
