package io.github.socialhook.store.spill;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.inbox.Outage;
import io.github.socialhook.inbox.Receipt;
import org.jspecify.annotations.Nullable;

/**
 * Where deliveries are stored while it answers, and where what was spilled meanwhile goes
 * when it does again.
 */
public interface SpillTarget {

	/** What it is called at the beginning of a sentence. */
	String name();

	/**
	 * Returns a new key for a delivery that is about to be put. If it is not confirmed in
	 * time and may be stored all the same, the key goes to the spill with it, so that it
	 * is recognised when it is moved.
	 * @return a key; null where what is not confirmed is not stored
	 */
	@Nullable String newKey();

	/**
	 * Puts a delivery.
	 * @param delivery what arrived
	 * @param key what {@link #newKey()} returned for it
	 * @param timeout how long to wait for the confirmation
	 * @return what became of it; never an exception for a target that fails
	 */
	Receipt put(Delivery delivery, @Nullable String key, Duration timeout);

	/** Tries whether deliveries can be stored, by writing. */
	boolean isWritable();

	/** Returns the latest outage that this node has noticed, if there was one. */
	Optional<Outage> lastOutage();

	/**
	 * Stores what was spilled, in order. If not all of it is stored, it is written again:
	 * each must then be recognised by its key.
	 */
	Result write(List<Spill.Spilled> batch, Duration timeout);

	/** What became of a batch. */
	sealed interface Result {

	}

	/** It is on disk. */
	record Stored() implements Result {

	}

	/**
	 * The target works, and does not take it.
	 *
	 * @param reason what it said
	 */
	record Refused(String reason) implements Result {

	}

	/** The target does not work. */
	record Away() implements Result {

	}

}
