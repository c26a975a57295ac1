package io.github.socialhook.console.operation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.inbox.Backlog;
import io.github.socialhook.inbox.Inbox;
import io.github.socialhook.inbox.Ledger;
import org.jspecify.annotations.Nullable;

/**
 * Counts the deliveries by state. All who look share the same figures for a moment, and
 * get the earlier ones where counting takes longer than a page may.
 */
public final class Statistics {

	/** For how long a page or a call counts, at the most. */
	public static final Duration LONGEST_COUNT = Duration.ofMillis(150);

	private static final Duration TIME_TO_LIVE = Duration.ofSeconds(2);

	/** Counting takes one part of so many of the time, at the most. */
	private static final int SHARE = 100;

	/** It happens this often, however long it takes. */
	private static final Duration LONGEST_LIFE = Duration.ofSeconds(20);

	/** Figures that are older say too little, so whoever looks waits for others. */
	private static final Duration MOST_AGE = Duration.ofMinutes(1);

	private final Ledger ledger;

	private final Inbox inbox;

	private final InstantSource clock;

	private final LongSupplier nanos;

	private volatile @Nullable Counted last;

	private @Nullable CompletableFuture<Counted> counting;

	/**
	 * Creates statistics.
	 * @param ledger the store
	 * @param inbox the inbox, which may have a spill
	 * @param clock the time
	 */
	public Statistics(Ledger ledger, Inbox inbox, InstantSource clock) {
		this(ledger, inbox, clock, System::nanoTime);
	}

	Statistics(Ledger ledger, Inbox inbox, InstantSource clock, LongSupplier nanos) {
		this.ledger = ledger;
		this.inbox = inbox;
		this.clock = clock;
		this.nanos = nanos;
	}

	/**
	 * Returns the figures of this moment or of two seconds ago, or, if counting takes
	 * long, of up to a minute ago. The number in the spill is always that of this moment.
	 * @return the figures
	 */
	public Figures current() {
		Counted known = this.last;
		if (known != null && age(known).compareTo(known.life()) < 0) {
			return figuresOf(known);
		}
		CompletableFuture<Counted> counting = count();
		if (known != null && age(known).compareTo(MOST_AGE) < 0) {
			if (known.took().compareTo(LONGEST_COUNT) > 0) {
				// It would wait in vain. Who looks next gets the new figures.
				return figuresOf(known);
			}
			counting = counting.copy().completeOnTimeout(known, LONGEST_COUNT.toMillis(), TimeUnit.MILLISECONDS);
		}
		try {
			return figuresOf(counting.join());
		}
		catch (CompletionException ex) {
			throw (ex.getCause() instanceof RuntimeException cause) ? cause : ex;
		}
	}

	/** Figures that are kept are needed most while deliveries go to the spill. */
	private Figures figuresOf(Counted counted) {
		return new Figures(counted.states(), counted.backlog(), this.inbox.spilled(), counted.at());
	}

	/** Counts, unless somebody else does. */
	private synchronized CompletableFuture<Counted> count() {
		CompletableFuture<Counted> open = this.counting;
		if (open == null || open.isDone()) {
			Executor thread = (task) -> Thread.ofVirtual().name("socialhook-statistics").start(task);
			open = CompletableFuture.supplyAsync(this::look, thread);
			this.counting = open;
		}
		return open;
	}

	private Counted look() {
		Instant now = this.clock.instant();
		long nanos = this.nanos.getAsLong();
		Map<DeliveryState, @Nullable Long> states = states();
		Backlog backlog = this.ledger.backlog();
		Duration took = Duration.ofNanos(this.nanos.getAsLong() - nanos);
		Counted before = this.last;
		// The first time takes longer, and a single pause says nothing.
		Duration usual = (before != null) ? min(took, before.took()) : Duration.ZERO;
		Counted counted = new Counted(states, backlog, now, nanos, took, life(usual));
		this.last = counted;
		return counted;
	}

	private static Duration life(Duration usual) {
		Duration life = min(usual.multipliedBy(SHARE), LONGEST_LIFE);
		return (life.compareTo(TIME_TO_LIVE) > 0) ? life : TIME_TO_LIVE;
	}

	private Duration age(Counted counted) {
		return Duration.ofNanos(this.nanos.getAsLong() - counted.nanos());
	}

	private static Duration min(Duration one, Duration other) {
		return (one.compareTo(other) < 0) ? one : other;
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
	 * @param countedAt when counting the deliveries began
	 */
	public record Figures(Map<DeliveryState, @Nullable Long> states, Backlog backlog, long spilled, Instant countedAt) {

	}

	/**
	 * What was counted once.
	 *
	 * @param states the number of deliveries in each state
	 * @param backlog what is not yet settled
	 * @param at when counting began
	 * @param nanos the same, in nanoseconds since some time
	 * @param took how long it took
	 * @param life for how long the figures are shown
	 */
	private record Counted(Map<DeliveryState, @Nullable Long> states, Backlog backlog, Instant at, long nanos,
			Duration took, Duration life) {

	}

}
