package io.github.socialhook.handler;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Decides when a delivery is retried whose handler has failed. A bean of this type
 * replaces the schedule {@code socialhook.dispatch.retry-after}; a handler with
 * {@code @WebhookHandler(retryAfter = …)} keeps its own. It is called by many threads.
 */
@FunctionalInterface
public interface RetryPolicy {

	/**
	 * Returns how long to wait before the next attempt. Up to 20 % more or less are
	 * added, so that deliveries that failed together are not retried together. Where the
	 * handler threw a {@link RetryLaterException}, its delay counts.
	 * @param attempt the number of the attempt that failed, from 1
	 * @param failure what the handler threw
	 * @return the delay, or empty if the delivery is given up
	 */
	Optional<Duration> delayAfter(int attempt, Throwable failure);

	/**
	 * Returns a schedule whatever the failure.
	 * @param delays the delay before the first retry, the second, and so on
	 * @return a policy with as many retries as there are delays
	 */
	static RetryPolicy of(List<Duration> delays) {
		return new FixedRetryPolicy(List.copyOf(delays));
	}

}
