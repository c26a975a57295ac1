package io.github.socialhook.store.upkeep;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long deliveries are kept.
 *
 * @param handled The time for which a delivery is kept once it is handled, or once it
 * came and no handler takes it. Never less than the longest dedupe window.
 * @param dead The time for which a delivery is kept that a handler has given up, or that
 * cannot be read.
 */
@ConfigurationProperties("socialhook.retention")
public record RetentionProperties(@DefaultValue("7d") Duration handled, @DefaultValue("30d") Duration dead) {

	public RetentionProperties {
		if (handled.isNegative() || dead.isNegative()) {
			throw new IllegalArgumentException(
					"socialhook.retention must not contain negative durations, but is handled: " + handled + ", "
							+ "dead: " + dead);
		}
	}

	/** The same, but no shorter: what is forgotten too early is accepted again. */
	public RetentionProperties atLeast(Duration shortest) {
		return new RetentionProperties(longer(this.handled, shortest), longer(this.dead, shortest));
	}

	private static Duration longer(Duration one, Duration other) {
		return (one.compareTo(other) > 0) ? one : other;
	}

}
