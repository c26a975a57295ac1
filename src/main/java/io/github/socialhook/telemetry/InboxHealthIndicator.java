package io.github.socialhook.telemetry;

import java.time.Duration;
import java.util.function.Supplier;

import io.github.socialhook.inbox.Inbox;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Is up while deliveries can be stored: the one question of readiness. */
final class InboxHealthIndicator implements HealthIndicator {

	/** So that whoever asks often does not make the store write often. */
	private static final Duration FRESH_FOR = Duration.ofSeconds(1);

	private final Supplier<Boolean> writable;

	InboxHealthIndicator(Inbox inbox) {
		this.writable = new CachingSupplier<>(inbox::isWritable, FRESH_FOR);
	}

	@Override
	public Health health() {
		return this.writable.get() ? Health.up().build()
				: Health.down().withDetail("reason", "Deliveries cannot be stored").build();
	}

}
