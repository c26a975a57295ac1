package io.github.socialhook.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;

import io.github.socialhook.handler.RejectDeliveryException;
import io.github.socialhook.handler.RetryLaterException;
import io.github.socialhook.inbox.Failure;
import io.github.socialhook.inbox.Outcome;

/** Decides what follows a failed attempt. */
final class RetrySchedule {

	/** So that what failed together does not come back together. */
	private static final double JITTER = 0.2;

	private static final Duration LONGEST = Duration.ofDays(365);

	private final List<Duration> delays;

	private final RandomGenerator random;

	RetrySchedule(List<Duration> delays, RandomGenerator random) {
		this.delays = delays;
		this.random = random;
	}

	/**
	 * Decides.
	 * @param number which attempt failed, from 1
	 * @param thrown what the handler threw
	 * @param now when
	 */
	Outcome after(int number, Throwable thrown, Instant now) {
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

	/** Returns a time that no calendar overflows. */
	static Duration bounded(Duration delay) {
		return (delay.compareTo(LONGEST) < 0) ? delay : LONGEST;
	}

}
