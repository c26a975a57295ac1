package io.github.socialhook;

import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

@RunningService
class MethodAndPathTests {

	@Autowired
	private Door door;

	@AfterEach
	void stillServes() {
		this.door.requireThatItStillServes();
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "BREW", "post" })
	void refusesOtherMethodOnKnownPath(String method) {
		WebhookRequest request = WebhookRequest.signed().withMethod(method);
		assertThat(this.door.sendInVain(request)).isMethodNotAllowed();
		assertThat(this.door.sendInVain(request.to("/webhooks/rotating"))).isMethodNotAllowed();
		assertThat(this.door.sendInVain(request.without(WebhookRequest.SIGNATURE))).isMethodNotAllowed();
		assertThat(this.door
			.sendInVain(request.without(WebhookRequest.SIGNATURE).with(WebhookRequest.LEGACY_SIGNATURE, "anything")))
			.isMethodNotAllowed();
	}

	@Test
	void answersHeadWithoutABody() {
		RawAnswer answer = this.door.sendInVain(WebhookRequest.signed().withMethod("HEAD"));
		assertThat(answer).hasStatus(405).hasHeader("Allow", "POST").isQuick();
		assertThat(answer.body()).isEmpty();
	}

	@Test
	void takesConnectForNonsense() {
		assertThat(this.door.sendInVain(WebhookRequest.signed().withMethod("CONNECT"))).isNotUnderstood();
	}

	@ParameterizedTest
	@MethodSource
	void findsNothingAtOtherPath(String path) {
		WebhookRequest request = WebhookRequest.signed().to(path);
		assertThat(this.door.sendInVain(request)).isNotFound();
		for (String method : new String[] { "GET", "TRACE", "OPTIONS" }) {
			assertThat(this.door.sendInVain(request.withMethod(method))).isNotFound();
		}
	}

	static Stream<String> findsNothingAtOtherPath() {
		return Stream.of("/", "/webhook", "/Webhooks", "/webhooks/", "/webhooks/default", "/webhooks/unknown",
				"/webhooks/rotating/", "/webhooks.json", "/favicon.ico", "/error", "/index.html", "/api/v1/deliveries",
				"/actuator", "/actuator/health", "/actuator/info", "/actuator/prometheus", "/actuator/env",
				"/webhooks/actuator/health");
	}

	@ParameterizedTest
	@ValueSource(strings = { "//webhooks", "/./webhooks", "/webhooks/.", "/webhooks/rotating/..", "/a/../webhooks",
			"/webhooks/../webhooks", "/webhooks;jsessionid=1", "/webhooks;", "/;a=b/webhooks", "/%77ebhooks",
			"/%2e/webhooks", "/webhooks/%2e%2e/webhooks", "/webhooks/..;/actuator/health", "/webhooks//rotating",
			"/a/..;/webhooks" })
	void takesNoOtherSpellingForThePath(String path) {
		WebhookRequest request = WebhookRequest.signed().to(path);
		assertThat(this.door.sendInVain(request)).isNotFound();
		assertThat(this.door.sendInVain(request.withMethod("GET"))).isNotFound();
	}

	@ParameterizedTest
	@ValueSource(strings = { "webhooks", "*", "?", "/../webhooks", "/webhooks/../../webhooks", "/webhooks%2f",
			"/webhooks%5c", "/webhooks%00", "/webhooks%", "/%zz", "/%ff", "/%c0%af", "/webhooks\\", "/webhooks#a",
			"/web|hooks", "/web\u00e9", "ftp://localhost/webhooks" })
	void doesNotUnderstandMalformedTarget(String target) {
		assertThat(this.door.sendInVain(WebhookRequest.signed().to(target))).hasStatus(400).isNotUnderstood();
	}

	@Test
	void ignoresTheQuery() {
		this.door.deliver(WebhookRequest.signed().to("/webhooks?a=b&c"));
		this.door.deliver(WebhookRequest.signed().to("/webhooks?"));
		this.door.deliver(WebhookRequest.signed().to("/webhooks?path=/actuator/../health%00"));
	}

	@Test
	void takesTheAbsoluteFormThatProxiesSend() {
		this.door.deliver(WebhookRequest.signed().to("http://localhost/webhooks"));
	}

	@Test
	void doesNotUnderstandRequestLineThatIsTooLong() {
		WebhookRequest request = WebhookRequest.signed().to("/webhooks?" + "a".repeat(20_000));
		assertThat(this.door.sendInVain(request)).isNotUnderstood();
	}

}
