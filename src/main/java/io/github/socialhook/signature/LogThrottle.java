package io.github.socialhook.signature;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Permits one log line per minute and counts the suppressed ones. */
final class LogThrottle {

	private static final long INTERVAL = TimeUnit.MINUTES.toNanos(1);

	private final AtomicLong nextLine = new AtomicLong(System.nanoTime());

	private final AtomicLong suppressed = new AtomicLong();

	/**
	 * Returns how many lines were suppressed since the last one, or -1 if this one is to
	 * be suppressed as well.
	 */
	long acquire(long now) {
		long due = this.nextLine.get();
		if (now - due >= 0 && this.nextLine.compareAndSet(due, now + INTERVAL)) {
			return this.suppressed.getAndSet(0);
		}
		this.suppressed.incrementAndGet();
		return -1;
	}

	/** Returns the end of a line that tells of suppressed ones, if there were any. */
	static String describe(long suppressed) {
		return (suppressed > 0) ? "; " + suppressed + " more like it since the last such line" : "";
	}

}
