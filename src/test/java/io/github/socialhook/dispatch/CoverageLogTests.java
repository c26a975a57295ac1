package io.github.socialhook.dispatch;

import java.nio.file.Path;

import io.github.socialhook.console.OperationsFixture;
import io.github.socialhook.delivery.DeliveryState;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** What the service says of events and handlers after its start, and in the API. */
@ExtendWith(OutputCaptureExtension.class)
class CoverageLogTests {

	@TempDir
	private Path folder;

	@Test
	void saysWhatNobodyTakesAndForWhomNothingComes(CapturedOutput output) throws Exception {
		try (OperationsFixture service = OperationsFixture.open(this.folder)) {
			String delivery = service.put("weather", null, "{\"event\":\"weather\",\"data\":{}}");
			service.awaitState(delivery, DeliveryState.UNHANDLED);
		}
		try (OperationsFixture service = OperationsFixture.open(this.folder)) {
			Awaitility.await()
				.untilAsserted(() -> assertThat(output).containsPattern(
						"No handler takes these recently received events: weather \\(1\\). In total, no handler takes \\d+ of the \\d+ events")
					.containsPattern("None of the latest 10000 deliveries is for .*greeter"));
			JsonNode coverage = service.read("/api/v1/coverage");
			assertThat(coverage.path("unhandled").get(0).path("event").asString()).isEqualTo("weather");
			assertThat(coverage.path("unhandled").get(0).path("deliveries").asInt()).isOne();
			assertThat(coverage.path("events").asInt()).isGreaterThan(100);
			assertThat(coverage.path("idle").toString()).contains("greeter", "auditor");
			service.awaitState(service.putChannel("came"), DeliveryState.HANDLED);
			assertThat(service.read("/api/v1/coverage").path("idle").toString()).doesNotContain("greeter", "auditor");
		}
	}

}
