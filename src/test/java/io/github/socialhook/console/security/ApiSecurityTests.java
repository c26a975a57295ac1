package io.github.socialhook.console.security;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.github.socialhook.console.OperationsFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextImpl;

import static org.assertj.core.api.Assertions.assertThat;

/** Who may use the operations port, and that nobody can use the API at the public one. */
@ExtendWith(OutputCaptureExtension.class)
class ApiSecurityTests {

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
	void asksStrangersToLogIn() throws Exception {
		HttpResponse<byte[]> response = service.get("/api/v1/stats", null);
		OperationsFixture.problem(response, 401);
		assertThat(response.headers().firstValue("WWW-Authenticate").orElseThrow()).startsWith("Basic ");
	}

	@ParameterizedTest
	@ValueSource(strings = { "vera:wrong", "nobody:look", "VERA:look", "vera:", ":", "vera" })
	void refusesWhoIsNotConfigured(String login) throws Exception {
		OperationsFixture.problem(service.get("/api/v1/stats", login), 401);
	}

	@Test
	void refusesWhatIsNoLoginAtAll() throws Exception {
		HttpResponse<byte[]> response = service
			.send(service.request("/api/v1/stats", null).header("Authorization", "Basic %%%").GET());
		OperationsFixture.problem(response, 401);
	}

	@Test
	void looksAtNoMoreLoginsWhileMostFail(@TempDir Path other) throws Exception {
		try (OperationsFixture open = OperationsFixture.open(other)) {
			HttpResponse<byte[]> last = open.get("/api/v1/stats", "vera:guess");
			for (int i = 0; i < 200 && last.statusCode() == 401; i++) {
				last = open.get("/api/v1/stats", "vera:guess" + i);
			}
			OperationsFixture.problem(last, 429);
			assertThat(last.headers().firstValue("Retry-After")).contains("1");
		}
	}

	@Test
	void letsViewersLookAndOperatorsToo() throws Exception {
		assertThat(service.get("/api/v1/stats", OperationsFixture.VIEWER).statusCode()).isEqualTo(200);
		assertThat(service.get("/api/v1/stats", OperationsFixture.OPERATOR).statusCode()).isEqualTo(200);
	}

	@Test
	void letsOnlyOperatorsChange() throws Exception {
		OperationsFixture.problem(service.post("/api/v1/deliveries/1/replay", OperationsFixture.VIEWER, null), 403);
		OperationsFixture.problem(service.post("/api/v1/deliveries/1/replay", null, null), 401);
	}

	/** Whoever is known, but not as one of our users, needs no more than a viewer. */
	@ParameterizedTest
	@CsvSource({ "GET, 'Only a user of socialhook.operations.users may do this, with any role.'",
			"POST, Only a user of socialhook.operations.users with the role " })
	void saysWhichRoleSuffices(String method, String detail) throws Exception {
		Users users = new Users(new OperationsProperties(Map.of(), new OidcProperties("roles", List.of(), List.of())));
		MockHttpServletRequest request = new MockHttpServletRequest(method, "/api/v1/stats");
		request.setAttribute(ApiSecurity.class.getName(),
				new SecurityContextImpl(new TestingAuthenticationToken("host", "any", "ROLE_USER")));
		MockHttpServletResponse response = new MockHttpServletResponse();
		new ApiSecurity(users).filter().doFilter(request, response, new MockFilterChain());
		assertThat(response.getStatus()).isEqualTo(403);
		assertThat(response.getContentAsString()).contains(detail);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Sec-Fetch-Site: cross-site", "Sec-Fetch-Site: same-site", "Origin: https://evil.example",
			"Origin: null" })
	void changesNothingForAPageOfAnotherSite(String header) throws Exception {
		String[] parts = header.split(": ");
		HttpResponse<byte[]> response = service
			.send(service.request("/api/v1/deliveries/1/replay", OperationsFixture.OPERATOR)
				.header(parts[0], parts[1])
				.POST(HttpRequest.BodyPublishers.noBody()));
		OperationsFixture.problem(response, 403);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/api/v1/stats", "/api;x=1/v1/stats", "/%61pi/v1/stats", "//api/v1/stats",
			"/./api/v1/stats", "/actuator/../api/v1/stats", "/api/v1/stats/", "/API/v1/stats", "/api/v1/stats%00",
			"/api\\v1/stats", "/api%2fv1/stats" })
	void cannotBeGoneRound(String path) throws Exception {
		assertThat(rawStatus(service.operationsPort(), path)).isNotEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/actuator/health", "/actuator/info", "/actuator/prometheus" })
	void leavesTheActuatorOpen(String path) throws Exception {
		assertThat(service.get(path, null).statusCode()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/api/v1/stats", "/api/v1/deliveries", "/actuator/health" })
	void servesNothingOfItAtThePublicPort(String path) throws Exception {
		try (HttpClient client = HttpClient.newHttpClient()) {
			HttpResponse<String> response = client.send(
					HttpRequest.newBuilder(URI.create("http://localhost:" + service.publicPort() + path)).build(),
					BodyHandlers.ofString());
			assertThat(response.statusCode()).isEqualTo(404);
		}
	}

	@Test
	void putsNoFilterOfItsOwnBeforeTheWebhooks() throws Exception {
		assertThat(service.context().getBeansOfType(Object.class).values())
			.noneMatch((bean) -> bean.getClass().getName().startsWith("org.springframework.security."));
		assertThat(service.context().getBeansOfType(FilterRegistrationBean.class)).doesNotContainKey("apiSecurity");
		HttpResponse<byte[]> response = service.webhook("{}", OperationsFixture.sign("{}"));
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.headers().map()).doesNotContainKeys("x-content-type-options", "x-frame-options",
				"set-cookie");
	}

	@Test
	void isClosedWithoutUsersAndTheLogSaysHowToOpenIt(@TempDir Path other, CapturedOutput output) throws Exception {
		try (OperationsFixture closed = OperationsFixture.withoutUsers(other)) {
			OperationsFixture.problem(closed.get("/api/v1/stats", null), 403);
			OperationsFixture.problem(closed.get("/api/v1/deliveries", OperationsFixture.VIEWER), 403);
			OperationsFixture.problem(closed.post("/api/v1/replays", OperationsFixture.OPERATOR, "{}"), 403);
			assertThat(closed.get("/actuator/health", null).statusCode()).isEqualTo(200);
		}
		assertThat(output).contains("The operations API is closed").contains("htpasswd -nBC 10");
	}

	@Test
	void showsNoPasswordAnywhere(@TempDir Path other, CapturedOutput output) throws Exception {
		try (OperationsFixture open = OperationsFixture.open(other,
				"--management.endpoints.web.exposure.include=env,configprops,health",
				"--management.endpoint.configprops.show-values=always")) {
			String env = new String(open.get("/actuator/env", null).body(), StandardCharsets.UTF_8);
			String properties = new String(open.get("/actuator/configprops", null).body(), StandardCharsets.UTF_8);
			assertThat(env + properties + output).doesNotContain("{bcrypt}$2");
		}
	}

	private static int rawStatus(int port, String path) throws Exception {
		try (Socket socket = new Socket("localhost", port)) {
			OutputStream out = socket.getOutputStream();
			out.write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
				.getBytes(StandardCharsets.US_ASCII));
			out.flush();
			InputStream in = socket.getInputStream();
			String answer = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
			return Integer.parseInt(answer.substring(9, 12));
		}
	}

}
