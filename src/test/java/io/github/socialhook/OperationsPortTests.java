package io.github.socialhook;

import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

@RunningService
class OperationsPortTests {

	@Autowired
	private Door door;

	@ParameterizedTest
	@ValueSource(strings = { "/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness" })
	void saysThatTheServiceIsUp(String path) {
		RawAnswer answer = ask("GET", path);
		assertThat(answer).hasStatus(200);
		assertThat(answer.body()).contains("\"status\":\"UP\"");
	}

	@Test
	void saysWhichVersionRuns() {
		assertThat(ask("GET", "/actuator/info")).hasStatus(200);
	}

	@Test
	void showsWhatWasCountedAndNoSecret() {
		assertThat(this.door.send(WebhookRequest.signed())).isAcknowledged();
		assertThat(this.door.send(WebhookRequest.unsigned())).hasStatus(401);
		RawAnswer answer = ask("GET", "/actuator/prometheus");
		assertThat(answer).hasStatus(200);
		assertThat(answer.body()).contains("socialhook_requests_total{endpoint=\"default\",outcome=\"stored\"}")
			.contains("socialhook_requests_total{endpoint=\"default\",outcome=\"rejected\"}")
			.contains("socialhook_ack_seconds_bucket{le=\"1.5\"}")
			.contains("socialhook_inbox_pending")
			.doesNotContain(Door.SECRET, Door.NEWER_SECRET);
	}

	@ParameterizedTest
	@MethodSource
	void countsEachAnswerByItsOutcome(String outcome, WebhookRequest request) {
		double before = count(outcome);
		this.door.send(request);
		assertThat(count(outcome)).isEqualTo(before + 1);
	}

	static Stream<Arguments> countsEachAnswerByItsOutcome() {
		WebhookRequest signed = WebhookRequest.signed();
		WebhookRequest unsigned = WebhookRequest.unsigned();
		return Stream.of(Arguments.of("stored", signed), Arguments.of("duplicate", signed),
				Arguments.of("legacy", unsigned.with(WebhookRequest.LEGACY_SIGNATURE, "anything")),
				Arguments.of("rejected", unsigned), Arguments.of("rejected", signed.withSignature("forged")),
				Arguments.of("wrong_method", signed.withMethod("GET")),
				Arguments.of("wrong_type", signed.replacing("Content-Type", "text/plain")),
				Arguments.of("too_large", signed.replacing("Content-Length", 2_000_000).sending("")),
				Arguments.of("too_slow", signed.sending("")),
				Arguments.of("too_slow", signed.chunked(5).sending("5\r\n{")),
				Arguments.of("aborted", signed.chunked(5).sending("no chunk")));
	}

	private double count(String outcome) {
		String line = "socialhook_requests_total{endpoint=\"default\",outcome=\"" + outcome + "\"} ";
		return ask("GET", "/actuator/prometheus").body()
			.lines()
			.filter((each) -> each.startsWith(line))
			.mapToDouble((each) -> Double.parseDouble(each.substring(line.length())))
			.sum();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/actuator/env", "/actuator/configprops", "/actuator/beans", "/actuator/heapdump",
			"/actuator/threaddump", "/actuator/loggers", "/actuator/shutdown" })
	void showsNothingElse(String path) {
		assertThat(ask("GET", path)).hasStatus(404);
		assertThat(ask("POST", path)).hasStatus(404);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/webhooks", "/webhooks/rotating" })
	void takesNoWebhook(String path) {
		long before = this.door.stored();
		try (Wire wire = this.door.openOperations()) {
			assertThat(wire.send(WebhookRequest.signed().to(path).bytes()).answer()).hasStatus(404);
		}
		assertThat(this.door.stored()).isEqualTo(before);
	}

	private RawAnswer ask(String method, String path) {
		try (Wire wire = this.door.openOperations()) {
			return wire.send(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n")
				.answer();
		}
	}

}
