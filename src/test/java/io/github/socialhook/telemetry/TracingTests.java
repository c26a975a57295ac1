package io.github.socialhook.telemetry;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.github.socialhook.Timeouts;
import io.github.socialhook.console.OperationsFixture;
import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.event.ChannelEvent;
import io.github.socialhook.handler.WebhookHandler;
import io.github.socialhook.tracing.AttemptTracer;
import io.micrometer.tracing.Tracer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.MDC;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/** One trace from receipt to answer, and one of each attempt that is linked to it. */
class TracingTests {

	private static final String PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

	/** Each service stops its own. */
	private static volatile InMemorySpanExporter spans = InMemorySpanExporter.create();

	@TempDir
	Path folder;

	private static OperationsFixture open(Path folder, double probability) {
		return OperationsFixture.open(folder,
				"--management.opentelemetry.tracing.export.otlp.endpoint=http://localhost:1/v1/traces",
				"--management.tracing.sampling.probability=" + probability,
				"--spring.main.sources=" + Spans.class.getName());
	}

	@Test
	void attemptsAreLinkedToTheReceiptAlsoAfterARestart() throws Exception {
		String id;
		try (OperationsFixture service = open(this.folder, 1)) {
			service.greeter().failing = true;
			service.greeter().message = "anna@example.org";
			post(service, "channel", PARENT);
			SpanData attempt = awaitSpan("greeter", 1);
			id = text(attempt, "socialhook.delivery");
			service.awaitState(id, DeliveryState.DEAD);
			SpanData receipt = spans.getFinishedSpanItems()
				.stream()
				.filter((span) -> span.getKind() == SpanKind.SERVER)
				.findFirst()
				.orElseThrow();
			assertThat(receipt.getTraceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
			assertThat(receipt.getParentSpanId()).isEqualTo("b7ad6b7169203331");
			assertThat(text(receipt, "socialhook.outcome")).isEqualTo("stored");
			assertThat(text(receipt, "socialhook.endpoint")).isEqualTo("default");
			assertThat(text(receipt, "socialhook.delivery")).isEqualTo(id);
			assertThat(attempt.getTraceId()).isNotEqualTo(receipt.getTraceId());
			assertThat(attempt.getParentSpanContext().isValid()).isFalse();
			assertLinked(attempt, receipt.getTraceId(), receipt.getSpanId());
			assertThat(attempt.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
			assertThat(text(attempt, "error.type")).endsWith("RejectDeliveryException");
			assertThat(attempt.toString()).doesNotContain("anna");
			assertLinked(awaitSpan("auditor", 1), receipt.getTraceId(), receipt.getSpanId());
		}
		// Nothing new is sampled, but what is linked to what was.
		try (OperationsFixture service = open(this.folder, 0)) {
			assertThat(
					service.post("/api/v1/deliveries/" + id + "/replay", OperationsFixture.OPERATOR, null).statusCode())
				.isEqualTo(202);
			service.awaitState(id, DeliveryState.HANDLED);
			SpanData again = awaitSpan("greeter", 1);
			assertThat(again.getLinks()).hasSize(1);
			assertThat(again.getLinks().getFirst().getSpanContext().getTraceId())
				.isEqualTo("0af7651916cd43dd8448eb211c80319c");
			assertThat(again.getStatus().getStatusCode()).isNotEqualTo(StatusCode.ERROR);
			post(service, "unsampled", null);
			Awaitility.await().atMost(Timeouts.GENEROUS).until(() -> service.auditor().seen.size() == 1);
			assertThat(spans.getFinishedSpanItems()).hasSize(1);
		}
	}

	@Test
	void whatAHandlerLogsHasTheTrace() throws Exception {
		try (OperationsFixture service = open(this.folder, 1)) {
			post(service, "logging", null);
			SpanData attempt = awaitSpan("logger", 1);
			assertThat(Spans.Logger.SEEN).contains(text(attempt, "socialhook.delivery") + " " + attempt.getTraceId());
		}
	}

	@Test
	void costsNothingWhereNoAddressIsSet() {
		try (OperationsFixture service = OperationsFixture.open(this.folder)) {
			assertThat(service.context().getBeansOfType(Tracer.class)).isEmpty();
			assertThat(service.context().getBeansOfType(AttemptTracer.class)).isEmpty();
			assertThat(service.context().getBeansOfType(ReceiptSpans.class)).isEmpty();
		}
	}

	private static void assertLinked(SpanData attempt, String trace, String span) {
		assertThat(attempt.getLinks()).extracting(LinkData::getSpanContext)
			.singleElement()
			.satisfies((link) -> assertThat(link.getTraceId()).isEqualTo(trace))
			.satisfies((link) -> assertThat(link.getSpanId()).isEqualTo(span));
	}

	private static SpanData awaitSpan(String handler, long number) {
		return Awaitility.await()
			.atMost(Timeouts.GENEROUS)
			.until(() -> spans.getFinishedSpanItems()
				.stream()
				.filter((span) -> handler.equals(text(span, "socialhook.handler")))
				.filter((span) -> span.getAttributes().get(AttributeKey.longKey("socialhook.attempt")) == number)
				.findFirst()
				.orElse(null), (span) -> span != null);
	}

	private static String text(SpanData span, String attribute) {
		return span.getAttributes().get(AttributeKey.stringKey(attribute));
	}

	private static void post(OperationsFixture service, String channel, String parent) throws Exception {
		String body = "{\"event\": \"channel.didCreate\", \"data\": {\"channel\": {\"channelId\": \"" + channel
				+ "\"}}}";
		HttpRequest.Builder request = HttpRequest
			.newBuilder(URI.create("http://localhost:" + service.publicPort() + "/webhooks"))
			.header("Content-Type", "application/json")
			.header("x-amity-signature", OperationsFixture.sign(body))
			.POST(HttpRequest.BodyPublishers.ofString(body));
		if (parent != null) {
			request.header("traceparent", parent);
		}
		try (HttpClient client = HttpClient.newHttpClient()) {
			assertThat(client.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode())
				.isEqualTo(200);
		}
	}

	/** Keeps the spans, beside the exporter that finds nobody. */
	@Configuration(proxyBeanMethods = false)
	static class Spans {

		@Bean
		SimpleSpanProcessor spanKeeper() {
			spans = InMemorySpanExporter.create();
			return (SimpleSpanProcessor) SimpleSpanProcessor.create(spans);
		}

		@Bean
		Logger logger() {
			return new Logger();
		}

		static final class Logger {

			static final Queue<String> SEEN = new ConcurrentLinkedQueue<>();

			@WebhookHandler(name = "logger")
			void log(ChannelEvent.DidCreate created) {
				SEEN.add(MDC.get("deliveryId") + " " + MDC.get("traceId"));
			}

		}

	}

}
