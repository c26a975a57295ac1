package io.github.socialhook.console.operation;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.inbox.Backlog;
import io.github.socialhook.inbox.Inbox;
import io.github.socialhook.inbox.Ledger;
import org.jspecify.annotations.Nullable;

/** Counts the deliveries by state. All who look share the same figures for a moment. */
public final class Statistics {

	/** Counting may read the whole store, so the result is cached. */
	private static final Duration TIME_TO_LIVE = Duration.ofSeconds(2);

	private final Ledger ledger;

	private final Inbox inbox;

	private @Nullable Figures cached;

	private long cachedNanos;

	/**
	 * Creates statistics.
	 * @param ledger the store
	 * @param inbox the inbox, which may have a spill
	 */
	public Statistics(Ledger ledger, Inbox inbox) {
		this.ledger = ledger;
		this.inbox = inbox;
	}

	/**
	 * Returns the figures of this moment or of two seconds ago.
	 * @return the figures
	 */
	public synchronized Figures current() {
		Figures figures = this.cached;
		if (figures == null || System.nanoTime() - this.cachedNanos > TIME_TO_LIVE.toNanos()) {
			figures = new Figures(states(), this.ledger.backlog(), this.inbox.spilled());
			this.cached = figures;
			this.cachedNanos = System.nanoTime();
		}
		return figures;
	}

	private Map<DeliveryState, @Nullable Long> states() {
		Map<DeliveryState, Long> counted = this.ledger.states();
		Map<DeliveryState, @Nullable Long> states = new EnumMap<>(DeliveryState.class);
		for (DeliveryState state : DeliveryState.values()) {
			states.put(state, counted.get(state));
		}
		return states;
	}

	/**
	 * The figures.
	 *
	 * @param states the number of deliveries in each state; null for a state that the
	 * store does not count
	 * @param backlog what is not yet settled
	 * @param spilled the number that are stored beside the database, because it was away
	 */
	public record Figures(Map<DeliveryState, @Nullable Long> states, Backlog backlog, long spilled) {

	}

}
