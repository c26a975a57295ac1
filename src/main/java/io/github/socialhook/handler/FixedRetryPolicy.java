package io.github.socialhook.handler;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The same delays whatever the failure.
 *
 * @param delays the delay before the first retry, the second, and so on
 */
record FixedRetryPolicy(List<Duration> delays) implements RetryPolicy {

	@Override
	public Optional<Duration> delayAfter(int attempt, Throwable failure) {
		return (attempt <= this.delays.size()) ? Optional.of(this.delays.get(attempt - 1)) : Optional.empty();
	}

}
