package io.github.socialhook.sender;

import java.time.Duration;
import java.util.Map;

/**
 * What came of a load.
 *
 * @param sent how many requests were sent
 * @param acknowledged how many were answered in time with 200 and {@code {}}
 * @param late how many were not answered within the 1.5 s that Social+ waits
 * @param wrong how many were answered otherwise, by what was answered
 * @param failed how many were not answered for another reason, by the reason
 * @param p50 the time that half of the answers took at most, from when each request was
 * due
 * @param p99 the time that 99 percent took at most
 * @param p999 the time that 99.9 percent took at most
 * @param max the longest time
 * @param elapsed how long all of it took
 */
public record LoadReport(long sent, long acknowledged, long late, Map<String, Long> wrong, Map<String, Long> failed,
		Duration p50, Duration p99, Duration p999, Duration max, Duration elapsed) {

	/**
	 * Whether every request was acknowledged in time.
	 * @return true if so
	 */
	public boolean isFlawless() {
		return this.sent == this.acknowledged;
	}

}
