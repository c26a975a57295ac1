package io.github.socialhook.problem;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Permits one log line per minute and counts the suppressed ones, so that refusals do not
 * fill the log.
 */
public final class LogThrottle {

	private static final long INTERVAL = TimeUnit.MINUTES.toNanos(1);

	private final AtomicLong nextLine = new AtomicLong(System.nanoTime());

	private final AtomicLong suppressed = new AtomicLong();

	/** Creates a throttle that permits the first line at once. */
	public LogThrottle() {
	}

	/**
	 * Returns how many lines were suppressed since the last one, or -1 if this one is to
	 * be suppressed as well.
	 * @param now the nanoseconds of this machine
	 * @return the number of suppressed lines, or -1
	 */
	public long acquire(long now) {
		long due = this.nextLine.get();
		if (now - due >= 0 && this.nextLine.compareAndSet(due, now + INTERVAL)) {
			return this.suppressed.getAndSet(0);
		}
		this.suppressed.incrementAndGet();
		return -1;
	}

	/**
	 * Returns the end of a line that tells of suppressed ones, if there were any.
	 * @param suppressed the number that {@link #acquire(long)} returned
	 * @return text to append, possibly empty
	 */
	public static String describe(long suppressed) {
		return (suppressed > 0) ? "; " + suppressed + " more like it since the last such line" : "";
	}

}
