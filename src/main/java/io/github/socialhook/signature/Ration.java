package io.github.socialhook.signature;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Grants something so many times a second, and saves up no more than a second's worth.
 */
final class Ration {

	private static final long SECOND = 1_000_000_000;

	private final long interval;

	private final LongSupplier nanos;

	/** When all that was granted will have been earned. */
	private final AtomicLong earned;

	Ration(int perSecond, LongSupplier nanos) {
		this.interval = SECOND / perSecond;
		this.nanos = nanos;
		this.earned = new AtomicLong(nanos.getAsLong() - SECOND);
	}

	boolean take() {
		long now = this.nanos.getAsLong();
		long before = this.earned.get();
		long start = (now - SECOND - before > 0) ? now - SECOND : before;
		return start + this.interval - now <= 0 && this.earned.compareAndSet(before, start + this.interval);
	}

}
