package io.github.socialhook.store.queue;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.socialhook.inbox.Claim;
import org.jspecify.annotations.Nullable;

/**
 * What the database refuses to lease although it works, for instance by a trigger. It is
 * left out of claims, so that it keeps no other waiting, and tried again after pauses
 * that grow. Used by the writer's thread.
 */
final class RefusedClaims {

	private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);

	private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

	/** With more than that the database is broken, and no single row is to blame. */
	private static final int CAPACITY = 1000;

	private final Map<Key, Refusal> refusals = new HashMap<>();

	/** Whether a claim is to be left out for now. */
	boolean contains(Claim claim) {
		if (this.refusals.isEmpty()) {
			return false;
		}
		Refusal refusal = this.refusals.get(Key.of(claim));
		return refusal != null && refusal.untilNanos() - System.nanoTime() > 0;
	}

	/**
	 * Leaves out a claim from now on, for longer than the last time.
	 * @return false if there are too many
	 */
	boolean add(Claim claim) {
		Key key = Key.of(claim);
		Refusal before = this.refusals.get(key);
		if (before == null && this.refusals.size() >= CAPACITY) {
			return false;
		}
		Duration pause = (before != null) ? before.pause().multipliedBy(2) : SHORTEST_PAUSE;
		this.refusals.put(key, Refusal.of((pause.compareTo(LONGEST_PAUSE) > 0) ? LONGEST_PAUSE : pause));
		return true;
	}

	/** Forgets what was leased after all. */
	void removeAll(List<Claim> claims) {
		if (!this.refusals.isEmpty()) {
			claims.forEach((claim) -> this.refusals.remove(Key.of(claim)));
		}
	}

	/**
	 * What is claimed.
	 *
	 * @param id the number of the delivery
	 * @param handler the handler; absent for the first attempt of all
	 */
	private record Key(long id, @Nullable String handler) {

		static Key of(Claim claim) {
			return new Key(RowNumber.of(claim.id()), claim.handler());
		}

	}

	/**
	 * That it was refused.
	 *
	 * @param pause how long it is left out
	 * @param untilNanos the end of that, in the time of {@link System#nanoTime()}
	 */
	private record Refusal(Duration pause, long untilNanos) {

		static Refusal of(Duration pause) {
			return new Refusal(pause, System.nanoTime() + pause.toNanos());
		}

	}

}
