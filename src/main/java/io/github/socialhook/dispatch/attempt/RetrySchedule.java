package io.github.socialhook.dispatch.attempt;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

import io.github.socialhook.dispatch.registry.HandlerSettings;
import io.github.socialhook.handler.RejectDeliveryException;
import io.github.socialhook.handler.RetryLaterException;
import io.github.socialhook.inbox.Failure;
import io.github.socialhook.inbox.Outcome;

/** Decides whether and when a failed attempt is retried. */
public final class RetrySchedule {

	/** So that deliveries that failed together are not retried together. */
	private static final double JITTER = 0.2;

	private static final Duration LONGEST = Duration.ofDays(365);

	/** Unlike the generator that it delegates to, it may be shared by threads. */
	private static final RandomGenerator RANDOM = () -> ThreadLocalRandom.current().nextLong();

	private final List<Duration> delays;

	private final RandomGenerator random;

	RetrySchedule(List<Duration> delays, RandomGenerator random) {
		this.delays = delays;
		this.random = random;
	}

	/**
	 * Returns the schedule of a handler.
	 * @param settings the settings of the handler
	 * @return its schedule
	 */
	public static RetrySchedule of(HandlerSettings settings) {
		return new RetrySchedule(settings.retryDelays(), RANDOM);
	}

	/**
	 * Decides what follows a failed attempt.
	 * @param number the number of the attempt that failed, from 1
	 * @param thrown what the handler threw
	 * @param now the current time
	 * @return a retry or the end
	 */
	public Outcome after(int number, Throwable thrown, Instant now) {
		Failure failure = Failures.describe(thrown);
		if (thrown instanceof RejectDeliveryException || number > this.delays.size()) {
			return new Outcome.Dead(failure);
		}
		if (thrown instanceof RetryLaterException later) {
			return new Outcome.Retry(now.plus(bounded(later.delay())), failure);
		}
		double factor = 1 + this.random.nextDouble(-JITTER, JITTER);
		long millis = (long) (bounded(this.delays.get(number - 1)).toMillis() * factor);
		return new Outcome.Retry(now.plusMillis(millis), failure);
	}

	/** Limits a delay, so that the time of the retry can be represented. */
	static Duration bounded(Duration delay) {
		return (delay.compareTo(LONGEST) < 0) ? delay : LONGEST;
	}

}
