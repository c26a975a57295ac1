package io.github.socialhook.console.api;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import io.github.socialhook.KafkaExtension;
import io.github.socialhook.PostgresDatabase;
import io.github.socialhook.Timeouts;
import io.github.socialhook.console.OperationsFixture;
import io.github.socialhook.delivery.DeliveryState;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** What the API answers from the log, and from the database beside it. */
class KafkaApiTests extends StoreApiContract {

	private static final String TOPIC = "api";

	@RegisterExtension
	static final KafkaExtension kafka = new KafkaExtension();

	@TempDir
	private static Path folder;

	private static PostgresDatabase database;

	private static OperationsFixture service;

	@BeforeAll
	static void start() throws Exception {
		database = PostgresDatabase.create();
		kafka.server().create(TOPIC, Map.of("max.message.bytes", "1200000"));
		service = OperationsFixture.open(folder, "--spring.datasource.url=" + database.url(),
				"--socialhook.spill-file=" + folder.resolve("spill.db"), "--socialhook.store=kafka",
				"--socialhook.kafka.topic=" + TOPIC, "--socialhook.kafka.durability=single",
				"--spring.kafka.bootstrap-servers=" + kafka.server().address());
	}

	@AfterAll
	static void end() {
		service.close();
		database.close();
	}

	@Override
	OperationsFixture service() {
		return service;
	}

	/** A handler that gets it from the log anyway does not get it twice. */
	@Override
	JsonNode replay(String id, String query) {
		AtomicReference<JsonNode> answer = new AtomicReference<>();
		Awaitility.await().atMost(Timeouts.GENEROUS).until(() -> {
			answer.set(super.replay(id, query));
			return answer.get().path("replayed").asBoolean();
		});
		return answer.get();
	}

	@Test
	void recordsNoReplayOfWhatComesAnyway() throws Exception {
		service.post("/api/v1/handlers/greeter/pause", OperationsFixture.OPERATOR, null);
		try {
			String id = service.putChannel("comes anyway");
			service.awaitState(id, DeliveryState.PENDING);
			assertThat(super.replay(id, "?handler=greeter").path("replayed").asBoolean(true)).isFalse();
			JsonNode latest = service.read("/api/v1/audit?limit=1").path("items").get(0);
			assertThat(latest.path("action").asString()).isEqualTo("PAUSE_HANDLER");
		}
		finally {
			service.post("/api/v1/handlers/greeter/resume", OperationsFixture.OPERATOR, null);
		}
	}

}
