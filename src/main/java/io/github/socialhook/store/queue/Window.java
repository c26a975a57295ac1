package io.github.socialhook.store.queue;

import java.time.Duration;
import java.time.Instant;

/**
 * The time around a delivery within which the same bytes are a repeat. It has two ends,
 * because a clock that was set back has left deliveries of a time to come, and what
 * arrives hours after those is not a repeat.
 *
 * @param from its beginning, which is outside
 * @param to its end, which is outside
 */
public record Window(Instant from, Instant to) {

	public static Window around(Instant time, Duration width) {
		return new Window(time.minus(width), time.plus(width));
	}

}
