package io.github.socialhook.telemetry;

import java.time.Duration;
import java.util.List;
import java.util.function.ToDoubleFunction;

import io.github.socialhook.inbox.Spills;
import io.github.socialhook.inbox.Spills.LocalSpill;
import io.github.socialhook.inbox.Spills.State;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/** What is left in local spills that no node uses. All nodes say the same. */
final class SpillMeters implements MeterBinder {

	private static final Duration TIME_TO_LIVE = Duration.ofSeconds(5);

	/** A scrape does not wait longer for a database that is slow or away. */
	private static final Duration TIMEOUT = Duration.ofMillis(500);

	private final BackgroundValue<List<LocalSpill>> spills;

	SpillMeters(Spills spills) {
		this.spills = new BackgroundValue<>(() -> unused(spills), TIME_TO_LIVE, TIMEOUT);
	}

	private static List<LocalSpill> unused(Spills spills) {
		return spills.list().stream().filter((spill) -> spill.state() != State.IN_USE).toList();
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		gauge(registry, "socialhook.spill.unaccounted",
				"Local spills that no instance uses and that have, or may have, deliveries", List::size);
		gauge(registry, "socialhook.spill.unaccounted.deliveries",
				"Deliveries that are known to be in local spills that no instance uses",
				(unused) -> unused.stream().mapToLong(LocalSpill::deliveries).sum());
	}

	private void gauge(MeterRegistry registry, String name, String description,
			ToDoubleFunction<List<LocalSpill>> value) {
		Gauge.builder(name, this.spills, (source) -> {
			List<LocalSpill> current = source.get();
			return (current != null) ? value.applyAsDouble(current) : Double.NaN;
		}).description(description).strongReference(true).register(registry);
	}

}
