package io.github.socialhook;

import java.time.Duration;

/**
 * How long tests wait. What only a failure reaches is generous, because the machine may
 * be busy with other work; how fast an answer is counts in the {@code soak} profile only.
 */
public final class Timeouts {

	/** For what comes soon unless something is wrong. */
	public static final Duration GENEROUS = Duration.ofMinutes(3);

	/** For a server to start, of which several may at once. */
	public static final Duration START = Duration.ofMinutes(3);

	/** For an answer: what Social+ waits, where speed counts. */
	public static final Duration ANSWER = speedCounts() ? Duration.ofMillis(1500) : GENEROUS;

	/**
	 * Has a service of its own take as long as it needs to store, where only a failure
	 * that it notices at once is to be answered 503.
	 */
	static final String STORE_WITHOUT_HURRY = "--socialhook.accept-timeout=" + (speedCounts() ? "1s" : "1m");

	/**
	 * Likewise, where a database that does not answer for three seconds has to be noticed
	 * in half of this time.
	 */
	static final String STORE_WITH_TIME_TO_SPILL = "--socialhook.accept-timeout=" + (speedCounts() ? "1s" : "5s");

	/**
	 * How often a request is sent at most whose connection is closed without an answer. A
	 * server that gets no time from a busy machine takes a client for a silent one.
	 */
	public static final int CONNECTIONS = speedCounts() ? 1 : 3;

	private Timeouts() {
	}

	/** Returns the limit for where speed counts, and a generous one elsewhere. */
	public static Duration whereSpeedCounts(Duration limit) {
		return speedCounts() ? limit : GENEROUS;
	}

	private static boolean speedCounts() {
		return Boolean.getBoolean("socialhook.soak");
	}

}
