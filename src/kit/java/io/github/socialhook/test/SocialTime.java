package io.github.socialhook.test;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * The clock of a test. It stands still until the test moves it. The times that handlers
 * take, and how long an assertion waits, are times of the machine.
 */
public final class SocialTime implements InstantSource {

	private final List<Runnable> listeners = new ArrayList<>();

	private volatile Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

	SocialTime() {
	}

	@Override
	public Instant instant() {
		return this.now;
	}

	/**
	 * Moves the clock. What is due by then is tried now.
	 * @param duration by how much, not negative
	 * @throws IllegalArgumentException if the duration is negative
	 */
	public void forward(Duration duration) {
		if (duration.isNegative()) {
			throw new IllegalArgumentException("The time can only be moved forward, not by " + duration);
		}
		synchronized (this) {
			this.now = this.now.plus(duration);
		}
		this.listeners.forEach(Runnable::run);
	}

	void forwardTo(Instant instant) {
		if (instant.isAfter(this.now)) {
			forward(Duration.between(this.now, instant));
		}
	}

	void onForward(Runnable listener) {
		this.listeners.add(listener);
	}

}
