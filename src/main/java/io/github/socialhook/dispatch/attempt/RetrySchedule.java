package io.github.socialhook.dispatch.attempt;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

import io.github.socialhook.dispatch.registry.HandlerSettings;
import io.github.socialhook.handler.RejectDeliveryException;
import io.github.socialhook.handler.RetryLaterException;
import io.github.socialhook.handler.RetryPolicy;
import io.github.socialhook.inbox.Failure;
import io.github.socialhook.inbox.Outcome;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/** Decides whether and when a failed attempt is retried. */
public final class RetrySchedule {

	/** So that deliveries that failed together are not retried together. */
	private static final double JITTER = 0.2;

	private static final Duration LONGEST = Duration.ofDays(365);

	/** Unlike the generator that it delegates to, it may be shared by threads. */
	private static final RandomGenerator RANDOM = () -> ThreadLocalRandom.current().nextLong();

	/** Where a policy fails itself, nothing is given up. */
	private static final Duration AFTER_FAULT = Duration.ofMinutes(10);

	private static final Log logger = LogFactory.getLog(RetrySchedule.class);

	private final RetryPolicy policy;

	private final RandomGenerator random;

	RetrySchedule(RetryPolicy policy, RandomGenerator random) {
		this.policy = policy;
		this.random = random;
	}

	/**
	 * Returns the schedule of a handler.
	 * @param settings the settings of the handler
	 * @return its schedule
	 */
	public static RetrySchedule of(HandlerSettings settings) {
		return new RetrySchedule(settings.retries(), RANDOM);
	}

	/**
	 * Decides what follows a failed attempt.
	 * @param number the number of the attempt that failed, from 1
	 * @param thrown what the handler threw
	 * @param now the current time
	 * @return a retry or the end
	 */
	public Outcome after(int number, Throwable thrown, Instant now) {
		return after(number, thrown, Failures.describe(thrown), now);
	}

	/** The same with a description of what the handler threw. */
	Outcome after(int number, Throwable thrown, Failure failure, Instant now) {
		Duration delay = (thrown instanceof RejectDeliveryException) ? null : delayAfter(number, thrown);
		if (delay == null) {
			return new Outcome.Dead(failure);
		}
		if (thrown instanceof RetryLaterException later) {
			return new Outcome.Retry(now.plus(bounded(later.delay())), failure);
		}
		double factor = 1 + this.random.nextDouble(-JITTER, JITTER);
		return new Outcome.Retry(now.plusMillis((long) (bounded(delay).toMillis() * factor)), failure);
	}

	/** Returns null if the delivery is given up. */
	private @Nullable Duration delayAfter(int number, Throwable thrown) {
		try {
			return this.policy.delayAfter(number, thrown).orElse(null);
		}
		catch (RuntimeException ex) {
			logger.error("The retry policy " + this.policy.getClass().getName() + " failed with "
					+ ex.getClass().getName() + ", so the next attempt is in " + AFTER_FAULT.toMinutes() + " minutes");
			return AFTER_FAULT;
		}
	}

	/** Limits a delay, so that the time of the retry can be represented. */
	static Duration bounded(Duration delay) {
		if (delay.isNegative()) {
			return Duration.ZERO;
		}
		return (delay.compareTo(LONGEST) < 0) ? delay : LONGEST;
	}

}
