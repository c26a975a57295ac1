package io.github.socialhook.dispatch.registry;

import java.time.Duration;
import java.util.List;

/**
 * The limits and the retry schedule of a handler.
 *
 * @param concurrency how many of its attempts may run at a time on this node
 * @param timeout the time after which an attempt is interrupted and has failed
 * @param retryDelays the delay before the first retry, the second, and so on
 */
public record HandlerSettings(int concurrency, Duration timeout, List<Duration> retryDelays) {

	/**
	 * The longest timeout of a handler. The lease is longer than any handler may take, so
	 * this bounds how long a dead node keeps the deliveries it held.
	 */
	public static final Duration LONGEST_TIMEOUT = Duration.ofDays(1);

	public HandlerSettings {
		retryDelays = List.copyOf(retryDelays);
	}

}
