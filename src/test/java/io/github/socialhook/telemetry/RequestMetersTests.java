package io.github.socialhook.telemetry;

import java.time.Duration;
import java.util.List;

import io.github.socialhook.RunsBesideOthers;
import io.github.socialhook.delivery.EndpointName;
import io.github.socialhook.delivery.RequestOutcome;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@RunsBesideOthers
class RequestMetersTests {

	private static final EndpointName CHAT = new EndpointName("chat");

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private final RequestMeters meters = new RequestMeters(this.registry);

	private double requests(String endpoint, String outcome) {
		return this.registry.get("socialhook.requests")
			.tags("endpoint", endpoint, "outcome", outcome)
			.counter()
			.count();
	}

	private double secrets(String secret) {
		return this.registry.get("socialhook.secrets").tags("endpoint", "chat", "secret", secret).counter().count();
	}

	@Test
	void showsWhatHasNotHappenedYetAsZero() {
		assertThat(this.registry.find("socialhook.requests").counters()).isEmpty();
		this.meters.serves(List.of(CHAT));
		assertThat(requests("chat", "stored")).isZero();
		assertThat(requests("chat", "unavailable")).isZero();
		assertThat(requests("none", "not_found")).isZero();
		assertThat(secrets("older")).isZero();
		this.meters.answered(CHAT, RequestOutcome.STORED, Duration.ofMillis(1));
		assertThat(requests("chat", "stored")).isEqualTo(1);
	}

	@Test
	void countsWhichOfSeveralSecretsMadeTheSignature() {
		this.meters.serves(List.of(CHAT));
		this.meters.verified(CHAT, true);
		this.meters.verified(CHAT, false);
		this.meters.verified(CHAT, false);
		assertThat(secrets("newest")).isEqualTo(1);
		assertThat(secrets("older")).isEqualTo(2);
	}

}
