package io.github.socialhook.telemetry;

import io.github.socialhook.delivery.HoldReason;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HandlerStateMetersTests {

	private final MeterRegistry registry = new SimpleMeterRegistry();

	private double value(String handler, String reason) {
		return this.registry.get("socialhook.handler.held")
			.tag("handler", handler)
			.tag("reason", reason)
			.gauge()
			.value();
	}

	@Test
	void showsWhatIsHeldAndWhy() {
		HandlerStateMeters meters = new HandlerStateMeters(this.registry);
		meters.held("a", HoldReason.FAILING, true);
		meters.held("a", HoldReason.PAUSED, false);
		assertThat(value("a", "failing")).isEqualTo(1);
		assertThat(value("a", "paused")).isZero();
		meters.held("a", HoldReason.FAILING, false);
		assertThat(value("a", "failing")).isZero();
	}

	@Test
	void showsLostThreads() {
		HandlerStateMeters meters = new HandlerStateMeters(this.registry);
		meters.lost("a", 0);
		meters.lost("b", 2);
		assertThat(this.registry.get("socialhook.handler.lost.threads").tag("handler", "a").gauge().value()).isZero();
		assertThat(this.registry.get("socialhook.handler.lost.threads").tag("handler", "b").gauge().value())
			.isEqualTo(2);
	}

}
