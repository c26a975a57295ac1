package io.github.socialhook.delivery;

import java.time.Duration;

/** For how long the same bytes to the same endpoint are one delivery. */
public interface DedupeWindows {

	/**
	 * Returns the window of a delivery, which is that of all with the same bytes.
	 * @param delivery a delivery
	 * @return how long after it, and before it, the same bytes are a duplicate; zero if
	 * they never are
	 */
	Duration of(Delivery delivery);

	/**
	 * Returns the longest window that any delivery has.
	 * @return a time that is not negative
	 */
	Duration longest();

	/**
	 * Returns the windows of an inbox where they are all the same.
	 * @param window the window of every delivery
	 * @return the windows
	 */
	static DedupeWindows all(Duration window) {
		return new DedupeWindows() {

			@Override
			public Duration of(Delivery delivery) {
				return window;
			}

			@Override
			public Duration longest() {
				return window;
			}

		};
	}

}
