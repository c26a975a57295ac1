package io.github.socialhook.store.upkeep;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long deliveries are kept.
 *
 * @param handled How long deliveries are kept that are handled, or that no handler takes.
 * At least the longest dedupe window.
 * @param dead How long deliveries are kept that failed permanently, or that cannot be
 * read.
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
