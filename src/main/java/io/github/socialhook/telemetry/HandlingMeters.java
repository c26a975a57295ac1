package io.github.socialhook.telemetry;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.delivery.HandlingListener;
import io.github.socialhook.delivery.HandlingOutcome;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;

/** Times the attempts of the handlers. */
final class HandlingMeters implements HandlingListener {

	private final MeterRegistry registry;

	private final ConcurrentMap<Tags, Timer> attempts = new ConcurrentHashMap<>();

	private final ConcurrentMap<String, AtomicLong> behind = new ConcurrentHashMap<>();

	HandlingMeters(MeterRegistry registry) {
		this.registry = registry;
	}

	@Override
	public void attempted(String handler, String event, DeliveryId id, HandlingOutcome outcome, Duration elapsed) {
		this.attempts.computeIfAbsent(new Tags(handler, event, outcome), this::timer).record(elapsed);
	}

	@Override
	public void repeated(String handler) {
		this.registry.counter("socialhook.log.repeats", "handler", handler).increment();
	}

	@Override
	public void behind(String handler, Duration left) {
		this.behind.computeIfAbsent(handler, this::gauge).set(left.toSeconds());
	}

	private AtomicLong gauge(String handler) {
		AtomicLong seconds = new AtomicLong();
		TimeGauge.builder("socialhook.log.left", seconds, TimeUnit.SECONDS, AtomicLong::get)
			.description("How much older what waits for a handler may get before Kafka deletes it")
			.tag("handler", handler)
			.register(this.registry);
		return seconds;
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
