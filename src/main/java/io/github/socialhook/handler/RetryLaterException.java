package io.github.socialhook.handler;

import java.io.Serial;
import java.time.Duration;

/**
 * Thrown by a handler that wants the delivery again after a delay of its own choice,
 * instead of the next step of the schedule. It counts as one of the schedule's attempts,
 * so a handler that always throws it ends in a dead letter.
 */
public class RetryLaterException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final Duration delay;

	/**
	 * Asks for another attempt.
	 * @param delay how long to wait, not negative
	 */
	public RetryLaterException(Duration delay) {
		this(delay, "The handler asked for another attempt after " + delay);
	}

	/**
	 * Asks for another attempt.
	 * @param delay how long to wait, not negative
	 * @param message why, for the person who looks at the delivery
	 */
	public RetryLaterException(Duration delay, String message) {
		super(message);
		if (delay.isNegative()) {
			throw new IllegalArgumentException("The delay must not be negative, but was " + delay);
		}
		this.delay = delay;
	}

	/**
	 * Returns how long to wait.
	 * @return the time from the end of this attempt to the next
	 */
	public Duration delay() {
		return this.delay;
	}

}
