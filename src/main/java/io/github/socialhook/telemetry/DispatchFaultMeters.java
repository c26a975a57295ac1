package io.github.socialhook.telemetry;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import io.github.socialhook.delivery.FaultSource;
import io.github.socialhook.delivery.HandlingListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts unexpected faults of the dispatcher, from zero, so that the first is seen. */
final class DispatchFaultMeters implements HandlingListener {

	private final Map<FaultSource, Counter> counters = new EnumMap<>(FaultSource.class);

	DispatchFaultMeters(MeterRegistry registry) {
		for (FaultSource source : FaultSource.values()) {
			this.counters.put(source,
					Counter.builder("socialhook.dispatch.faults")
						.description("Unexpected exceptions of the dispatcher, which continues")
						.tag("source", source.name().toLowerCase(Locale.ROOT))
						.register(registry));
		}
	}

	@Override
	public void faulted(FaultSource source) {
		Objects.requireNonNull(this.counters.get(source)).increment();
	}

}
