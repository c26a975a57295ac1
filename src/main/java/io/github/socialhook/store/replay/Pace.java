package io.github.socialhook.store.replay;

import java.util.Arrays;
import java.util.Set;

/**
 * How a paced replay proceeds: one delivery, then five, then fifty, then all. Between
 * these it stops until they are handled.
 */
final class Pace {

	/** After how many deliveries it stops. */
	private static final long[] STOPS = { 1, 1 + 5, 1 + 5 + 50 };

	private static final Set<String> FAILED = Set.of("RETRYING", "DEAD", "UNREADABLE");

	private Pace() {
	}

	/** Whether it stops after so many. */
	static boolean isStop(long replayed) {
		return Arrays.stream(STOPS).anyMatch((stop) -> stop == replayed);
	}

	/** Returns how many may follow in one step. */
	static int roomAfter(long replayed) {
		long next = Arrays.stream(STOPS).filter((stop) -> stop > replayed).findFirst().orElse(Long.MAX_VALUE);
		return (int) Math.min(ReplayWorker.BATCH, next - replayed);
	}

	/** Whether a delivery has failed again. */
	static boolean hasFailed(Set<String> outcomes) {
		return outcomes.stream().anyMatch(FAILED::contains);
	}

	/** Whether a delivery is not handled yet. */
	static boolean isWaiting(Set<String> outcomes) {
		return outcomes.contains("PENDING");
	}

}
