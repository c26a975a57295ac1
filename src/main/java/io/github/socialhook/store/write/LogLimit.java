package io.github.socialhook.store.write;

import java.time.Duration;

/** Lets a message through once a minute. Used by one thread. */
public final class LogLimit {

	private static final Duration INTERVAL = Duration.ofMinutes(1);

	private boolean used;

	private long lastNanos;

	/** Whether the message is due; then the next is due in a minute. */
	public boolean isTime() {
		long now = System.nanoTime();
		if (this.used && now - this.lastNanos < INTERVAL.toNanos()) {
			return false;
		}
		this.used = true;
		this.lastNanos = now;
		return true;
	}

}
