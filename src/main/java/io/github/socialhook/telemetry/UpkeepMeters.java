package io.github.socialhook.telemetry;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import io.github.socialhook.inbox.UpkeepListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts upkeep that the store did not let be done, from zero. */
final class UpkeepMeters implements UpkeepListener {

	private final Map<UpkeepListener.Task, Counter> counters = new EnumMap<>(UpkeepListener.Task.class);

	UpkeepMeters(MeterRegistry registry) {
		for (UpkeepListener.Task task : UpkeepListener.Task.values()) {
			this.counters.put(task,
					Counter.builder("socialhook.upkeep.failures")
						.description("Maintenance that failed because of the database and is retried")
						.tag("task", task.name().toLowerCase(Locale.ROOT))
						.register(registry));
		}
	}

	@Override
	public void failed(UpkeepListener.Task task) {
		Objects.requireNonNull(this.counters.get(task)).increment();
	}

}
