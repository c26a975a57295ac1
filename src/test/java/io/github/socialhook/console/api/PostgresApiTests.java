package io.github.socialhook.console.api;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;

import io.github.socialhook.PostgresDatabase;
import io.github.socialhook.Timeouts;
import io.github.socialhook.console.OperationsFixture;
import io.github.socialhook.delivery.DeliveryState;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the API answers from PostgreSQL; what that could not compare with is refused
 * before it gets there.
 */
class PostgresApiTests extends StoreApiContract {

	@TempDir
	private static Path folder;

	private static PostgresDatabase database;

	private static OperationsFixture service;

	@BeforeAll
	static void start() {
		database = PostgresDatabase.create();
		service = OperationsFixture.open(folder, "--spring.datasource.url=" + database.url(),
				"--socialhook.spill-file=" + folder.resolve("spill.db"));
	}

	@AfterAll
	static void end() throws Exception {
		service.close();
		database.close();
	}

	@Override
	OperationsFixture service() {
		return service;
	}

	@Test
	void showsTheSameOnTwoNodes() throws Exception {
		service.greeter().failing = true;
		String id = service.putChannel("two-nodes");
		service.awaitState(id, DeliveryState.DEAD);
		service.greeter().failing = false;
		try (OperationsFixture other = OperationsFixture.open(folder, "--spring.datasource.url=" + database.url(),
				"--socialhook.spill-file=" + folder.resolve("other-spill.db"))) {
			String filter = "{\"subject\": \"channel:two-nodes\", \"includeHandled\": false, \"paced\": true}";
			HttpResponse<byte[]> begun = other.post("/api/v1/replays", OperationsFixture.OPERATOR, filter);
			String replay = OperationsFixture.json(begun).path("id").asString();
			Awaitility.await()
				.atMost(Timeouts.GENEROUS)
				.until(() -> service.read("/api/v1/replays")
					.path("items")
					.get(0)
					.path("outcomes")
					.path("handled")
					.asInt() == 1);
			for (String path : List.of("/api/v1/replays", "/api/v1/failures", "/api/v1/audit",
					"/api/v1/deliveries/" + id, "/api/v1/deliveries?replay=" + replay)) {
				assertThat(other.read(path)).as(path).isEqualTo(service.read(path));
			}
			assertThat(service.read("/api/v1/deliveries?replay=" + replay).path("items")).hasSize(1);
		}
	}

	@Test
	void leavesCopiesToTheToolsOfPostgres() throws Exception {
		HttpResponse<byte[]> response = service.post("/api/v1/store/backup", OperationsFixture.OPERATOR, null);
		assertThat(OperationsFixture.problem(response, 404).path("detail").asString()).contains("pg_dump");
	}

	@ParameterizedTest
	@CsvSource({ "q,%00", "q,a%ED%A0%BD", "q,%FF", "subject,channel:%00", "subject,channel:%ED%A0%BD", "handler,%00",
			"handler,%ED%A0%BD", "event,%00", "event,%ED%A0%BD", "cursor,%00", "endpoint,%00", "state,%00",
			"from,%2B999999999-12-31T23:59:59Z", "to,-999999999-01-01T00:00:00Z", "limit,%00" })
	void namesTheParameterThatIsWrong(String name, String value) throws Exception {
		HttpResponse<byte[]> response = service.get("/api/v1/deliveries?" + name + "=" + value,
				OperationsFixture.VIEWER);
		assertThat(OperationsFixture.problem(response, 400).path("parameter").asString()).isEqualTo(name);
	}

	@ParameterizedTest
	@CsvSource({ "q,\\u0000", "q,\\u0000zzz", "q,a\\ud83d", "subject,channel:\\u0000", "subject,channel:\\ud83d",
			"handler,\\u0000", "handler,\\udc00", "event,\\u0000", "event,a\\ud83d" })
	void namesTheMemberThatIsWrong(String name, String value) throws Exception {
		HttpResponse<byte[]> response = service.post("/api/v1/replays", OperationsFixture.OPERATOR,
				"{\"" + name + "\":\"" + value + "\"}");
		assertThat(OperationsFixture.problem(response, 400).path("parameter").asString()).isEqualTo(name);
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "/api/v1/deliveries/1/replay?handler=%00", "/api/v1/deliveries/1/replay?handler=%ED%A0%BD" })
	void namesTheHandlerThatIsWrong(String path) throws Exception {
		HttpResponse<byte[]> response = service.post(path, OperationsFixture.OPERATOR, null);
		assertThat(OperationsFixture.problem(response, 400).path("parameter").asString()).isEqualTo("handler");
	}

}
