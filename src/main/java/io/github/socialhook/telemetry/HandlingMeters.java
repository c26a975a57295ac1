package io.github.socialhook.telemetry;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.delivery.HandlingListener;
import io.github.socialhook.delivery.HandlingOutcome;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/** Times the attempts of the handlers. */
final class HandlingMeters implements HandlingListener {

	private final MeterRegistry registry;

	private final ConcurrentMap<Tags, Timer> attempts = new ConcurrentHashMap<>();

	HandlingMeters(MeterRegistry registry) {
		this.registry = registry;
	}

	@Override
	public void attempted(String handler, String event, DeliveryId id, HandlingOutcome outcome, Duration elapsed) {
		this.attempts.computeIfAbsent(new Tags(handler, event, outcome), this::timer).record(elapsed);
	}

	private Timer timer(Tags tags) {
		return Timer.builder("socialhook.handling")
			.description("Attempts of handlers by their outcome")
			.tag("handler", tags.handler())
			.tag("event", tags.event())
			.tag("outcome", tags.outcome().name().toLowerCase(Locale.ROOT))
			.register(this.registry);
	}

	private record Tags(String handler, String event, HandlingOutcome outcome) {
	}

}
