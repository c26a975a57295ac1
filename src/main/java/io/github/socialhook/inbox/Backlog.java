package io.github.socialhook.inbox;

import java.time.Duration;

/**
 * What is not yet settled, and what has failed for good.
 *
 * @param pending deliveries that wait for a handler, the retrying ones among them
 * @param retrying deliveries that wait for another attempt of a handler that failed
 * @param dead deliveries that a handler has given up
 * @param oldestAge the time since the oldest pending one was received; zero if none is
 * @param oldestUntriedAge the time since the oldest one was received that waits for the
 * first attempt of a handler; zero if none does
 * @param retryDelay the time since the earliest retry was due; zero if none is late
 */
public record Backlog(long pending, long retrying, long dead, Duration oldestAge, Duration oldestUntriedAge,
		Duration retryDelay) {

	/** Nothing waits, and nothing has failed. */
	public static final Backlog EMPTY = new Backlog(0, 0, 0, Duration.ZERO, Duration.ZERO, Duration.ZERO);

}
