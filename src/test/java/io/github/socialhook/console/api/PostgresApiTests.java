package io.github.socialhook.console.api;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Map;

import io.github.socialhook.PostgresDatabase;
import io.github.socialhook.Timeouts;
import io.github.socialhook.console.OperationsFixture;
import io.github.socialhook.console.Visitor;
import io.github.socialhook.delivery.DeliveryState;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.jdbc.core.simple.JdbcClient;

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

	/** Whose lease is not over, and nobody renews it. */
	@Test
	void pageIsTrueAfterTheNodeOfAReplayHasDied() throws Exception {
		service.greeter().failing = true;
		for (int i = 0; i < 3; i++) {
			String body = "{\"event\": \"channel.didCreate\", \"data\": {\"channel\": {\"channelId\": \"dies\", \"n\": "
					+ i + "}}}";
			service.awaitState(service.put("channel.didCreate", "channel:dies", body), DeliveryState.DEAD);
		}
		service.greeter().failing = false;
		service.post("/api/v1/handlers/greeter/pause", OperationsFixture.OPERATOR, null);
		String filter = "{\"subject\": \"channel:dies\", \"includeHandled\": false, \"paced\": true}";
		String id = OperationsFixture.json(service.post("/api/v1/replays", OperationsFixture.OPERATOR, filter))
			.path("id")
			.asString();
		try (Visitor viewer = Visitor.of(service, OperationsFixture.VIEWER)) {
			Awaitility.await()
				.atMost(Timeouts.GENEROUS)
				.untilAsserted(() -> assertThat(card(viewer, id)).contains("It is running",
						"<dt>Made due again</dt><dd>1</dd>", "<dt>Handled since</dt><dd>0</dd>"));
			JdbcClient.create(database.dataSource())
				.sql("UPDATE socialhook_replay SET holder = 'node-that-died', leased_until = ? WHERE id = ?")
				.params(System.currentTimeMillis() + 1000, Long.valueOf(id))
				.update();
			service.post("/api/v1/handlers/greeter/resume", OperationsFixture.OPERATOR, null);
			Awaitility.await()
				.atMost(Timeouts.GENEROUS)
				.untilAsserted(() -> assertThat(card(viewer, id)).contains("It ended",
						"<dt>Made due again</dt><dd>3</dd>", "<dt>Handled since</dt><dd>3</dd>"));
		}
	}

	private static String card(Visitor visitor, String replay) throws Exception {
		String page = visitor.read("/replays");
		String card = page.substring(page.indexOf("id=\"replay-" + replay + "\""));
		return card.substring(0, card.indexOf("</article>"));
	}

	@Test
	void showsLocalSpillsUntilSomebodyGivesThemUp() throws Exception {
		OpenApi api = new OpenApi(service.read("/api/v1/openapi.json"));
		Awaitility.await().until(() -> service.read("/api/v1/spills").path("items").size() == 1);
		String own = service.read("/api/v1/spills").path("items").get(0).path("name").asString();
		JdbcClient.create(database.dataSource()).sql("""
				INSERT INTO socialhook_spill (name, node, file, deliveries, since, in_use, seen_at)
				VALUES ('gone', 'node-2', '/app/data/spill.db', 3, 1000, 0, 2000),
					('lost', 'node-3', '/app/data/spill.db', 0, NULL, 1, 3000)""").update();
		HttpResponse<byte[]> list = service.get("/api/v1/spills", OperationsFixture.VIEWER);
		api.verify("GET /api/v1/spills", list);
		assertThat(OperationsFixture.json(list)
			.path("items")
			.valueStream()
			.map((spill) -> spill.path("name").asString() + " " + spill.path("state").asString()))
			.containsExactlyInAnyOrder(own + " IN_USE", "gone LEFT", "lost MISSING");
		try (Visitor viewer = Visitor.of(service, OperationsFixture.VIEWER);
				Visitor operator = Visitor.of(service, OperationsFixture.OPERATOR)) {
			assertThat(viewer.read("/"))
				.contains("3 deliveries in local spills that no instance uses", "node-2", "node-3",
						"/app/data/spill.db")
				.doesNotContain("Give up the spill");
			for (String path : List.of("/deliveries", "/subjects?subject=channel:lost")) {
				assertThat(viewer.read(path)).contains("3 deliveries",
						"<a href=\"/#spills\">local spills that no instance uses</a>. They are not in this list.");
			}
			assertThat(viewer.submit("/spills/gone/forget", Map.of()).statusCode()).isEqualTo(403);
			assertThat(operator.read("/")).contains("Give up the spill of node-2");
			assertThat(operator.submit("/spills/gone/forget", Map.of()).statusCode()).isEqualTo(303);
			assertThat(operator.read("/")).contains("A local spill that no instance uses may have deliveries")
				.doesNotContain("node-2");
			assertThat(operator.read("/audit")).contains("gave up the local spill", "node-2:/app/data/spill.db",
					"3 deliveries");
		}
		assertThat(forget("lost", OperationsFixture.VIEWER, api)).isEqualTo(403);
		assertThat(forget("lost", OperationsFixture.OPERATOR, api)).isEqualTo(204);
		assertThat(forget("lost", OperationsFixture.OPERATOR, api)).isEqualTo(404);
		assertThat(forget(own, OperationsFixture.OPERATOR, api)).isEqualTo(409);
		HttpResponse<byte[]> audit = service.get("/api/v1/audit?limit=1", OperationsFixture.VIEWER);
		api.verify("GET /api/v1/audit", audit);
		assertThat(OperationsFixture.json(audit).path("items").get(0).path("action").asString())
			.isEqualTo("FORGET_SPILL");
		assertThat(service.read("/api/v1/spills").path("items")).hasSize(1);
	}

	/** What is locked can be read. */
	@Test
	void saysThatADeliveryWaitsInTheSpill() throws Exception {
		try (Visitor viewer = Visitor.of(service, OperationsFixture.VIEWER);
				Connection other = database.dataSource().getConnection()) {
			other.setAutoCommit(false);
			other.createStatement().execute("LOCK TABLE socialhook_delivery IN EXCLUSIVE MODE");
			String body = "{\"event\": \"channel.didCreate\", \"data\": {\"channel\": {\"channelId\": \"spilled\"}}}";
			assertThat(service.webhook(body, OperationsFixture.sign(body)).statusCode()).isEqualTo(200);
			assertThat(viewer.read("/"))
				.contains("1 delivery in the spill of this instance, to be moved to the database");
			for (String path : List.of("/deliveries", "/subjects?subject=channel:spilled")) {
				assertThat(viewer.read(path))
					.contains("1 delivery in the spill of this instance, because the database was unavailable.")
					.contains("They are not in this list, and are moved to the database when it is back.");
			}
			assertThat(service.read("/api/v1/stats").path("spilled").asInt()).isEqualTo(1);
			other.rollback();
			Awaitility.await()
				.atMost(Timeouts.GENEROUS)
				.untilAsserted(() -> assertThat(viewer.read("/subjects?subject=channel:spilled"))
					.contains(">channel.didCreate<")
					.doesNotContain("in the spill"));
		}
	}

	private static int forget(String name, String user, OpenApi api) throws Exception {
		HttpResponse<byte[]> answer = service.post("/api/v1/spills/" + name + "/forget", user, null);
		api.verify("POST /api/v1/spills/{name}/forget", answer);
		return answer.statusCode();
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
