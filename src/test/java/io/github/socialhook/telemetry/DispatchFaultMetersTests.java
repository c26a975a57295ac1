package io.github.socialhook.telemetry;

import io.github.socialhook.delivery.FaultSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DispatchFaultMetersTests {

	private final MeterRegistry registry = new SimpleMeterRegistry();

	private double count(String source) {
		return this.registry.get("socialhook.dispatch.faults").tag("source", source).counter().count();
	}

	@Test
	void countsFaultsBySourceFromZero() {
		DispatchFaultMeters meters = new DispatchFaultMeters(this.registry);
		assertThat(count("dispatcher")).isZero();
		meters.faulted(FaultSource.DISPATCHER);
		assertThat(count("dispatcher")).isEqualTo(1);
		assertThat(count("watchdog")).isZero();
		assertThat(count("pauses")).isZero();
		assertThat(count("handler")).isZero();
	}

}
