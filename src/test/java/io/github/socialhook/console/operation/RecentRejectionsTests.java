package io.github.socialhook.console.operation;

import java.nio.file.Path;
import java.time.Instant;

import io.github.socialhook.console.OperationsFixture;
import io.github.socialhook.delivery.EndpointName;
import io.github.socialhook.delivery.Rejection;
import io.github.socialhook.delivery.RequestOutcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

class RecentRejectionsTests {

	@Test
	void showsWhatWasRefusedAndWhy(@TempDir Path folder) throws Exception {
		try (OperationsFixture service = OperationsFixture.open(folder)) {
			service.webhook("{\"event\":\"<script>\"}", "<script>");
			service.webhook("{}", OperationsFixture.sign("other"));
			service.webhook("{}", OperationsFixture.sign("{}"));
			JsonNode items = service.read("/api/v1/rejections").path("items");
			assertThat(items).hasSize(2);
			JsonNode latest = items.get(0);
			assertThat(latest.path("reason").asString()).isEqualTo("WRONG_SIGNATURE");
			assertThat(latest.path("outcome").asString()).isEqualTo("REJECTED");
			assertThat(latest.path("cause").asString()).contains("secret");
			assertThat(latest.path("endpoint").asString()).isEqualTo("default");
			assertThat(latest.path("address").asString()).matches("[0-9a-f.:]+");
			assertThat(latest.path("length").asInt()).isEqualTo(2);
			assertThat(latest.path("at").asString()).endsWith("Z");
			assertThat(items.get(1).path("reason").asString()).isEqualTo("MALFORMED_SIGNATURE");
			assertThat(items.toString()).doesNotContain("script");
			assertThat(service.read("/api/v1/rejections?limit=1").path("items")).hasSize(1);
		}
	}

	@Test
	void keepsSoManyAndNoMore() {
		RecentRejections rejections = new RecentRejections();
		for (int i = 0; i < RecentRejections.CAPACITY + 100; i++) {
			rejections.rejected(
					new Rejection(Instant.EPOCH, EndpointName.DEFAULT, RequestOutcome.REJECTED, "X", "Y", "::1", i));
		}
		assertThat(rejections.list(Integer.MAX_VALUE)).hasSize(RecentRejections.CAPACITY)
			.first()
			.extracting(Rejection::length)
			.isEqualTo(RecentRejections.CAPACITY + 99L);
	}

}
