package io.github.socialhook.forward;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.github.socialhook.Timeouts;
import io.github.socialhook.console.OperationsFixture;
import io.github.socialhook.delivery.DeliveryState;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/** Deliveries on their way through the whole service to servers on this machine. */
@ExtendWith(OutputCaptureExtension.class)
class ForwardTests {

	private static final Path SCRIPTS = Path.of("src/test/browser");

	private static final String SECRET = "whsec_"
			+ Base64.getEncoder().encodeToString("forward-".repeat(4).getBytes(StandardCharsets.UTF_8));

	private static final String OLDER_SECRET = "whsec_" + Base64.getEncoder().encodeToString(new byte[24]);

	private static final Receiver crm = new Receiver();

	private static final Receiver events = new Receiver();

	private static OperationsFixture service;

	@BeforeAll
	static void start(@TempDir Path folder) {
		service = OperationsFixture.open(folder, "--socialhook.dispatch.retry-after=50ms,50ms,50ms",
				"--socialhook.forward[0].name=crm", "--socialhook.forward[0].url=" + crm.url(),
				"--socialhook.forward[0].secret=" + SECRET + "," + OLDER_SECRET,
				"--socialhook.forward[0].events=user.didUpdate", "--socialhook.forward[0].allow=127.0.0.0/8, ::1",
				"--socialhook.forward[1].name=events", "--socialhook.forward[1].url=" + events.url(),
				"--socialhook.forward[1].secret=" + SECRET, "--socialhook.forward[1].cloud-events=true",
				"--socialhook.forward[1].events=message.didCreate, post.didFlag, poll.didVote",
				"--socialhook.forward[1].allow=127.0.0.0/8, ::1", "--socialhook.forward[2].name=inward",
				"--socialhook.forward[2].url=" + crm.url(), "--socialhook.forward[2].secret=" + SECRET,
				"--socialhook.forward[2].events=tag.created", "--socialhook.forward[2].retry-after=");
	}

	@AfterAll
	static void stop() {
		service.close();
		crm.close();
		events.close();
	}

	@BeforeEach
	void accept() {
		crm.answers(204);
		events.answers(200);
	}

	private static String user(String text) {
		return service.put("user.didUpdate", "user:anna", """
				{"event": "user.didUpdate", "data": {"users": [{"userId": "anna", "displayName": "%s"}]}}
				""".formatted(text));
	}

	@Test
	void sendsTheExactBytesSignedWithEachSecret() throws Exception {
		String body = "{\"event\":\"user.didUpdate\" ,\"data\":{\"n\":1.50,\"text\":\"ů\\u0041\"}}\n";
		String id = service.put("user.didUpdate", "user:anna", body);
		Receiver.Request request = crm.next();
		assertThat(request.line()).isEqualTo("POST /hook?token=kept-quiet");
		assertThat(request.body()).isEqualTo(body.getBytes(StandardCharsets.UTF_8));
		assertThat(request.headers()).doesNotContainKey("ce-id");
		long timestamp = Long.parseLong(request.header("webhook-timestamp"));
		assertThat(Instant.ofEpochSecond(timestamp)).isBetween(Instant.now().minus(Timeouts.GENEROUS), Instant.now());
		assertThat(request.header("webhook-id")).startsWith("msg_" + id + "_");
		assertThat(request.header("webhook-signature").split(" ")).containsExactly(
				SigningSecret.parse(SECRET).sign(request.header("webhook-id"), timestamp, request.body()),
				SigningSecret.parse(OLDER_SECRET).sign(request.header("webhook-id"), timestamp, request.body()));
		service.awaitState(id, DeliveryState.HANDLED);
	}

	@Test
	void isVerifiedByThePackagesOfReceivers() throws Exception {
		assumeThat(SCRIPTS.resolve("node_modules/standardwebhooks"))
			.as("The packages are not installed: npm ci --ignore-scripts --prefix " + SCRIPTS)
			.exists();
		user("for the packages");
		Receiver.Request plain = crm.next();
		service.put("message.didCreate", "message:ů \"1\"%", """
				{"event": "message.didCreate", "data": {"messages": [{"messageId": "ů", "text": "hé"}]}}""");
		Receiver.Request event = events.next();
		List<JsonNode> lines = verify(plain, event);
		assertThat(lines).hasSize(2);
		assertThat(lines.getFirst().path("id").asString()).isEqualTo(plain.header("webhook-id"));
		JsonNode read = lines.getLast();
		assertThat(read.path("id").asString()).isEqualTo(event.header("webhook-id"));
		assertThat(read.path("type").asString()).isEqualTo("plus.social.message.didCreate");
		assertThat(read.path("source").asString()).isEqualTo("urn:socialhook:default");
		assertThat(read.path("datacontenttype").asString()).isEqualTo("application/json");
		assertThat(read.path("event").asString()).isEqualTo("message.didCreate");
		assertThat(Instant.parse(read.path("time").asString())).isBefore(Instant.now());
		// The package leaves the percent-encoding of the binding to its users.
		assertThat(event.header("ce-subject")).isEqualTo("message:%C5%AF%20%221%22%25");
	}

	private static List<JsonNode> verify(Receiver.Request... requests) throws IOException, InterruptedException {
		JsonMapper json = JsonMapper.shared();
		Process process = new ProcessBuilder("node", SCRIPTS.resolve("forwarded.mjs").toString())
			.redirectErrorStream(true)
			.start();
		process.getOutputStream()
			.write(json.writeValueAsBytes(
					Map.of("secret", SECRET, "requests", Stream.of(requests).map(ForwardTests::describe).toList())));
		process.getOutputStream().close();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor(Timeouts.GENEROUS.toSeconds(), TimeUnit.SECONDS)).isTrue();
		assertThat(process.exitValue()).as(output).isZero();
		return output.lines().map((line) -> json.readTree(line)).toList();
	}

	private static Map<String, Object> describe(Receiver.Request request) {
		return Map.of("headers", request.headers(), "body", Base64.getEncoder().encodeToString(request.body()));
	}

	@Test
	void retriesOnTheScheduleUnderTheSameId() throws Exception {
		crm.answers(500);
		String id = user("again and again");
		List<Receiver.Request> requests = crm.next(4);
		assertThat(requests).extracting((request) -> request.header("webhook-id"))
			.containsOnly(requests.getFirst().header("webhook-id"));
		service.awaitState(id, DeliveryState.DEAD);
		JsonNode history = service.read("/api/v1/deliveries/" + id).path("history");
		assertThat(history).filteredOn((attempt) -> attempt.path("handler").asString().equals("forward.crm"))
			.hasSize(4)
			.allSatisfy((attempt) -> assertThat(attempt.path("error").toString()).contains("localhost answered 500"));
		assertThat(history.toString()).doesNotContain("kept-quiet");
		assertThat(crm.hasReceivedNothing()).isTrue();
	}

	@Test
	void waitsAsLongAsTheServiceAsks() throws Exception {
		crm.answers(429, "Retry-After", "2");
		String id = user("later");
		crm.next();
		Instant refused = Instant.now();
		crm.answers(204);
		crm.next();
		assertThat(Duration.between(refused, Instant.now())).isGreaterThan(Duration.ofMillis(1500));
		service.awaitState(id, DeliveryState.HANDLED);
	}

	@Test
	void followsNoRedirect() throws Exception {
		crm.answers(308, "Location", events.url());
		String id = user("elsewhere");
		crm.next(4);
		service.awaitState(id, DeliveryState.DEAD);
		assertThat(service.read("/api/v1/deliveries/" + id).toString())
			.contains("answered 308; redirects are not followed");
	}

	@Test
	void pausesTheTargetThatIsGone(CapturedOutput output) throws Exception {
		events.answers(410);
		String first = service.put("post.didFlag", "post:p1", "{\"event\": \"post.didFlag\", \"data\": {\"n\": 1}}");
		events.next();
		Awaitility.await().until(() -> handler("forward.events").path("pausedSince").isString());
		assertThat(output).contains("Handler forward.events: the service answers 410 (gone), so it is paused");
		events.answers(200);
		String second = service.put("post.didFlag", "post:p2", "{\"event\": \"post.didFlag\", \"data\": {}}");
		assertThat(
				service.post("/api/v1/handlers/forward.events/resume", OperationsFixture.OPERATOR, null).statusCode())
			.isLessThan(300);
		service.awaitState(first, DeliveryState.HANDLED);
		service.awaitState(second, DeliveryState.HANDLED);
		events.next(2);
	}

	@Test
	void sendsNothingToAddressesThatAreNotListed() throws Exception {
		String id = service.put("tag.created", "tag:t", "{\"event\": \"tag.created\", \"data\": {}}");
		service.awaitState(id, DeliveryState.DEAD);
		assertThat(service.read("/api/v1/deliveries/" + id).toString()).contains("The host localhost has the address ",
				"which is not public: list it under 'allow'");
		assertThat(crm.hasReceivedNothing()).isTrue();
	}

	@Test
	void isAHandlerLikeAnyOther(CapturedOutput output) throws Exception {
		user("counted");
		crm.next();
		assertThat(handler("forward.crm").path("events").toString()).isEqualTo("[\"user.didUpdate\"]");
		assertThat(handler("forward.events").path("events").size()).isEqualTo(3);
		String metric = "socialhook_handling_seconds_count{event=\"user.didUpdate\",handler=\"forward.crm\"";
		Awaitility.await()
			.untilAsserted(() -> assertThat(
					new String(service.get("/actuator/prometheus", null).body(), StandardCharsets.UTF_8))
				.contains(metric));
		assertThat(output).doesNotContain(SECRET, SECRET.substring(6), "kept-quiet");
	}

	private static JsonNode handler(String name) throws IOException, InterruptedException {
		for (JsonNode handler : service.read("/api/v1/handlers").path("items")) {
			if (handler.path("name").asString().equals(name)) {
				return handler;
			}
		}
		throw new AssertionError("There is no handler " + name);
	}

}
