package io.github.socialhook.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

import io.github.socialhook.delivery.DeliveryId;
import org.jspecify.annotations.Nullable;

/**
 * Tells an outage from poison messages. It opens when a handler has lately failed for
 * nearly everything, so that what waits does not use up its attempts; then one probe at a
 * time finds out whether the handler has recovered. Some few deliveries that always fail
 * never open it. Not safe for use by several threads.
 */
final class CircuitBreaker {

	/** How many of the last attempts are looked at. */
	private static final int WINDOW = 20;

	/** How many different deliveries must have failed among them. */
	private static final int LEAST_FAILED = 10;

	/** Fewer than one in so many have succeeded. */
	private static final int SUCCESSES = 5;

	private static final Duration FIRST_INTERVAL = Duration.ofSeconds(1);

	private static final Duration LONGEST_INTERVAL = Duration.ofSeconds(30);

	private static final Duration LONGEST_ASIDE = Duration.ofMinutes(5);

	private final Deque<Ended> lately = new ArrayDeque<>(WINDOW);

	private @Nullable Instant openSince;

	private Instant lastProbe = Instant.MIN;

	private Duration interval = FIRST_INTERVAL;

	private int failedProbes;

	private @Nullable DeliveryId probe;

	/** Since when it is open; null while it is closed. */
	@Nullable Instant openSince() {
		return this.openSince;
	}

	boolean isOpen() {
		return this.openSince != null;
	}

	/** Whether it is time for the next probe. */
	boolean mayProbe(Instant now) {
		// A clock that was set back must not put it off.
		boolean early = !now.isBefore(this.lastProbe) && now.isBefore(this.lastProbe.plus(this.interval));
		return isOpen() && this.probe == null && !early;
	}

	void probing(DeliveryId id, Instant now) {
		this.probe = id;
		this.lastProbe = now;
	}

	/** An attempt succeeded: the probe closes it. */
	void succeeded(DeliveryId id) {
		note(new Ended(id, true));
		if (isOpen() && id.equals(this.probe)) {
			close();
		}
	}

	/**
	 * An attempt failed.
	 * @return how long the delivery is to step aside without losing an attempt; null if
	 * the attempt counts
	 */
	@Nullable Duration failed(DeliveryId id, Instant now) {
		if (!isOpen()) {
			note(new Ended(id, false));
			if (isOutage()) {
				open(now);
			}
			return null;
		}
		if (id.equals(this.probe)) {
			this.probe = null;
			this.failedProbes++;
			Duration twice = this.interval.multipliedBy(2);
			this.interval = (twice.compareTo(LONGEST_INTERVAL) < 0) ? twice : LONGEST_INTERVAL;
		}
		// Long enough for others to be probed: this one may be a poison message.
		Duration aside = this.interval.multipliedBy(this.failedProbes + 2L);
		return (aside.compareTo(LONGEST_ASIDE) < 0) ? aside : LONGEST_ASIDE;
	}

	/** An attempt ended in a way that says nothing about the handler. */
	void undecided(DeliveryId id) {
		if (id.equals(this.probe)) {
			this.probe = null;
			this.lastProbe = Instant.MIN;
		}
	}

	void close() {
		this.openSince = null;
		this.probe = null;
		this.lately.clear();
	}

	private void open(Instant now) {
		this.openSince = now;
		this.lastProbe = now;
		this.interval = FIRST_INTERVAL;
		this.failedProbes = 0;
	}

	private void note(Ended ended) {
		if (this.lately.size() == WINDOW) {
			this.lately.removeFirst();
		}
		this.lately.add(ended);
	}

	private boolean isOutage() {
		long failed = this.lately.stream().filter((each) -> !each.well()).map(Ended::id).distinct().count();
		long succeeded = this.lately.stream().filter(Ended::well).count();
		return failed >= LEAST_FAILED && succeeded * SUCCESSES < this.lately.size();
	}

	/** How an attempt for a delivery ended. */
	private record Ended(DeliveryId id, boolean well) {
	}

}
