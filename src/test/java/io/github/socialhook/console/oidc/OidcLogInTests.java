package io.github.socialhook.console.oidc;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.socialhook.configuration.Analysis;
import io.github.socialhook.configuration.InvalidConfigurationException;
import io.github.socialhook.console.OperationsFixture;
import io.github.socialhook.console.Visitor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.diagnostics.FailureAnalysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Users of a provider log in at the pages, with the role that a claim says. */
class OidcLogInTests {

	@TempDir
	static Path folder;

	static StubProvider provider;

	static OperationsFixture service;

	Visitor visitor;

	@BeforeAll
	static void start() throws Exception {
		provider = new StubProvider();
		service = OperationsFixture.open(folder, "--socialhook.operations.oidc.claim=realm_access.roles",
				"--socialhook.operations.oidc.operators=webhook-operators",
				"--socialhook.operations.oidc.viewers=staff,webhook-viewers",
				"--spring.security.oauth2.client.registration.corp.client-id=" + StubProvider.CLIENT,
				"--spring.security.oauth2.client.registration.corp.client-secret=" + StubProvider.SECRET,
				"--spring.security.oauth2.client.registration.corp.client-name=Corp Login",
				"--spring.security.oauth2.client.registration.corp.scope=openid,profile",
				"--spring.security.oauth2.client.provider.corp.issuer-uri=" + provider.issuer(),
				"--spring.security.oauth2.client.provider.corp.user-name-attribute=preferred_username");
	}

	@AfterAll
	static void stop() {
		service.close();
		provider.close();
	}

	@BeforeEach
	void isAnna() {
		provider.claims.clear();
		provider.claims.put("sub", "4711");
		provider.claims.put("preferred_username", "anna");
		provider.forging = false;
		provider.replaying = false;
		this.visitor = new Visitor(service.operationsPort());
	}

	private static void has(String... roles) {
		provider.claims.put("realm_access", Map.of("roles", List.of(roles)));
	}

	/** Goes to the provider, and comes back with what that says. */
	private HttpResponse<String> logIn() throws Exception {
		return this.visitor.get(atProvider(begin()));
	}

	private String begin() throws Exception {
		HttpResponse<String> begun = this.visitor.get("/oauth2/authorization/corp");
		assertThat(begun.statusCode()).isEqualTo(302);
		String location = begun.headers().firstValue("Location").orElseThrow();
		assertThat(location).startsWith(provider.issuer() + "/authorize?");
		return location;
	}

	/** Returns the path with which the provider sends a browser back. */
	private static String atProvider(String location) throws Exception {
		try (HttpClient client = HttpClient.newHttpClient()) {
			HttpResponse<String> asked = client.send(HttpRequest.newBuilder(URI.create(location)).build(),
					BodyHandlers.ofString());
			assertThat(asked.statusCode()).isEqualTo(302);
			URI back = URI.create(asked.headers().firstValue("Location").orElseThrow());
			assertThat(back.getPort()).isEqualTo(service.operationsPort());
			return back.getRawPath() + "?" + back.getRawQuery();
		}
	}

	private static String location(HttpResponse<String> response) {
		return response.headers().firstValue("Location").orElse("");
	}

	@Test
	void logInPageHasALinkAndAForm() throws Exception {
		assertThat(this.visitor.read("/login")).contains("href=\"/oauth2/authorization/corp\"",
				"Log in with Corp Login", "name=\"password\"");
	}

	@Test
	void operatorOfTheProviderIsOperatorHere() throws Exception {
		has("other", "webhook-operators");
		assertThat(location(this.visitor.get("/handlers"))).isEqualTo("/login");
		assertThat(location(logIn())).isEqualTo("/handlers");
		assertThat(this.visitor.read("/handlers")).contains("corp:anna", "operator", "/handlers/greeter/pause");
		assertThat(this.visitor.submit("/handlers/greeter/pause", Map.of()).statusCode()).isEqualTo(303);
		assertThat(this.visitor.submit("/handlers/greeter/resume", Map.of()).statusCode()).isEqualTo(303);
		assertThat(this.visitor.read("/audit")).containsPattern("corp:anna[\\s\\S]*paused the handler");
		assertThat(service.read("/api/v1/audit").path("items").findValuesAsString("user")).contains("corp:anna");
	}

	@Test
	void viewerOfTheProviderOnlyLooks() throws Exception {
		has("staff");
		logIn();
		assertThat(this.visitor.read("/handlers")).contains("corp:anna", "viewer").doesNotContain("/pause");
		assertThat(this.visitor.submit("/handlers/greeter/pause", Map.of()).statusCode()).isEqualTo(403);
	}

	@Test
	void sessionChangesWithTheLogInAndEndsWithTheLogOut() throws Exception {
		has("staff");
		assertThat(this.visitor.cookie("SOCIALHOOK_SESSION")).isEmpty();
		begin();
		assertThat(this.visitor.cookie("SOCIALHOOK_SESSION")).isEmpty();
		logIn();
		assertThat(this.visitor.cookie("SOCIALHOOK_SESSION")).isNotEmpty();
		this.visitor.read("/");
		assertThat(location(this.visitor.submit("/logout", Map.of()))).isEqualTo("/login?out");
		assertThat(location(this.visitor.get("/"))).isEqualTo("/login");
	}

	@Test
	void userWithoutARoleIsToldSo() throws Exception {
		has("guest");
		HttpResponse<String> refused = logIn();
		assertThat(location(refused)).isEqualTo("/login?role");
		assertThat(this.visitor.read("/login?role")).contains("have no role here");
		assertThat(location(this.visitor.get("/deliveries"))).isEqualTo("/login");
		assertThat(service.read("/api/v1/audit").path("items").toString()).contains("corp:anna", "LOGIN_FAILED");
	}

	@Test
	void nameOfAUserCannotPretendToBeSomethingElse() throws Exception {
		has("staff");
		provider.claims.put("preferred_username", "otto\n\u202eevil" + "x".repeat(500));
		logIn();
		assertThat(this.visitor.read("/")).contains("corp:otto??evilxxx").doesNotContain("x".repeat(200));
	}

	@Test
	void forgedTokenIsRefused() throws Exception {
		has("webhook-operators");
		provider.forging = true;
		assertThat(location(logIn())).isEqualTo("/login?failed");
		provider.forging = false;
		provider.replaying = true;
		assertThat(location(logIn())).isEqualTo("/login?failed");
		assertThat(this.visitor.read("/login?failed")).contains("The log-in at the provider has failed");
	}

	@Test
	void answerIsTakenFromTheBrowserThatBeganAndOnce() throws Exception {
		has("webhook-operators");
		String back = atProvider(begin());
		try (Visitor other = new Visitor(service.operationsPort())) {
			assertThat(location(other.get(back))).isEqualTo("/login?failed");
		}
		assertThat(location(this.visitor.get(back.replaceAll("state=[^&]+", "state=guess"))))
			.isEqualTo("/login?failed");
		assertThat(location(this.visitor.get(back))).isEqualTo("/");
		assertThat(location(this.visitor.get(back))).isEqualTo("/login?failed");
	}

	@Test
	void unknownProviderIsRefused() throws Exception {
		assertThat(location(this.visitor.get("/oauth2/authorization/other"))).isEqualTo("/login?failed");
		assertThat(this.visitor.get("/oauth2/other").statusCode()).isEqualTo(303);
	}

	@Test
	void apiKeepsToPasswords() throws Exception {
		has("webhook-operators");
		logIn();
		assertThat(this.visitor.get("/api/v1/stats").statusCode()).isEqualTo(401);
		assertThat(service.get("/api/v1/stats", OperationsFixture.VIEWER).statusCode()).isEqualTo(200);
	}

	@Test
	void startsWhileTheProviderIsAwayAndWithoutPasswords(@TempDir Path other) throws Exception {
		StubProvider gone = new StubProvider();
		gone.close();
		try (OperationsFixture alone = OperationsFixture.withoutUsers(other, "--socialhook.operations.oidc.viewers=*",
				"--spring.security.oauth2.client.registration.corp.client-id=x",
				"--spring.security.oauth2.client.provider.corp.issuer-uri=" + gone.issuer());
				Visitor somebody = new Visitor(alone.operationsPort())) {
			assertThat(location(somebody.get("/"))).isEqualTo("/login");
			assertThat(somebody.read("/login")).contains("Log in with corp").doesNotContain("name=\"password\"");
			assertThat(location(somebody.get("/oauth2/authorization/corp"))).isEqualTo("/login?failed");
		}
	}

	@Test
	void saysWhatIsMissing(@TempDir Path other) {
		assertThatThrownBy(() -> OperationsFixture.withoutUsers(other, "--socialhook.operations.oidc.viewers=*"))
			.rootCause()
			.isInstanceOfSatisfying(InvalidConfigurationException.class,
					(ex) -> assertThat(analyze(ex)).contains("no OpenID provider", "issuer-uri"));
		ClientProperties.Registration registration = new ClientProperties.Registration(null, "x", null, null,
				Set.of("openid"), null, null);
		assertThatExceptionOfType(InvalidConfigurationException.class)
			.isThrownBy(() -> new LazyRegistrations(new ClientProperties(Map.of("corp", registration), Map.of())))
			.satisfies(
					(ex) -> assertThat(analyze(ex)).contains("spring.security.oauth2.client.provider.corp.issuer-uri"));
	}

	private static String analyze(InvalidConfigurationException failure) {
		FailureAnalysis analysis = Analysis.of(failure);
		return analysis.getDescription() + analysis.getAction();
	}

}
