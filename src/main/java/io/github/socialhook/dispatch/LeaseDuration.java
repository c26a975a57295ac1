package io.github.socialhook.dispatch;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;

import io.github.socialhook.configuration.InvalidConfigurationException;
import io.github.socialhook.dispatch.attempt.AttemptRunner;
import io.github.socialhook.dispatch.registry.Handler;
import io.github.socialhook.dispatch.registry.HandlerRegistry;

import org.springframework.boot.convert.DurationStyle;

/** Computes the lease: how long a node holds what it has claimed. */
final class LeaseDuration {

	/** For waiting for a thread and for storing the result. */
	private static final Duration MARGIN = AttemptRunner.INTERRUPT_GRACE.plusSeconds(5);

	private static final Duration DEFAULT_MARGIN = Duration.ofSeconds(30);

	private LeaseDuration() {
	}

	/**
	 * Returns the configured lease; else a lease long enough to wait in a queue for as
	 * long as a handler may run, and for a store that is temporarily unavailable.
	 * @throws InvalidConfigurationException if the lease could end before the timeout of
	 * a handler
	 */
	static Duration of(HandlerRegistry registry, DispatchProperties properties) {
		Handler slowest = registry.all()
			.stream()
			.max(Comparator.comparing((handler) -> handler.settings().timeout()))
			.orElse(null);
		Duration longest = longer(properties.handlerTimeout(),
				(slowest != null) ? slowest.settings().timeout() : Duration.ZERO);
		Duration lease = (properties.lease() != null) ? properties.lease()
				: longest.multipliedBy(2).plus(DEFAULT_MARGIN);
		if (lease.compareTo(longest.plus(MARGIN)) < 0) {
			throw new InvalidConfigurationException(
					"socialhook.dispatch.lease is " + print(lease) + ", but a handler may take " + print(longest)
							+ ": another instance would take over deliveries that are still being handled.",
					"Set socialhook.dispatch.lease to " + print(longest.plus(MARGIN))
							+ " or more, or lower socialhook.dispatch.handler-timeout.");
		}
		return lease;
	}

	private static Duration longer(Duration one, Duration other) {
		return (one.compareTo(other) > 0) ? one : other;
	}

	private static String print(Duration duration) {
		boolean whole = duration.equals(Duration.ofSeconds(duration.toSeconds()));
		return DurationStyle.SIMPLE.print(duration, whole ? ChronoUnit.SECONDS : ChronoUnit.MILLIS);
	}

}
