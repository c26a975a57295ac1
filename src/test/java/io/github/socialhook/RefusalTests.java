package io.github.socialhook;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Stream;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever reaches the public port is counted, logged and listed, whoever refuses it.
 */
@RunningService
@TestPropertySource(properties = "socialhook.operations.users.anna.role=viewer")
class RefusalTests {

	private static final String PASSWORD = "anna-at-the-door";

	private static final String HOST = "Host: localhost\r\n";

	private static final ListAppender<ILoggingEvent> log = new ListAppender<>();

	private static final Logger logger = (Logger) LoggerFactory.getLogger("io.github.socialhook");

	@Autowired
	private Door door;

	/** Not before the service has set up the log. */
	@BeforeEach
	void listen() {
		if (!logger.isAttached(log)) {
			log.start();
			logger.addAppender(log);
		}
	}

	@AfterAll
	static void listenNoMore() {
		logger.detachAppender(log);
	}

	@DynamicPropertySource
	static void users(DynamicPropertyRegistry registry) {
		registry.add("socialhook.operations.users.anna.password",
				() -> "{bcrypt}" + new BCryptPasswordEncoder(4).encode(PASSWORD));
	}

	@AfterEach
	void stillServes() {
		this.door.requireThatItStillServes();
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource
	void countsLogsAndListsWhatTheWebServerRefuses(String reason, String outcome, int status, String bytes) {
		double before = count(outcome);
		try (Wire wire = this.door.open()) {
			wire.send(bytes);
			if (status == 0) {
				wire.finish();
				assertThat(wire.isClosedInSilence()).isTrue();
			}
			else {
				assertThat(wire.answer()).hasStatus(status);
			}
		}
		Awaitility.await().until(() -> count(outcome) == before + 1);
		JsonNode listed = latest(reason);
		assertThat(listed.path("outcome").asString()).isEqualToIgnoringCase(outcome);
		assertThat(listed.path("endpoint").isNull()).isTrue();
		assertThat(listed.path("address").asString()).isEqualTo("127.0.0.1");
		assertThat(listed.path("cause").asString()).isNotEmpty();
		assertLogged("from 127.0.0.1: " + reason + ". " + listed.path("cause").asString());
	}

	static Stream<Arguments> countsLogsAndListsWhatTheWebServerRefuses() {
		String post = "POST /webhooks HTTP/1.1\r\n";
		return Stream.of(
				Arguments.of("TLS", "bad_request", 400,
						"\u0016\u0003\u0001\u0002\0\u0001\0\u0001\u00fc\u0003\u0003abc"),
				Arguments.of("PROXY_PROTOCOL", "bad_request", 400,
						"PROXY TCP4 192.0.2.7 192.0.2.8 56324 443\r\n" + post + HOST + "\r\n"),
				Arguments.of("PROXY_PROTOCOL", "bad_request", 400,
						"\r\n\r\n\0\r\nQUIT\n\u0021\u0011\0\u000cabcdefghijkl" + post + HOST + "\r\n"),
				Arguments.of("HTTP_2", "bad_request", 0, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0"),
				Arguments.of("NO_HTTP", "bad_request", 400, "SSH-2.0-x\r\n\r\n"),
				Arguments.of("NO_HTTP", "bad_request", 400, "POST /webhooks HTTP/9.9\r\n" + HOST + "\r\n"),
				Arguments.of("HEAD_TOO_LARGE", "head_too_large", 400,
						post + HOST + "X-Client-Cert: " + "a".repeat(20_000) + "\r\n\r\n"),
				Arguments.of("HEAD_TOO_LARGE", "head_too_large", 400,
						"GET /" + "a".repeat(20_000) + " HTTP/1.1\r\n" + HOST + "\r\n"),
				Arguments.of("TOO_MANY_HEADERS", "head_too_large", 400, post + HOST + "a: b\r\n".repeat(150) + "\r\n"),
				Arguments.of("MALFORMED_HEADER", "bad_request", 400, post + HOST + "garbage\r\n\r\n"),
				Arguments.of("HOST", "bad_request", 400, post + "\r\n"),
				Arguments.of("HOST", "bad_request", 400, post + HOST + HOST + "\r\n"),
				Arguments.of("HOST", "bad_request", 400, post + "Host: a/b\r\n\r\n"),
				Arguments.of("TARGET", "bad_request", 400, "POST /web%00hooks HTTP/1.1\r\n" + HOST + "\r\n"),
				Arguments.of("TARGET", "bad_request", 400, "POST /web|hooks HTTP/1.1\r\n" + HOST + "\r\n"),
				Arguments.of("TARGET", "bad_request", 400, "CONNECT a:443 HTTP/1.1\r\n" + HOST + "\r\n"),
				Arguments.of("TARGET", "bad_request", 400, "OPTIONS * HTTP/1.1\r\n" + HOST + "\r\n"),
				Arguments.of("LENGTH", "bad_request", 400, post + HOST + "Content-Length: two\r\n\r\n{}"),
				Arguments.of("LENGTH", "bad_request", 400,
						post + HOST + "Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}"),
				Arguments.of("LENGTH", "bad_request", 400, post + HOST + "Transfer-Encoding: gzip\r\n\r\n{}"),
				Arguments.of("CHUNKS_IN_HTTP_1_0", "bad_request", 400,
						"POST /webhooks HTTP/1.0\r\n" + HOST
								+ "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n"),
				Arguments.of("EXPECTATION", "bad_request", 417, post + HOST + "Expect: a miracle\r\n\r\n"),
				Arguments.of("BROKEN_OFF", "aborted", 0, post + "Host: loc"));
	}

	@Test
	void countsHeadsThatDoNotComeInTime() {
		double before = count("too_slow");
		try (Wire wire = this.door.open(); Wire dripping = this.door.open(); Wire silent = this.door.open()) {
			wire.send("POST /webhooks HTTP/1.1\r\nHost: loc");
			dripping.send("P").send("O");
			assertThat(wire.isClosedInSilence()).isTrue();
			assertThat(dripping.isClosedInSilence()).isTrue();
			assertThat(silent.isClosedInSilence()).isTrue();
		}
		Awaitility.await().until(() -> count("too_slow") == before + 2);
		assertThat(latest("SLOW_HEAD").path("cause").asString()).contains("server.tomcat.connection-timeout");
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource
	void saysWhatAnUnknownPathHasInCommonWithARegisteredOne(String path, String cause) {
		double before = count("not_found");
		assertThat(this.door.sendInVain(WebhookRequest.signed().to(path))).isNotFound();
		assertThat(count("not_found")).isEqualTo(before + 1);
		JsonNode listed = latest("NOT_FOUND");
		assertThat(listed.path("cause").asString()).contains(cause).doesNotContain("sniff");
		assertThat(listed.path("endpoint").isNull()).isTrue();
		assertLogged(
				"Refused a request to no endpoint from 127.0.0.1: 404 NOT_FOUND. " + listed.path("cause").asString());
	}

	static Stream<Arguments> saysWhatAnUnknownPathHasInCommonWithARegisteredOne() {
		return Stream.of(Arguments.of("/webhooks/", "The path differs from the registered one, /webhooks, by a slash."),
				Arguments.of("//webhooks", "the registered one, /webhooks, by a slash."),
				Arguments.of("/webhooks/rotating//", "the registered one, /webhooks/rotating, by a slash."),
				Arguments.of("/Webhooks", "the registered one, /webhooks, by upper and lower case."),
				Arguments.of("/webhook", "the registered one, /webhooks, by one character."),
				Arguments.of("/webhoks", "the registered one, /webhooks, by one character."),
				Arguments.of("/webhookz", "the registered one, /webhooks, by one character."),
				Arguments.of("/%77ebhooks", "by its spelling"),
				Arguments.of("/webhooks;jsessionid=1", "by its spelling"),
				Arguments.of("/a/../webhooks", "by its spelling"), Arguments.of("/webhooks/.", "by its spelling"),
				Arguments.of("/sniff/webhooks", "by a prefix"), Arguments.of("/webhooks/sniff", "by a suffix"),
				Arguments.of("/", "The path is missing"), Arguments.of("/actuator/health", "management.server.port"),
				Arguments.of("/sniff", "No endpoint has a path like this"),
				Arguments.of("/" + "sniff".repeat(600), "No endpoint has a path like this"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "socialhook_receivers", "socialhook_receivers:8080", "-x", "a..b", "a.b.", "_", "a~b!c" })
	void takesAnyNameForTheHost(String host) {
		this.door.deliver(WebhookRequest.signed().replacing("Host", host));
	}

	@ParameterizedTest
	@ValueSource(strings = { "a b", "a/b", "a@b", "a:b", "a:1:2", "[::1", "a\"b", ":8080" })
	void takesNothingElseForTheHost(String host) {
		assertThat(this.door.sendInVain(WebhookRequest.signed().replacing("Host", host))).isNotUnderstood();
	}

	@Test
	void takesTheHostOfTheTargetWhateverTheHeaderSays() {
		this.door.deliver(WebhookRequest.signed().to("http://elsewhere.example/webhooks"));
		this.door.deliver(WebhookRequest.signed().to("http://under_score:8080/webhooks?a"));
		this.door.deliver(WebhookRequest.signed().to("HTTPS://elsewhere.example/webhooks"));
		WebhookRequest first = WebhookRequest.signed().to("http://elsewhere.example/webhooks");
		long before = this.door.stored();
		try (Wire wire = this.door.open()) {
			assertThat(wire.send(first.bytes()).answer()).isAcknowledged();
			assertThat(wire.send(WebhookRequest.signed().bytes()).answer()).isAcknowledged();
		}
		assertThat(this.door.stored()).isEqualTo(before + 2);
	}

	@ParameterizedTest
	@ValueSource(strings = { "http:///webhooks", "http://a b/webhooks", "http://a@elsewhere.example/webhooks",
			"http://a\"b/webhooks", "httpx://localhost/webhooks", "http://elsewhere.example/web|hooks" })
	void takesNoMalformedTarget(String target) {
		assertThat(this.door.sendInVain(WebhookRequest.signed().to(target))).isNotUnderstood();
	}

	@Test
	void takesHeadsOfSixteenKilobytes() {
		this.door.deliver(WebhookRequest.signed().with("X-Client-Cert", "a".repeat(15_000)));
	}

	@Test
	void takesIdentityForNoEncoding() {
		WebhookRequest request = WebhookRequest.signed();
		this.door.deliver(request.with("Content-Encoding", "identity"));
		this.door.deliver(WebhookRequest.signed().with("Content-Encoding", "Identity"));
		assertThat(this.door.sendInVain(request.with("Content-Encoding", "identity, gzip"))).hasStatus(415);
		assertThat(this.door.sendInVain(request.with("Content-Encoding", "identity").with("Content-Encoding", "gzip")))
			.hasStatus(415);
	}

	@Test
	void asksForTheLengthThatAnOlderProxyDoesNotSend() {
		double before = count("length_required");
		WebhookRequest request = WebhookRequest.signed().without("Content-Length");
		String older = new String(request.bytes(), StandardCharsets.ISO_8859_1).replace("HTTP/1.1", "HTTP/1.0");
		try (Wire wire = this.door.open()) {
			assertThat(wire.send(older).answer()).isProblem(411, "Length Required",
					"The body must be sent with a Content-Length, or in chunks.");
		}
		assertThat(this.door.sendInVain(request.sending(""))).hasStatus(411);
		assertThat(count("length_required")).isEqualTo(before + 2);
		assertThat(latest("NO_LENGTH").path("cause").asString()).contains("HTTP/1.0");
	}

	/** Once: whatever is like it is logged only after a minute. */
	private static void assertLogged(String line) {
		assertThat(log.list).map(ILoggingEvent::getFormattedMessage)
			.filteredOn((each) -> each.contains(line))
			.hasSize(1);
	}

	/** Counts without regard to the endpoint. */
	private double count(String outcome) {
		return ask("/actuator/prometheus").lines()
			.filter((line) -> line.startsWith("socialhook_requests_total{")
					&& line.contains("outcome=\"" + outcome + "\""))
			.mapToDouble((line) -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
			.sum();
	}

	private JsonNode latest(String reason) {
		JsonNode items = JsonMapper.shared().readTree(ask("/api/v1/rejections?limit=1")).path("items");
		assertThat(items.path(0).path("reason").asString()).isEqualTo(reason);
		return items.path(0);
	}

	private String ask(String path) {
		String login = Base64.getEncoder().encodeToString(("anna:" + PASSWORD).getBytes(StandardCharsets.US_ASCII));
		try (Wire wire = this.door.openOperations()) {
			return wire
				.send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic " + login
						+ "\r\nConnection: close\r\n\r\n")
				.answer()
				.body();
		}
	}

}
