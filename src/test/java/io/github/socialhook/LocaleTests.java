package io.github.socialhook;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The service in processes whose locale has digits or letters of its own, and whose time
 * zone is far from UTC or unknown to PostgreSQL.
 */
@RunsBesideOthers
class LocaleTests {

	private static final String SECRET = "understood-everywhere";

	private static final String EGYPT = "-Duser.language=ar -Duser.country=EG";

	private static final String IRAN = "-Duser.language=fa -Duser.country=IR";

	private static final String KATHMANDU = " -Duser.timezone=Asia/Kathmandu";

	private static final JsonMapper json = new JsonMapper();

	@TempDir
	private Path folder;

	@ParameterizedTest
	@ValueSource(strings = { "-Duser.language=th -Duser.country=TH -Duser.variant=TH",
			"-Duser.language=tr -Duser.country=TR" })
	void answersInTheSameWayInEveryLocale(String options) throws Exception {
		try (ApplicationProcess service = start(options + KATHMANDU,
				"jdbc:sqlite:" + this.folder.resolve("store.db"))) {
			requireAnswers(service);
			service.stop();
		}
	}

	@Test
	void worksOnPostgresInALocaleWithDigitsOfItsOwn() throws Exception {
		try (PostgresServer server = new PostgresServer(this.folder)) {
			server.start();
			try (ApplicationProcess service = start(EGYPT + KATHMANDU, server.url())) {
				requireAnswers(service);
				server.kill();
				List<String> bodies = sendSome(service);
				assertThat(get(service, "/actuator/prometheus").body()).contains("socialhook_inbox_spilled 20.0");
				server.start();
				Awaitility.await()
					.atMost(Timeouts.GENEROUS)
					.until(() -> operations(service, "stats").path("spilled").asInt(-1) == 0);
				assertThat(server.sql()
					.sql("SELECT convert_from(body, 'UTF8') FROM socialhook_delivery ORDER BY id OFFSET 1")
					.query(String.class)
					.list()).containsExactlyElementsOf(bodies);
				service.stop();
			}
		}
	}

	/** Java knows it; PostgreSQL has another name for the same. */
	@Test
	void startsInATimeZoneThatPostgresDoesNotKnow() throws Exception {
		try (PostgresDatabase database = PostgresDatabase.create();
				ApplicationProcess service = start(IRAN + " -Duser.timezone=JST", database.url())) {
			requireAnswers(service);
			service.stop();
		}
	}

	/** There the time zone is the application's own matter. */
	@Test
	void libraryRefusesToStartInTimeZonesThatPostgresDoesNotKnow() throws Exception {
		String awayUrl = "jdbc:postgresql://127.0.0.1:" + FreePort.next() + "/postgres?user=postgres";
		try (ApplicationProcess service = ApplicationProcess.startAsLibrary(this.folder,
				Map.of("SOCIALHOOK_SECRET", SECRET, "JAVA_TOOL_OPTIONS", "-Duser.timezone=JST"),
				"--spring.datasource.url=" + awayUrl)) {
			assertThat(service.awaitEnd()).isNotZero();
			assertThat(service.text()).containsSubsequence("APPLICATION FAILED TO START",
					"PostgreSQL does not know the time zone 'JST' of this process", "-Duser.timezone=Asia/Tokyo",
					"-Duser.timezone=UTC");
		}
	}

	private static List<String> sendSome(ApplicationProcess service) {
		List<String> bodies = new ArrayList<>();
		for (int i = 0; i < 20; i++) {
			WebhookRequest request = WebhookRequest.signed().withSecret(SECRET);
			bodies.add(new String(request.body(), StandardCharsets.UTF_8));
			assertThat(send(service, request)).isAcknowledged();
		}
		return bodies;
	}

	private static void requireAnswers(ApplicationProcess service) {
		WebhookRequest genuine = WebhookRequest.signed().withSecret(SECRET);
		Instant before = Instant.now();
		assertThat(send(service, genuine)).isAcknowledged();
		requireProblem(send(service, genuine.withSecret("another")), 401);
		requireProblem(send(service, genuine.replacing("Content-Length", 2_000_000).sending("")), 413);
		JsonNode rejection = operations(service, "rejections").path("items").path(0);
		assertThat(rejection.path("address").asString()).as(rejection::toString).isEqualTo("127.0.0.1");
		requireUtc(rejection.path("at"), before);
		JsonNode delivery = Awaitility.await()
			.until(() -> operations(service, "deliveries").path("items").path(0),
					(item) -> "UNHANDLED".equals(item.path("state").asString()));
		requireUtc(delivery.path("receivedAt"), before);
		assertThat(get(service, "/actuator/prometheus").body()).contains("outcome=\"stored\"} 1.0");
		assertThat(service.text()).doesNotContain(" ERROR ");
	}

	private static void requireProblem(RawAnswer answer, int status) {
		assertThat(answer).hasStatus(status);
		assertThat(json.readTree(answer.body()).path("status").asInt()).isEqualTo(status);
		assertThat(answer.body()).contains("\"status\":" + status);
	}

	private static void requireUtc(JsonNode time, Instant after) {
		assertThat(OffsetDateTime.parse(time.asString()).getOffset()).isEqualTo(ZoneOffset.UTC);
		assertThat(Instant.parse(time.asString())).isBetween(after.minus(Duration.ofSeconds(1)),
				after.plus(Timeouts.START));
	}

	private ApplicationProcess start(String options, String url) throws IOException {
		return ApplicationProcess.start(this.folder, Map.of("SOCIALHOOK_SECRET", SECRET, "JAVA_TOOL_OPTIONS", options),
				"--spring.datasource.url=" + url, "--socialhook.spill-file=" + this.folder.resolve("spill.db"),
				"--socialhook.operations.users.vera.password={bcrypt}" + new BCryptPasswordEncoder(4).encode("look"),
				"--socialhook.operations.users.vera.role=viewer");
	}

	private static RawAnswer send(ApplicationProcess service, WebhookRequest request) {
		try (Wire wire = new Wire(service.port())) {
			return wire.send(request.bytes()).answer();
		}
	}

	private static JsonNode operations(ApplicationProcess service, String call) {
		return json.readTree(get(service, "/api/v1/" + call).body());
	}

	private static RawAnswer get(ApplicationProcess service, String path) {
		String login = Base64.getEncoder().encodeToString("vera:look".getBytes(StandardCharsets.UTF_8));
		try (Wire wire = new Wire(service.operationsPort())) {
			return wire
				.send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic " + login
						+ "\r\nConnection: close\r\n\r\n")
				.answer();
		}
	}

}
