package io.github.socialhook.telemetry;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.delivery.HandlingListener;
import io.github.socialhook.delivery.HandlingOutcome;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;

/** Times the attempts of the handlers. */
final class HandlingMeters implements HandlingListener {

	private final MeterRegistry registry;

	private final ConcurrentMap<Tags, Timer> attempts = new ConcurrentHashMap<>();

	private final ConcurrentMap<String, AtomicReference<Double>> behind = new ConcurrentHashMap<>();

	private final AtomicLong notIndexed = new AtomicLong(-1);

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
	public void behind(String handler, @Nullable Duration left) {
		this.behind.computeIfAbsent(handler, this::gauge).set((left != null) ? (double) left.toSeconds() : Double.NaN);
	}

	@Override
	public void indexed(long left) {
		if (this.notIndexed.getAndSet(left) < 0) {
			Gauge.builder("socialhook.log.unindexed", this.notIndexed, AtomicLong::get)
				.description("Deliveries in Kafka that cannot be searched yet, in the partitions of this instance")
				.register(this.registry);
		}
	}

	private AtomicReference<Double> gauge(String handler) {
		AtomicReference<Double> seconds = new AtomicReference<>(Double.NaN);
		TimeGauge.builder("socialhook.log.left", seconds, TimeUnit.SECONDS, AtomicReference::get)
			.description("How much older what waits for a handler may get before Kafka deletes it")
			.tag("handler", handler)
			.strongReference(true)
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
