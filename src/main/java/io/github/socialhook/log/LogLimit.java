package io.github.socialhook.log;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Permits one log message per minute and counts the suppressed ones. */
public final class LogLimit {

	private static final long INTERVAL = TimeUnit.MINUTES.toNanos(1);

	private final AtomicLong nextMessage = new AtomicLong(System.nanoTime());

	private final AtomicLong suppressed = new AtomicLong();

	/** Returns whether a message is due; then the next is due in a minute. */
	public boolean isTime() {
		return acquire() >= 0;
	}

	/**
	 * Returns how many messages were suppressed since the last one, or -1 if this one is
	 * to be suppressed as well.
	 */
	public long acquire() {
		long now = System.nanoTime();
		long due = this.nextMessage.get();
		if (now - due >= 0 && this.nextMessage.compareAndSet(due, now + INTERVAL)) {
			return this.suppressed.getAndSet(0);
		}
		this.suppressed.incrementAndGet();
		return -1;
	}

	/**
	 * Returns the end of a message that reports suppressed ones, if there were any.
	 * @param suppressed how many there were
	 */
	public static String describe(long suppressed) {
		return (suppressed > 0) ? "; " + suppressed + " more like it since the last such line" : "";
	}

}
