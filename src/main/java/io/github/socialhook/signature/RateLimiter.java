package io.github.socialhook.signature;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Permits a number of calls per second, in bursts of at most that number. */
final class RateLimiter {

	private static final long SECOND = 1_000_000_000;

	private final long interval;

	private final LongSupplier nanos;

	/** When the time of all permits that were given will have passed. */
	private final AtomicLong consumedUntil;

	RateLimiter(int perSecond, LongSupplier nanos) {
		this.interval = SECOND / perSecond;
		this.nanos = nanos;
		this.consumedUntil = new AtomicLong(nanos.getAsLong() - SECOND);
	}

	boolean tryAcquire() {
		long now = this.nanos.getAsLong();
		long before = this.consumedUntil.get();
		long start = (now - SECOND - before > 0) ? now - SECOND : before;
		return start + this.interval - now <= 0 && this.consumedUntil.compareAndSet(before, start + this.interval);
	}

}
