package io.github.socialhook.intake;

import java.time.Duration;
import java.util.Map;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * For how long the same bytes are one delivery.
 *
 * @param dedupeWindow The time within which the same bytes to the same endpoint are
 * accepted only once. 0 accepts them every time.
 * @param dedupeWindows Windows of single events, by name, such as "poll.didVote: 0s" to
 * count identical votes separately.
 */
@ConfigurationProperties("socialhook")
record DedupeProperties(@DefaultValue("10m") Duration dedupeWindow, @DefaultValue Map<String, String> dedupeWindows) {

	DedupeProperties {
		if (dedupeWindow.isNegative()) {
			throw new IllegalArgumentException("socialhook.dedupe-window must not be negative, but is " + dedupeWindow);
		}
	}

}
