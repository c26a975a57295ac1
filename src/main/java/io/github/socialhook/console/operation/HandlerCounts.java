package io.github.socialhook.console.operation;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.delivery.HandlingListener;
import io.github.socialhook.delivery.HandlingOutcome;

/** Counts the attempts of the handlers on this node. */
public final class HandlerCounts implements HandlingListener {

	private final ConcurrentMap<String, Counts> byHandler = new ConcurrentHashMap<>();

	/** Creates counts of zero. */
	public HandlerCounts() {
	}

	@Override
	public void attempted(String handler, String event, DeliveryId id, HandlingOutcome outcome, Duration elapsed) {
		Counts counts = this.byHandler.computeIfAbsent(handler, (name) -> new Counts());
		switch (outcome) {
			case HANDLED -> counts.handled.increment();
			case RETRYING -> counts.failed.increment();
			case DEAD -> counts.dead.increment();
		}
		counts.micros.add(elapsed.toNanos() / 1000);
	}

	/**
	 * Returns the counts of a handler since the start.
	 * @param handler its name
	 * @return the counts of this moment
	 */
	public Snapshot of(String handler) {
		Counts counts = this.byHandler.getOrDefault(handler, new Counts());
		long handled = counts.handled.sum();
		long failed = counts.failed.sum();
		long dead = counts.dead.sum();
		long attempts = handled + failed + dead;
		double mean = (attempts > 0) ? counts.micros.sum() / 1000.0 / attempts : 0;
		return new Snapshot(handled, failed, dead, mean);
	}

	/**
	 * The counts of one moment.
	 *
	 * @param handled attempts that succeeded
	 * @param failed attempts that failed and are tried again
	 * @param dead attempts that failed for good
	 * @param meanMillis how long an attempt took on average
	 */
	public record Snapshot(long handled, long failed, long dead, double meanMillis) {

	}

	private static final class Counts {

		private final LongAdder handled = new LongAdder();

		private final LongAdder failed = new LongAdder();

		private final LongAdder dead = new LongAdder();

		private final LongAdder micros = new LongAdder();

	}

}
