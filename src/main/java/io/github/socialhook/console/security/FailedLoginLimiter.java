package io.github.socialhook.console.security;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * Limits failed logins with a token bucket for each address and one for all addresses
 * together. A successful login takes no token.
 */
final class FailedLoginLimiter {

	static final int BURST_PER_ADDRESS = 10;

	static final int BURST_OVERALL = 20;

	private static final long SECOND = 1_000_000_000;

	private static final long INTERVAL_PER_ADDRESS = SECOND;

	private static final long INTERVAL_OVERALL = SECOND / 5;

	private static final int MAX_ADDRESSES = 1000;

	private final LongSupplier nanos;

	private final TokenBucket all;

	private final Map<String, TokenBucket> byAddress = new LinkedHashMap<>(16, 0.75f, true) {

		private static final long serialVersionUID = 1L;

		@Override
		protected boolean removeEldestEntry(Map.@Nullable Entry<String, TokenBucket> eldest) {
			return size() > MAX_ADDRESSES;
		}

	};

	FailedLoginLimiter(LongSupplier nanos) {
		this.nanos = nanos;
		this.all = new TokenBucket(INTERVAL_OVERALL, BURST_OVERALL, nanos.getAsLong());
	}

	/** Whether a login from this address may be verified. */
	synchronized boolean hasToken(String address) {
		long now = this.nanos.getAsLong();
		return bucketOf(address, now).has(now) && this.all.has(now);
	}

	/** Takes a token for a failed login. */
	synchronized void take(String address) {
		bucketOf(address, this.nanos.getAsLong()).take();
		this.all.take();
	}

	private TokenBucket bucketOf(String address, long now) {
		return this.byAddress.computeIfAbsent(address,
				(key) -> new TokenBucket(INTERVAL_PER_ADDRESS, BURST_PER_ADDRESS, now));
	}

	/** Holds up to {@code burst} tokens and gains one after each interval. */
	private static final class TokenBucket {

		private final long interval;

		private final int burst;

		/** When the oldest token that is left was gained. */
		private long since;

		private TokenBucket(long interval, int burst, long now) {
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

	}

}
