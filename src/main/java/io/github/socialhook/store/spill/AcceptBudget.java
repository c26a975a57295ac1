package io.github.socialhook.store.spill;

import java.time.Duration;

/**
 * The time in which one delivery must be stored somewhere. The first place that is tried
 * has at most half of it, whatever was waited for before, and the second all that is
 * left.
 *
 * @param startNanos when it began, by the timer of the system
 * @param whole how long it is
 */
record AcceptBudget(long startNanos, Duration whole) {

	static AcceptBudget start(Duration whole) {
		return new AcceptBudget(System.nanoTime(), whole);
	}

	/** How much is left of the first half. */
	Duration leftOfHalf() {
		return left(this.whole.dividedBy(2), System.nanoTime());
	}

	/** How much is left of all of it. */
	Duration left() {
		return left(this.whole, System.nanoTime());
	}

	Duration left(Duration part, long nowNanos) {
		Duration left = part.minusNanos(nowNanos - this.startNanos);
		return left.isNegative() ? Duration.ZERO : left;
	}

	/** A part, to wait for something that should come at once. */
	Duration atMostAQuarter(Duration longest) {
		Duration part = this.whole.dividedBy(4);
		return (part.compareTo(longest) < 0) ? part : longest;
	}

}
