package io.github.socialhook.telemetry;

import io.github.socialhook.inbox.EmbeddedStore;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/** How much the write-ahead log of an embedded store holds, and who is the reason. */
final class EmbeddedStoreMeters implements MeterBinder {

	private final EmbeddedStore log;

	EmbeddedStoreMeters(EmbeddedStore log) {
		this.log = log;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		Gauge.builder("socialhook.store.wal", this.log, EmbeddedStore::logBytes)
			.description("Bytes in the write-ahead log of SQLite that are not in the database yet")
			.baseUnit("bytes")
			.register(registry);
		Gauge.builder("socialhook.store.wal.held", this.log, (current) -> current.logHeldFor().toMillis() / 1000.0)
			.description("For how long a reader of the SQLite file has kept its write-ahead log from being emptied")
			.baseUnit("seconds")
			.register(registry);
	}

}
