package io.github.socialhook;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
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

/** Whatever the operations port refuses, it answers with a problem and hardly logs. */
@RunningService
@TestPropertySource(properties = "socialhook.operations.users.anna.role=operator")
@Isolated("It counts the lines of the whole log")
class OperationsRefusalTests {

	private static final String PASSWORD = "anna-refused";

	private final ListAppender<ILoggingEvent> log = new ListAppender<>();

	@Autowired
	private Door door;

	@DynamicPropertySource
	static void users(DynamicPropertyRegistry registry) {
		registry.add("socialhook.operations.users.anna.password",
				() -> "{bcrypt}" + new BCryptPasswordEncoder(4).encode(PASSWORD));
	}

	@BeforeEach
	void listen() {
		this.log.start();
		root().addAppender(this.log);
	}

	@AfterEach
	void hasHardlyLogged() {
		root().detachAppender(this.log);
		assertThat(this.log.list).allSatisfy((event) -> assertThat(event.getThrowableProxy()).isNull())
			.hasSizeLessThan(5);
	}

	private static Logger root() {
		return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/nothing", "/webhooks", "/error", "/actuator/nothing", "/actuator/env",
			"/actuator/health/x", "/actuator/health/x/y/z", "/actuator/health/liveness/x", "/actuator/health/..;/env",
			"/actuator/..;/env", "/actuator/health/%00", "/actuator/health/%2e%2e/env", "/actuator/%zz",
			"/actuator/prometheus/x", "/actuator/info/x", "/actuator/health//x", "/actuator/health/x;a=b",
			"/actuator//health/x", "/actuator/health/x%2Fy", "/actuator/health/%ED%A0%BD", "/actuator/health/%FF",
			"/%00", "/%", "/..", "/a|b", "/a\\b", "*", "http://elsewhere.example/actuator/health", "/WEB-INF/web.xml",
			"/META-INF/MANIFEST.MF", "/api", "/api/", "/api/v2", "/api/v1/nothing", "/api/v1/deliveries/",
			"/api/v1/deliveries/%00", "/api/v1/deliveries/%00/body", "/api/v1/deliveries/%FF",
			"/api/v1/deliveries/%ED%A0%BD", "/api/v1/deliveries/1%2F2", "/api/v1/deliveries/..;/stats",
			"/api/v1/deliveries/%", "/api/v1/deliveries/a;b=c", "/api/v1/handlers/%00/pause", "/api/v1/%2e%2e/stats",
			"/api/v1/deliveries?q=%FF", "/api/v1/deliveries?%FF=1", "/api/v1/deliveries?q=%", "/api/v1/stats?%",
			"/actuator/prometheus?includedNames=%FF&%", "/actuator/health?%FF=%", "/assets/../x", "/assets/%2e%2e/x",
			"/handlers/../pause", "/deliveries/../body", "/spills/../forget" })
	void answersWithAProblem(String target) {
		for (String method : new String[] { "GET", "POST", "DELETE", "OPTIONS", "TRACE", "BREW" }) {
			for (boolean anonymous : new boolean[] { true, false }) {
				RawAnswer answer = ask(method, target, "Content-Length: 0\r\n" + (anonymous ? "" : login()));
				if (answer.status() < 400) {
					assertThat(answer.body()).as(method + " " + target).doesNotContain("<html");
					continue;
				}
				assertThat(answer.status()).as(method + " " + target + answer).isBetween(400, 499);
				assertIsProblem(answer);
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "Host: a b", "Content-Length: x", "Transfer-Encoding: gzip", "garbage", "X-A: \0",
			"Accept: nonsense/", "Accept: image/png", "Expect: a miracle", "Content-Length: 2\r\nContent-Length: 2",
			"Authorization: Basic !!!", "Authorization: Basic", "Cookie: \u0001" })
	void answersMalformedHeadsWithAProblem(String header) {
		for (String target : new String[] { "/actuator/health", "/api/v1/stats", "/nothing" }) {
			RawAnswer answer = ask("GET", target, header + "\r\n");
			if (answer.status() >= 400) {
				assertThat(answer.status()).as(target + answer).isBetween(400, 499);
				assertIsProblem(answer);
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "/actuator/prometheus?includedNames=%FF", "/api/v1/deliveries?includedNames=%ED%A0%BD",
			"/api/v1/stats?includedNames=%" })
	void namesTheParameterThatIsMalformed(String target) {
		RawAnswer answer = ask("GET", target, login());
		assertThat(answer).hasStatus(400);
		assertThat(JsonMapper.shared().readTree(answer.body()).path("parameter").asString()).isEqualTo("includedNames");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/login?%", "/login?%FF=1", "/login?error=%ED%A0%BD", "/?%", "/deliveries?q=%FF",
			"/subjects?about=%C0%80", "/handlers?%F", "/replays?a=%", "/replays/new?q=%E0%80%80",
			"/discards/new?error=%", "/deliveries/1?%" })
	void showsAPageThatNamesTheParameterThatIsMalformed(String target) {
		RawAnswer answer = ask("GET", target, login());
		assertThat(answer).hasStatus(400);
		assertThat(answer.body()).contains("<h1>Bad Request</h1>", "Its name or value is not percent-encoded UTF-8.");
		assertThat(ask("GET", target, "").status()).isIn(303, 400);
	}

	@Test
	void answersWhatIsNoHttpWithAProblem() {
		for (String text : new String[] { "SSH-2.0-x\r\n\r\n", "GET /actuator/health HTTP/9.9\r\n\r\n",
				"GET /" + "a".repeat(20_000) + " HTTP/1.1\r\nHost: a\r\n\r\n", "\u0016\u0003\u0001\u0002\0\u0001" }) {
			try (Wire wire = this.door.openOperations()) {
				RawAnswer answer = wire.send(text).answer();
				assertThat(answer).hasStatus(400);
				assertIsProblem(answer);
			}
		}
	}

	private static void assertIsProblem(RawAnswer answer) {
		assertThat(answer.header("Content-Type")).as("%s", answer).isEqualTo("application/problem+json");
		JsonNode problem = JsonMapper.shared().readTree(answer.body());
		assertThat(problem.path("status").asInt()).isEqualTo(answer.status());
		assertThat(problem.path("detail").asString()).isNotBlank();
		assertThat(answer.body()).doesNotContain("Tomcat", "Exception", "timestamp");
	}

	private static String login() {
		return "Authorization: Basic "
				+ Base64.getEncoder().encodeToString(("anna:" + PASSWORD).getBytes(StandardCharsets.US_ASCII)) + "\r\n";
	}

	private RawAnswer ask(String method, String target, String headers) {
		try (Wire wire = this.door.openOperations()) {
			return wire
				.send(method + " " + target + " HTTP/1.1\r\n" + (headers.startsWith("Host") ? "" : "Host: a\r\n")
						+ headers + "Connection: close\r\n\r\n")
				.answerTo(method);
		}
	}

}
