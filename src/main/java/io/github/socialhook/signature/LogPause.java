package io.github.socialhook.signature;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Lets one line of a kind into the log a minute, and counts those that it keeps out. */
final class LogPause {

	private static final long INTERVAL = TimeUnit.MINUTES.toNanos(1);

	private final AtomicLong nextLine = new AtomicLong(System.nanoTime());

	private final AtomicLong silent = new AtomicLong();

	/** Returns how many went unlogged, or -1 if this one has to be silent too. */
	long next(long now) {
		long due = this.nextLine.get();
		if (now - due >= 0 && this.nextLine.compareAndSet(due, now + INTERVAL)) {
			return this.silent.getAndSet(0);
		}
		this.silent.incrementAndGet();
		return -1;
	}

	/** Says so at the end of a line, if any went unlogged. */
	static String others(long silent) {
		return (silent > 0) ? "; " + silent + " more like it since the last such line" : "";
	}

}
