package io.github.socialhook.telemetry;

import java.time.Duration;
import java.util.function.Supplier;

import io.github.socialhook.inbox.Inbox;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Reports whether deliveries can be stored, which is what readiness means. */
final class InboxHealthIndicator implements HealthIndicator {

	/** So that frequent health checks do not cause frequent writes. */
	private static final Duration TIME_TO_LIVE = Duration.ofSeconds(1);

	private final Supplier<Boolean> writable;

	InboxHealthIndicator(Inbox inbox) {
		this.writable = new CachingSupplier<>(inbox::isWritable, TIME_TO_LIVE);
	}

	@Override
	public Health health() {
		return this.writable.get() ? Health.up().build()
				: Health.down().withDetail("reason", "Deliveries cannot be stored").build();
	}

}
