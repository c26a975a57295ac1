package io.github.socialhook.console.operation;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Over which time the traffic is shown. */
public enum TrafficRange {

	/** The last hour, in minutes. */
	HOUR(60, Duration.ofMinutes(1)),

	/** The last day, in quarters of an hour. */
	DAY(96, Duration.ofMinutes(15)),

	/** The last week, in steps of two hours. */
	WEEK(84, Duration.ofHours(2));

	private final int number;

	private final Duration length;

	TrafficRange(int number, Duration length) {
		this.number = number;
		this.length = length;
	}

	/**
	 * Returns the number of slots.
	 * @return the number
	 */
	public int number() {
		return this.number;
	}

	/**
	 * Returns how long a slot is.
	 * @return whole minutes
	 */
	public Duration length() {
		return this.length;
	}

	/**
	 * Returns the name of the range in URLs.
	 * @return the name in lower case
	 */
	public String key() {
		return name().toLowerCase(Locale.ROOT);
	}

	/**
	 * Returns where the first slot begins. The last is that of the last minute that is
	 * over.
	 */
	Instant from(Instant now) {
		return now.minus(Duration.ofMinutes(1)).minus(this.length.multipliedBy(this.number - 1L));
	}

}
