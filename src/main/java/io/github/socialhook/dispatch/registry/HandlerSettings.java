package io.github.socialhook.dispatch.registry;

import java.time.Duration;
import java.util.List;

import io.github.socialhook.handler.RetryPolicy;

/**
 * The limits and the retry policy of a handler.
 *
 * @param concurrency how many of its attempts may run at a time on this node
 * @param timeout the time after which an attempt is interrupted and has failed
 * @param retries decides when a failed attempt is retried
 */
public record HandlerSettings(int concurrency, Duration timeout, RetryPolicy retries) {

	/**
	 * The longest timeout of a handler. The lease is longer than any handler may take, so
	 * this bounds how long a dead node keeps the deliveries it held.
	 */
	public static final Duration LONGEST_TIMEOUT = Duration.ofDays(1);

	/**
	 * Creates settings with a schedule.
	 * @param concurrency how many of its attempts may run at a time on this node
	 * @param timeout the time after which an attempt is interrupted and has failed
	 * @param retryDelays the delay before the first retry, the second, and so on
	 */
	public HandlerSettings(int concurrency, Duration timeout, List<Duration> retryDelays) {
		this(concurrency, timeout, RetryPolicy.of(retryDelays));
	}

}
