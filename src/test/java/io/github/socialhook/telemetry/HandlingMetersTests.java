package io.github.socialhook.telemetry;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HandlingMetersTests {

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private final HandlingMeters meters = new HandlingMeters(this.registry);

	private double left() {
		return this.registry.get("socialhook.log.left").tag("handler", "mail").timeGauge().value(TimeUnit.SECONDS);
	}

	@Test
	void tellHowLongTheLogKeepsWhatWaitsForAHandler() {
		this.meters.behind("mail", Duration.ofHours(3));
		assertThat(left()).isEqualTo(10_800);
		this.meters.behind("mail", Duration.ofHours(2));
		assertThat(left()).isEqualTo(7_200);
		this.meters.behind("mail", null);
		assertThat(left()).isNaN();
	}

	@Test
	void countWhatIsInTheLogTwice() {
		this.meters.repeated("mail");
		this.meters.repeated("mail");
		assertThat(this.registry.get("socialhook.log.repeats").tag("handler", "mail").counter().count()).isEqualTo(2);
	}

}
