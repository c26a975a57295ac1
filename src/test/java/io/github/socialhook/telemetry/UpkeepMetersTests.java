package io.github.socialhook.telemetry;

import io.github.socialhook.inbox.UpkeepListener;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class UpkeepMetersTests {

	private final MeterRegistry registry = new SimpleMeterRegistry();

	private double count(String task) {
		return this.registry.get("socialhook.upkeep.failures").tag("task", task).counter().count();
	}

	@Test
	void countsFailuresByTaskFromZero() {
		UpkeepMeters meters = new UpkeepMeters(this.registry);
		assertThat(count("pauses")).isZero();
		meters.failed(UpkeepListener.Task.PAUSES);
		assertThat(count("pauses")).isEqualTo(1);
		assertThat(count("retention")).isZero();
	}

}
