package io.github.socialhook.console.api;

import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

import io.github.socialhook.console.OperationsFixture;
import io.github.socialhook.delivery.DeliveryState;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The reading side of the operations API. */
class ApiTests {

	@TempDir
	static Path folder;

	static OperationsFixture service;

	@BeforeAll
	static void start() {
		service = OperationsFixture.open(folder);
	}

	@AfterAll
	static void stop() {
		service.close();
	}

	@Test
	void listsDeliveries() throws Exception {
		String id = service.putChannel("listed");
		service.awaitState(id, DeliveryState.HANDLED);
		JsonNode items = service.read("/api/v1/deliveries?subject=channel:listed").path("items");
		assertThat(items).hasSize(1);
		JsonNode item = items.get(0);
		assertThat(item.path("id").asString()).isEqualTo(id);
		assertThat(item.path("endpoint").asString()).isEqualTo("default");
		assertThat(item.path("event").asString()).isEqualTo("channel.didCreate");
		assertThat(item.path("subject").asString()).isEqualTo("channel:listed");
		assertThat(item.path("state").asString()).isEqualTo("HANDLED");
		assertThat(item.path("receivedAt").asString()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z");
		assertThat(item.path("handledAt").asString()).endsWith("Z");
		assertThat(item.path("attempts").asInt()).isGreaterThanOrEqualTo(2);
	}

	@Test
	void pagesWithCursorWhileMoreComesIn() throws Exception {
		List<String> stored = new ArrayList<>();
		for (int i = 0; i < 7; i++) {
			stored.add(service.put("page.test", null, "{\"event\": \"page.test\", \"n\": " + i + "}"));
		}
		List<String> seen = new ArrayList<>();
		String cursor = "";
		do {
			JsonNode page = service.read("/api/v1/deliveries?event=page.test&limit=3&cursor=" + cursor);
			page.path("items").forEach((item) -> seen.add(item.path("id").asString()));
			cursor = page.path("next").isNull() ? null : page.path("next").asString();
			service.put("page.test", null, "{\"event\": \"page.test\", \"later\": " + seen.size() + "}");
		}
		while (cursor != null);
		assertThat(seen).containsExactlyElementsOf(stored.reversed());
	}

	@Test
	void showsOneDeliveryWithEveryAttempt() throws Exception {
		service.greeter().failing = true;
		String id = service.putChannel("dead");
		service.awaitState(id, DeliveryState.DEAD);
		service.greeter().failing = false;
		JsonNode delivery = service.read("/api/v1/deliveries/" + id);
		assertThat(delivery.path("id").asString()).isEqualTo(id);
		assertThat(delivery.path("state").asString()).isEqualTo("DEAD");
		assertThat(delivery.path("takers")).extracting(JsonNode::asString).contains("greeter", "auditor");
		JsonNode attempt = delivery.path("history")
			.valueStream()
			.filter((each) -> each.path("handler").asString().equals("greeter"))
			.findFirst()
			.orElseThrow();
		assertThat(attempt.path("number").asInt()).isEqualTo(1);
		assertThat(attempt.path("outcome").asString()).isEqualTo("DEAD");
		assertThat(attempt.path("error").path("message").asString()).isEqualTo("not today");
		assertThat(attempt.path("error").path("type").asString()).endsWith("RejectDeliveryException");
		assertThat(delivery.path("handlers")
			.valueStream()
			.filter((each) -> each.path("state").asString().equals("DEAD"))
			.map((each) -> each.path("handler").asString())).containsExactly("greeter");
	}

	@Test
	void saysWhyADeliveryCameToNoHandler() throws Exception {
		String unreadable = service.put("no.json", null, "{\"name\": \"Rosa\",\n oops}");
		service.awaitState(unreadable, DeliveryState.UNREADABLE);
		JsonNode page = service.read("/api/v1/deliveries/" + unreadable);
		assertThat(page.path("reason").asString()).startsWith("The body is not JSON at line 2, column ")
			.doesNotContain("Rosa", "oops");
		assertThat(page.path("history")).isEmpty();
		String empty = service.put("no.body", null, "");
		service.awaitState(empty, DeliveryState.UNREADABLE);
		assertThat(service.read("/api/v1/deliveries/" + empty).path("reason").asString())
			.isEqualTo("The body is empty");
		String deep = service.put("too.deep", null, "[".repeat(501) + "]".repeat(501));
		service.awaitState(deep, DeliveryState.UNREADABLE);
		assertThat(service.read("/api/v1/deliveries/" + deep).path("reason").asString())
			.startsWith("The body is JSON beyond the limits of Socialhook: nested too deeply (more than 500 levels)");
		String unhandled = service.put("nobody.takes", null, "{\"event\": \"nobody.takes\"}");
		service.awaitState(unhandled, DeliveryState.UNHANDLED);
		assertThat(service.read("/api/v1/deliveries/" + unhandled).path("reason").asString())
			.isEqualTo("No handler takes the event 'nobody.takes'.");
		String handled = service.putChannel("reasonable");
		service.awaitState(handled, DeliveryState.HANDLED);
		assertThat(service.read("/api/v1/deliveries/" + handled).path("reason").isNull()).isTrue();
	}

	@Test
	void servesTheExactBytesAsADownload() throws Exception {
		String body = "{ \"event\":\"body.test\",\r\n \"text\":\"<script>grüße</script>\" }";
		String id = service.put("body.test", null, body);
		HttpResponse<byte[]> response = service.get("/api/v1/deliveries/" + id + "/body", OperationsFixture.VIEWER);
		assertThat(response.body()).isEqualTo(body.getBytes(StandardCharsets.UTF_8));
		assertThat(response.headers().firstValue("Content-Type")).contains("application/octet-stream");
		assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
		assertThat(response.headers().firstValue("Content-Disposition").orElseThrow()).startsWith("attachment");
		assertThat(response.headers().firstValue("Cache-Control").orElseThrow()).contains("no-store");
	}

	@Test
	void listsHandlersWithTheirFigures() throws Exception {
		service.awaitState(service.putChannel("counted"), DeliveryState.HANDLED);
		JsonNode handler = service.read("/api/v1/handlers")
			.path("items")
			.valueStream()
			.filter((each) -> each.path("name").asString().equals("auditor"))
			.findFirst()
			.orElseThrow();
		assertThat(handler.path("events")).extracting(JsonNode::asString).contains("channel.didCreate");
		assertThat(handler.path("unknownEvents").asBoolean()).isFalse();
		assertThat(handler.path("dead").asInt()).isZero();
		assertThat(handler.path("sinceStart").path("handled").asInt()).isPositive();
	}

	@Test
	void showsStats() throws Exception {
		JsonNode stats = service.read("/api/v1/stats");
		assertThat(stats.path("states").propertyNames()).containsExactlyInAnyOrder("PENDING", "HANDLED", "UNHANDLED",
				"RETRYING", "DEAD", "UNREADABLE", "DUPLICATE", "DISCARDED");
		assertThat(stats.path("oldestPendingSeconds").isNumber()).isTrue();
		assertThat(stats.path("spilled").asInt()).isZero();
		JsonNode store = service.read("/api/v1/store");
		assertThat(store.path("spilled").asInt()).isZero();
		assertThat(store.path("outage").isNull()).isTrue();
	}

	@Test
	void operatorCopiesTheStore() throws Exception {
		String id = service.put("copied.event", null, "{\"event\": \"copied.event\"}");
		OperationsFixture.problem(service.post("/api/v1/store/backup", OperationsFixture.VIEWER, null), 403);
		JsonNode copy = OperationsFixture.json(service.post("/api/v1/store/backup", OperationsFixture.OPERATOR, null));
		Path file = Path.of(copy.path("file").asString());
		assertThat(copy.path("bytes").asLong()).isEqualTo(Files.size(file));
		assertThat(copy.path("seconds").isNumber()).isTrue();
		JdbcClient sql = JdbcClient.create(new DriverManagerDataSource("jdbc:sqlite:" + file));
		assertThat(sql.sql("PRAGMA integrity_check").query(String.class).single()).isEqualTo("ok");
		assertThat(sql.sql("SELECT event FROM socialhook_delivery WHERE id = ?").param(id).query(String.class).single())
			.isEqualTo("copied.event");
		try (Stream<Path> files = Files.list(file.getParent())) {
			assertThat(files.map(Path::toString)).noneMatch((name) -> name.endsWith(".part"));
		}
	}

	@ParameterizedTest
	@CsvSource({ "state,GONE", "endpoint,UPPER", "subject,nocolon", "from,yesterday", "to,2026-13-01T00:00:00Z",
			"limit,0", "from,%2B999999999-12-31T23:59:59Z", "to,-999999999-01-01T00:00:00Z", "q,%00", "q,%00zzz",
			"q,a%ED%A0%BD", "q,%FF", "subject,channel:%00", "subject,%ED%A0%BD:x", "handler,%00", "handler,%ED%A0%BD",
			"event,%00", "event,%ED%A0%BD", "event,%FF", "handler,gretter", "limit,501", "limit,many", "cursor,x",
			"cursor,AAAA", "stat,DEAD" })
	void namesTheParameterThatIsWrong(String name, String value) throws Exception {
		HttpResponse<byte[]> response = service.get("/api/v1/deliveries?" + name + "=" + value,
				OperationsFixture.VIEWER);
		assertThat(OperationsFixture.problem(response, 400).path("parameter").asString()).isEqualTo(name);
	}

	@Test
	void findsWhatAHandlerOfAnEarlierVersionLeft() throws Exception {
		String id = service.putChannel("renamed");
		service.awaitState(id, DeliveryState.HANDLED);
		assertThat(service.read("/api/v1/deliveries?handler=auditor&subject=channel:renamed").path("items")).isEmpty();
		service.bean(JdbcClient.class)
			.sql("INSERT INTO socialhook_task (delivery_id, handler, state, attempts) VALUES (?, 'old.name', 'DEAD', 8)")
			.param(id)
			.update();
		JsonNode items = service.read("/api/v1/deliveries?handler=old.name&state=DEAD").path("items");
		assertThat(items).hasSize(1);
		assertThat(items.get(0).path("id").asString()).isEqualTo(id);
	}

	@Test
	void refusesATimeThatEndsBeforeItBegins() throws Exception {
		HttpResponse<byte[]> response = service
			.get("/api/v1/deliveries?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z", OperationsFixture.VIEWER);
		assertThat(OperationsFixture.problem(response, 400).path("parameter").asString()).isEqualTo("to");
	}

	@Test
	void refusesAParameterThatIsGivenTwice() throws Exception {
		HttpResponse<byte[]> response = service.get("/api/v1/deliveries?state=DEAD&state=PENDING",
				OperationsFixture.VIEWER);
		assertThat(OperationsFixture.problem(response, 400).path("parameter").asString()).isEqualTo("state");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/api/v1/deliveries/999999", "/api/v1/deliveries/999999/body", "/api/v1/deliveries/0",
			"/api/v1/deliveries/9223372036854775807", "/api/v1/deliveries/99999999999999999999", "/api/v1/nothing",
			"/api/v2/deliveries", "/api", "/api/v1/deliveries/x", "/api/v1/deliveries/-1", "/api/v1/deliveries/1x",
			"/api/v1/deliveries/01", "/api/v1/deliveries/%2B1", "/api/v1/deliveries/x/body" })
	void answersWhereThereIsNothing(String path) throws Exception {
		OperationsFixture.problem(service.get(path, OperationsFixture.VIEWER), 404);
	}

	@ParameterizedTest
	@ValueSource(strings = { "?%FF=1", "?%=1", "?%E2%82=1" })
	void refusesANameThatIsNotUtf8(String query) throws Exception {
		assertThat(rawGet("/api/v1/deliveries" + query)).startsWith("HTTP/1.1 400 ")
			.contains("application/problem+json", "\"parameter\":\"%");
		assertThat(rawGet("/api/v1/stats" + query)).startsWith("HTTP/1.1 400 ").contains("application/problem+json");
	}

	@ParameterizedTest
	@ValueSource(strings = { "%", "%F", "%zz" })
	void refusesAValueThatIsNotPercentEncoded(String value) throws Exception {
		assertThat(rawGet("/api/v1/deliveries?q=" + value)).startsWith("HTTP/1.1 400 ")
			.contains("application/problem+json", "\"parameter\":\"q\"");
	}

	/** Sends what no client library would let through. */
	private static String rawGet(String target) throws Exception {
		String login = Base64.getEncoder().encodeToString(OperationsFixture.VIEWER.getBytes(StandardCharsets.UTF_8));
		try (Socket socket = new Socket("localhost", service.operationsPort())) {
			socket.getOutputStream()
				.write(("GET " + target + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic " + login
						+ "\r\nConnection: close\r\n\r\n")
					.getBytes(StandardCharsets.US_ASCII));
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		}
	}

	@Test
	void refusesAnotherMethod() throws Exception {
		HttpResponse<byte[]> response = service.post("/api/v1/stats", OperationsFixture.OPERATOR, null);
		OperationsFixture.problem(response, 405);
		assertThat(response.headers().firstValue("Allow")).contains("GET");
	}

	@Test
	void refusesToSpeakAnotherLanguage() throws Exception {
		HttpResponse<byte[]> response = service
			.send(service.request("/api/v1/stats", OperationsFixture.VIEWER).header("Accept", "text/csv").GET());
		OperationsFixture.problem(response, 406);
	}

}
