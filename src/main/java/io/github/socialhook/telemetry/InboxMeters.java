package io.github.socialhook.telemetry;

import java.time.Duration;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

import io.github.socialhook.inbox.Backlog;
import io.github.socialhook.inbox.Inbox;
import io.github.socialhook.inbox.Ledger;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/** The number and the age of the deliveries that are not settled. */
final class InboxMeters implements MeterBinder {

	/** One query serves all gauges of a scrape. */
	private static final Duration TIME_TO_LIVE = Duration.ofSeconds(1);

	private final Supplier<Backlog> backlog;

	private final Inbox inbox;

	InboxMeters(Ledger ledger, Inbox inbox) {
		this.inbox = inbox;
		this.backlog = new CachingSupplier<>(ledger::backlog, TIME_TO_LIVE);
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		gauge("socialhook.inbox.pending", "Deliveries that wait for a handler, the retrying ones among them",
				Backlog::pending)
			.register(registry);
		gauge("socialhook.inbox.dead", "Deliveries that some handler has given up", Backlog::dead).register(registry);
		gauge("socialhook.inbox.oldest.age", "The time since the oldest pending delivery was received",
				(current) -> current.oldestAge().toMillis() / 1000.0)
			.baseUnit("seconds")
			.register(registry);
		Gauge.builder("socialhook.inbox.spilled", this.inbox, Inbox::spilled)
			.description("Deliveries that wait in the local spill because the database was away")
			.register(registry);
	}

	private Gauge.Builder<Supplier<Backlog>> gauge(String name, String description, ToDoubleFunction<Backlog> value) {
		return Gauge.builder(name, this.backlog, (source) -> value.applyAsDouble(source.get()))
			.description(description)
			.strongReference(true);
	}

}
