package io.github.socialhook.console.security;

import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import io.github.socialhook.console.OperationsFixture;
import io.github.socialhook.console.Visitor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;

/** Who may see the pages and use their forms, and that nobody can at the public port. */
class PagesSecurityTests {

	private static final String SESSION = "SOCIALHOOK_SESSION";

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

	@ParameterizedTest
	@ValueSource(strings = { "/", "/deliveries", "/deliveries/1", "/deliveries/1/body", "/handlers", "/rejections",
			"/replays", "/replays/new?state=DEAD", "/setup", "/subjects?subject=a:b", "/failures", "/audit",
			"/discards/new?state=DEAD", "/deliveries/1/discard" })
	void leadsStrangersToTheLoginAndMakesNoSession(String path) throws Exception {
		try (Visitor stranger = new Visitor(service.operationsPort())) {
			HttpResponse<String> response = stranger.get(path);
			assertThat(response.statusCode()).isEqualTo(303);
			assertThat(response.headers().firstValue("Location")).contains("/login");
			assertThat(stranger.get("/login").statusCode()).isEqualTo(200);
			assertThat(stranger.cookie(SESSION)).isEmpty();
		}
	}

	@Test
	void leadsBackToThePageAfterTheLogin() throws Exception {
		try (Visitor stranger = new Visitor(service.operationsPort())) {
			stranger.get("/deliveries?state=DEAD");
			HttpResponse<String> response = stranger.logIn(OperationsFixture.VIEWER);
			assertThat(response.statusCode()).isEqualTo(303);
			assertThat(response.headers().firstValue("Location").orElseThrow()).startsWith("/deliveries?state=DEAD");
			assertThat(stranger.read("/deliveries?state=DEAD")).contains("vera", "viewer");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "vera:wrong", "nobody:look", "VERA:look", "vera:" })
	void refusesWhoIsNotConfigured(String login) throws Exception {
		try (OperationsFixture other = OperationsFixture.open(folder.resolve(String.valueOf(login.hashCode())));
				Visitor stranger = new Visitor(other.operationsPort())) {
			assertThat(stranger.logIn(login).headers().firstValue("Location")).contains("/login?error");
			assertThat(stranger.read("/login?error")).contains("The name or the password is wrong.");
			assertThat(stranger.get("/deliveries").statusCode()).isEqualTo(303);
			JsonNode entry = other.read("/api/v1/audit").path("items").get(0);
			assertThat(entry.path("action").asString()).isEqualTo("LOGIN_FAILED");
			assertThat(entry.path("user").asString()).isEqualTo(login.startsWith("vera") ? "vera" : "?");
			assertThat(entry.path("target").asString()).isNotBlank();
		}
	}

	@Test
	void verifiesNoMorePasswordsWhileMostFailAndCountsThoseOfTheApiAsWell(@TempDir Path other) throws Exception {
		try (OperationsFixture busy = OperationsFixture.open(other);
				Visitor stranger = new Visitor(busy.operationsPort())) {
			HttpResponse<byte[]> last = busy.get("/api/v1/stats", "vera:guess");
			for (int i = 0; i < 200 && last.statusCode() == 401; i++) {
				last = busy.get("/api/v1/stats", "vera:guess" + i);
			}
			String location = "";
			for (int i = 0; i < 200 && !location.equals("/login?busy"); i++) {
				location = stranger.logIn("vera:guess" + i).headers().firstValue("Location").orElseThrow();
			}
			assertThat(location).isEqualTo("/login?busy");
			assertThat(stranger.read("/login?busy")).contains("Too many logins have failed.");
		}
	}

	@Test
	void givesAnotherSessionAtEachLogin() throws Exception {
		try (Visitor viewer = Visitor.of(service, OperationsFixture.VIEWER)) {
			String first = viewer.cookie(SESSION);
			viewer.logIn(OperationsFixture.VIEWER);
			assertThat(viewer.cookie(SESSION)).isNotEmpty().isNotEqualTo(first);
			assertThat(viewer.read("/")).contains("vera");
		}
	}

	@Test
	void takesNoSessionThatAStrangerHasChosen() throws Exception {
		try (Visitor stranger = new Visitor(service.operationsPort())) {
			String chosen = "0123456789ABCDEF0123456789ABCDEF";
			stranger.get("/login", "Cookie", SESSION + "=" + chosen);
			stranger.logIn(OperationsFixture.VIEWER);
			assertThat(stranger.cookie(SESSION)).isNotEqualTo(chosen);
			assertThat(stranger.get("/login;jsessionid=" + chosen).statusCode()).isGreaterThanOrEqualTo(400);
		}
	}

	@Test
	void setsCookiesThatScriptsAndOtherSitesDoNotGet() throws Exception {
		try (Visitor visitor = new Visitor(service.operationsPort())) {
			assertThat(visitor.get("/login").headers().allValues("Set-Cookie")).isNotEmpty()
				.allSatisfy((cookie) -> assertThat(cookie).contains("HttpOnly").contains("SameSite=Lax"));
			assertThat(visitor.logIn(OperationsFixture.VIEWER).headers().allValues("Set-Cookie"))
				.anySatisfy((cookie) -> assertThat(cookie).startsWith(SESSION).contains("HttpOnly", "SameSite=Lax"));
		}
	}

	@Test
	void leadsToTheLoginWhenTheSessionIsOver() throws Exception {
		try (Visitor operator = Visitor.of(service, OperationsFixture.OPERATOR)) {
			operator.read("/handlers");
			operator.forgetCookie(SESSION);
			assertThat(operator.get("/handlers").headers().firstValue("Location")).contains("/login");
			HttpResponse<String> form = operator.submit("/handlers/greeter/pause", Map.of());
			assertThat(form.statusCode()).isEqualTo(303);
			assertThat(form.headers().firstValue("Location")).contains("/login");
			HttpResponse<String> refresh = operator.get("/", "HX-Request", "true");
			assertThat(refresh.statusCode()).isEqualTo(401);
			assertThat(refresh.headers().firstValue("HX-Redirect")).contains("/login");
		}
		assertThat(service.read("/api/v1/handlers").toString()).doesNotContain("\"pausedSince\":\"");
	}

	@Test
	void endsASessionHoursAfterItsLogin() throws Exception {
		MockHttpServletRequest request = new MockHttpServletRequest("GET", "/");
		Instant began = Instant.ofEpochMilli(request.getSession().getCreationTime());
		new SessionLifetimeFilter(() -> began.plus(SessionLifetimeFilter.LIFETIME)).doFilter(request,
				new MockHttpServletResponse(), new MockFilterChain());
		assertThat(request.getSession(false)).isNotNull();
		new SessionLifetimeFilter(() -> began.plus(SessionLifetimeFilter.LIFETIME).plus(Duration.ofMillis(1)))
			.doFilter(request, new MockHttpServletResponse(), new MockFilterChain());
		assertThat(request.getSession(false)).isNull();
	}

	@Test
	void logsOut() throws Exception {
		try (Visitor viewer = Visitor.of(service, OperationsFixture.VIEWER)) {
			viewer.read("/");
			assertThat(viewer.get("/logout").statusCode()).isEqualTo(404);
			assertThat(viewer.submit("/logout", Map.of()).headers().firstValue("Location")).contains("/login?out");
			assertThat(viewer.get("/").headers().firstValue("Location")).contains("/login");
			assertThat(viewer.read("/login?out")).contains("You have logged out.");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "/deliveries/1/replay", "/replays", "/replays/1/cancel", "/handlers/greeter/pause",
			"/handlers/greeter/resume", "/spills/any/forget" })
	void letsOnlyOperatorsSendForms(String path) throws Exception {
		try (Visitor viewer = Visitor.of(service, OperationsFixture.VIEWER)) {
			viewer.read("/");
			HttpResponse<String> response = viewer.submit(path, Map.of("state", "DEAD"));
			assertThat(response.statusCode()).isEqualTo(403);
			assertThat(response.body()).contains("role &#39;operator&#39;");
		}
	}

	@Test
	void showsViewersNoForms() throws Exception {
		String id = service.putChannel("formless");
		try (Visitor viewer = Visitor.of(service, OperationsFixture.VIEWER)) {
			for (String path : new String[] { "/", "/handlers", "/deliveries/" + id, "/deliveries?state=DEAD",
					"/replays/new?state=DEAD" }) {
				assertThat(viewer.read(path).replaceFirst("(?s)<form class=\"who\".*?</form>", ""))
					.doesNotContain("method=\"post\"", "Replay all that match…", "Replay to");
			}
		}
	}

	@Test
	void refusesFormsWithoutTheTokenOfThePage() throws Exception {
		try (Visitor operator = Visitor.of(service, OperationsFixture.OPERATOR)) {
			operator.read("/handlers");
			for (String token : new String[] { "", "x", operator.cookie("SOCIALHOOK_CSRF") }) {
				HttpResponse<String> response = operator.submit("/handlers/greeter/pause", Map.of("_csrf", token));
				assertThat(response.statusCode()).isEqualTo(403);
				assertThat(response.body()).contains("Reload the page");
			}
			assertThat(operator.submit("/login", Map.of("_csrf", "x", "username", "otto", "password", "press"))
				.statusCode()).isEqualTo(403);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "Sec-Fetch-Site: cross-site", "Sec-Fetch-Site: same-site", "Origin: https://evil.example",
			"Origin: null" })
	void refusesFormsOfAnotherSite(String header) throws Exception {
		String[] parts = header.split(": ");
		try (Visitor operator = Visitor.of(service, OperationsFixture.OPERATOR)) {
			operator.read("/handlers");
			assertThat(operator.submit("/handlers/greeter/pause", Map.of(), parts[0], parts[1]).statusCode())
				.isEqualTo(403);
		}
	}

	@Test
	void takesBasicCredentialsAsWell() throws Exception {
		assertThat(service.get("/deliveries", OperationsFixture.VIEWER).statusCode()).isEqualTo(200);
		HttpResponse<byte[]> wrong = service.get("/deliveries", "vera:wrong");
		assertThat(wrong.statusCode()).isEqualTo(401);
		assertThat(wrong.headers().firstValue("WWW-Authenticate").orElseThrow()).startsWith("Basic ");
		assertThat(service.post("/handlers/greeter/pause", OperationsFixture.OPERATOR, null).statusCode())
			.isEqualTo(403);
	}

	/** A session of the pages is none of the API, which has no tokens. */
	@Test
	void opensTheApiToNoSession() throws Exception {
		try (Visitor operator = Visitor.of(service, OperationsFixture.OPERATOR)) {
			assertThat(operator.get("/api/v1/stats").statusCode()).isEqualTo(401);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/login", "/deliveries/0" })
	void letsBrowsersRunAndLoadNothingElse(String path) throws Exception {
		try (Visitor viewer = Visitor.of(service, OperationsFixture.VIEWER)) {
			HttpResponse<String> response = viewer.get(path);
			assertThat(response.headers().firstValue("Content-Security-Policy").orElseThrow())
				.contains("default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'")
				.doesNotContain("unsafe", "*");
			assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
			assertThat(response.headers().firstValue("X-Frame-Options")).contains("DENY");
			assertThat(response.headers().firstValue("Referrer-Policy")).contains("same-origin");
			assertThat(response.headers().firstValue("Cache-Control").orElseThrow()).contains("no-store");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "/deliveries;x=1", "/%64eliveries", "//deliveries", "/./deliveries", "/x/../deliveries",
			"/deliveries/", "/DELIVERIES", "/deliveries%00", "/deliveries%2f1", "/;/deliveries",
			"/assets/../deliveries", "/assets/%2e%2e/deliveries", "/login/../deliveries", "/login;/../deliveries",
			"/actuator/../deliveries" })
	void cannotBeGoneRound(String path) throws Exception {
		assertThat(raw(service.operationsPort(), path)).doesNotStartWith("HTTP/1.1 200");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/login", "/deliveries", "/assets/x/console.css", "/setup", "//login", "/./login",
			"/;/deliveries", "http://localhost:8081/deliveries", "/webjars/htmx.org/2.0.7/dist/htmx.min.js" })
	void servesNothingOfThemAtThePublicPort(String path) throws Exception {
		assertThat(raw(service.publicPort(), path)).matches("(?s)HTTP/1.1 40[04].*").doesNotContain("<html");
	}

	@Test
	void servesNothingOfThemAtThePublicPortForTheHostOfTheOther() throws Exception {
		for (String host : new String[] { "localhost:" + service.operationsPort(), "operations", "127.0.0.1" }) {
			assertThat(raw(service.publicPort(), "/login", host)).startsWith("HTTP/1.1 404");
		}
	}

	@Test
	void isClosedWithoutUsersAndSaysHowToOpenIt(@TempDir Path other) throws Exception {
		try (OperationsFixture closed = OperationsFixture.withoutUsers(other);
				Visitor visitor = new Visitor(closed.operationsPort())) {
			String page = visitor.read("/");
			assertThat(page).contains("The console is closed", "htpasswd -nBC 10", "role: operator");
			String style = page.replaceFirst("(?s).*href=\"([^\"]*console.css)\".*", "$1");
			assertThat(visitor.get(style).statusCode()).isEqualTo(200);
			for (String path : new String[] { "/login", "/deliveries", "/handlers", "/setup" }) {
				HttpResponse<String> response = visitor.get(path);
				assertThat(response.statusCode()).isEqualTo(403);
				assertThat(response.body()).contains("socialhook.operations.users");
			}
			assertThat(visitor.submit("/login", Map.of("username", "a", "password", "b")).statusCode()).isEqualTo(403);
			assertThat(visitor.get("/actuator/health").statusCode()).isEqualTo(200);
			assertThat(visitor.get("/actuator/prometheus").statusCode()).isEqualTo(200);
		}
	}

	@Test
	void redirectsToNoOtherSite() {
		MockHttpServletRequest request = new MockHttpServletRequest("GET", "/");
		request.setContextPath("/console");
		for (Map.Entry<String, String> each : Map
			.of("/login", "/console/login", "https://evil.example/x?y=1", "/x?y=1",
					"https://evil.example//evil.example", "/", "//evil.example/x", "/console//evil.example/x",
					"nonsense\u0000", "/")
			.entrySet()) {
			MockHttpServletResponse response = new MockHttpServletResponse();
			LocalRedirect.INSTANCE.sendRedirect(request, response, each.getKey());
			assertThat(response.getHeader("Location")).isEqualTo(each.getValue());
		}
	}

	private static String raw(int port, String path) throws Exception {
		return raw(port, path, "localhost");
	}

	private static String raw(int port, String path, String host) throws Exception {
		try (Socket socket = new Socket("localhost", port)) {
			OutputStream out = socket.getOutputStream();
			out.write(("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
				.getBytes(StandardCharsets.US_ASCII));
			out.flush();
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		}
	}

}
