package io.github.socialhook.handler;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The limits and the retry schedule of a {@link HandlerRegistration}. What is absent is
 * as under {@code socialhook.dispatch}.
 *
 * @param concurrency how many deliveries it may work on at a time on one node
 * @param timeout the time after which it is interrupted and has failed
 * @param retryAfter how long to wait after the first failure, the second, and so on
 */
public record HandlerLimits(@Nullable Integer concurrency, @Nullable Duration timeout,
		@Nullable List<Duration> retryAfter) {

	/** All as configured. */
	public static final HandlerLimits CONFIGURED = new HandlerLimits(null, null, null);

	public HandlerLimits {
		retryAfter = (retryAfter != null) ? List.copyOf(retryAfter) : null;
	}

}
