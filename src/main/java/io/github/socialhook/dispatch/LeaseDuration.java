package io.github.socialhook.dispatch;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;

import org.springframework.boot.convert.DurationStyle;

/** How long a node holds what it works on. */
final class LeaseDuration {

	/** To wait for a thread, and to write what became of it. */
	private static final Duration MARGIN = AttemptRunner.GRACE.plusSeconds(5);

	private static final Duration AMPLE = Duration.ofSeconds(30);

	private LeaseDuration() {
	}

	/**
	 * Returns what is configured; else enough to wait at a desk for as long again as a
	 * handler may take, and for a store that is away for a while.
	 * @throws InvalidHandlerException if a lease could end before a handler has to
	 */
	static Duration of(HandlerRegistry registry, DispatchProperties properties) {
		Handler slowest = registry.all()
			.stream()
			.max(Comparator.comparing((handler) -> handler.terms().timeout()))
			.orElse(null);
		Duration longest = longer(properties.handlerTimeout(),
				(slowest != null) ? slowest.terms().timeout() : Duration.ZERO);
		Duration lease = (properties.lease() != null) ? properties.lease() : longest.multipliedBy(2).plus(AMPLE);
		if (lease.compareTo(longest.plus(MARGIN)) < 0) {
			throw new InvalidHandlerException(
					"socialhook.dispatch.lease is " + print(lease) + ", but a handler may take " + print(longest)
							+ ": another instance would take over what is still being worked on.",
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
