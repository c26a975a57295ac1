package io.github.socialhook.telemetry;

import java.time.Duration;
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

	/** A scrape does not wait longer for a database that is slow or away. */
	private static final Duration TIMEOUT = Duration.ofMillis(500);

	private final BackgroundValue<Backlog> backlog;

	private final Inbox inbox;

	InboxMeters(Ledger ledger, Inbox inbox) {
		this.inbox = inbox;
		this.backlog = new BackgroundValue<>(ledger::backlog, TIME_TO_LIVE, TIMEOUT);
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		gauge("socialhook.inbox.pending", "Deliveries that wait for a handler, including retries", Backlog::pending)
			.register(registry);
		gauge("socialhook.inbox.retrying", "Deliveries that wait for another attempt of a handler that failed",
				Backlog::retrying)
			.register(registry);
		gauge("socialhook.inbox.dead", "Deliveries that failed permanently", Backlog::dead).register(registry);
		gauge("socialhook.inbox.oldest.age", "The time since the oldest pending delivery was received",
				(current) -> current.oldestAge().toMillis() / 1000.0)
			.baseUnit("seconds")
			.register(registry);
		gauge("socialhook.inbox.oldest.untried.age",
				"The time since the oldest delivery was received that waits for the first attempt of a handler",
				(current) -> current.oldestUntriedAge().toMillis() / 1000.0)
			.baseUnit("seconds")
			.register(registry);
		gauge("socialhook.inbox.retry.delay", "The time since the earliest retry was due",
				(current) -> current.retryDelay().toMillis() / 1000.0)
			.baseUnit("seconds")
			.register(registry);
		Gauge.builder("socialhook.inbox.figures.age", this.backlog, InboxMeters::ageInSeconds)
			.description("The time since these figures were last read from the database, which may be unavailable")
			.baseUnit("seconds")
			.register(registry);
		Gauge.builder("socialhook.inbox.spilled", this.inbox, Inbox::spilled)
			.description("Deliveries that wait in the local spill because the database was unavailable")
			.register(registry);
	}

	private Gauge.Builder<BackgroundValue<Backlog>> gauge(String name, String description,
			ToDoubleFunction<Backlog> value) {
		return Gauge.builder(name, this.backlog, (source) -> {
			Backlog current = source.get();
			return (current != null) ? value.applyAsDouble(current) : Double.NaN;
		}).description(description).strongReference(true);
	}

	private static double ageInSeconds(BackgroundValue<Backlog> backlog) {
		Duration age = backlog.age();
		return (age != null) ? age.toMillis() / 1000.0 : Double.NaN;
	}

}
