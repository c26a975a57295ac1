package io.github.socialhook.console;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * Bounds the work that wrong passwords make: so many for each address, and so many for
 * all together. What succeeds costs nothing.
 */
final class FailedLogins {

	static final int BURST_OF_ONE = 10;

	static final int BURST_OF_ALL = 20;

	private static final long SECOND = 1_000_000_000;

	private static final long INTERVAL_OF_ONE = SECOND;

	private static final long INTERVAL_OF_ALL = SECOND / 5;

	private static final int MOST_ADDRESSES = 1000;

	private final LongSupplier nanos;

	private final Allowance all;

	private final Map<String, Allowance> byAddress = new LinkedHashMap<>(16, 0.75f, true) {

		private static final long serialVersionUID = 1L;

		@Override
		protected boolean removeEldestEntry(Map.@Nullable Entry<String, Allowance> eldest) {
			return size() > MOST_ADDRESSES;
		}

	};

	FailedLogins(LongSupplier nanos) {
		this.nanos = nanos;
		this.all = new Allowance(INTERVAL_OF_ALL, BURST_OF_ALL, nanos.getAsLong());
	}

	/** Takes from what is allowed; false if nothing is left. */
	synchronized boolean take(String address) {
		long now = this.nanos.getAsLong();
		Allowance one = this.byAddress.computeIfAbsent(address,
				(key) -> new Allowance(INTERVAL_OF_ONE, BURST_OF_ONE, now));
		if (!one.has(now) || !this.all.has(now)) {
			return false;
		}
		one.take();
		this.all.take();
		return true;
	}

	/** It did not fail after all. */
	synchronized void giveBack(String address) {
		this.all.giveBack();
		Allowance one = this.byAddress.get(address);
		if (one != null) {
			one.giveBack();
		}
	}

	/** So many at once, and one more after each interval. */
	private static final class Allowance {

		private final long interval;

		private final int burst;

		/** When the first of those that are left came to be allowed. */
		private long since;

		private Allowance(long interval, int burst, long now) {
			this.interval = interval;
			this.burst = burst;
			this.since = now - interval * burst;
		}

		private boolean has(long now) {
			this.since = Math.max(this.since - now, -this.interval * this.burst) + now;
			return now - this.since >= this.interval;
		}

		private void take() {
			this.since += this.interval;
		}

		private void giveBack() {
			this.since -= this.interval;
		}

	}

}
