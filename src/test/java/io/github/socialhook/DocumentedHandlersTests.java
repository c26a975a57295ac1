package io.github.socialhook;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.delivery.EndpointName;
import io.github.socialhook.delivery.EventName;
import io.github.socialhook.delivery.Payload;
import io.github.socialhook.delivery.Subject;
import io.github.socialhook.event.SocialEvent;
import io.github.socialhook.event.reader.EventLabel;
import io.github.socialhook.event.reader.EventScanner;
import io.github.socialhook.inbox.Inbox;
import io.github.socialhook.inbox.Receipt;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ClassPathBeanDefinitionScanner;

import static org.assertj.core.api.Assertions.assertThat;

/** The handlers that the pages show, in the application, with what the pages send. */
@ExtendWith(OutputCaptureExtension.class)
class DocumentedHandlersTests {

	private static ConfigurableApplicationContext application;

	@BeforeAll
	static void start(@TempDir Path folder) {
		SpringApplication unstarted = new SpringApplication(SocialhookApplication.class);
		unstarted.addInitializers((context) -> new ClassPathBeanDefinitionScanner((BeanDefinitionRegistry) context)
			.scan(DocumentedHandlersTests.class.getPackageName() + ".docs"));
		application = unstarted.run("--server.port=0", "--management.server.port=0",
				"--SOCIALHOOK_SECRET=socialhook-demo",
				// So that what is only counted where it is asked for is there as well.
				"--socialhook.source-ips.mode=report", "--socialhook.source-ips.regions=eu",
				"--spring.datasource.url=jdbc:sqlite:" + folder.resolve("docs.db"));
	}

	@AfterAll
	static void stop() {
		application.close();
	}

	@Test
	void readmeSendsAnEventToTheHandlerThatItShows(CapturedOutput output) throws Exception {
		String lines = Documentation.README.sendLines(port("server"));
		assertThat(Shell.run(lines)).startsWith("HTTP/1.1 200").endsWith("\n\n{}");
		await(output, "Channel my-first is new, says delivery ");
		assertThat(Shell.run(lines)).startsWith("HTTP/1.1 200");
		assertThat(Shell.run(lines.replaceFirst("(?m)^curl", "body=\"\\$body \"\ncurl"))).startsWith("HTTP/1.1 401");
		assertThat(output.toString().split("Channel my-first is new", -1)).hasSize(2);
	}

	@Test
	void groupsAndNamesReachTheirHandlers(CapturedOutput output) throws IOException {
		put(sample("v3.post.didFlag"));
		await(output, "To be looked at: post:");
		put(sample("v3.post.didAddReaction"));
		await(output, "A reaction to post:");
		put(sample("user.didUpdate"));
		await(output, "Users to be told of: 1");
		put("{\"event\":\"weather.didChange\",\"data\":{}}".getBytes(StandardCharsets.UTF_8));
		await(output, "Social+ has something new: weather.didChange");
	}

	@Test
	void retriesAndRejectsAsTheHandlerSays(CapturedOutput output) throws IOException {
		put(sample("v3.post.didCreate"));
		await(output, ": DONE");
		assertThat(output).containsSubsequence("posts as", ": BUSY", "Handler search-feed failed delivery", ": DONE");
		put((new String(sample("v3.post.didCreate"), StandardCharsets.UTF_8) + "\n").getBytes(StandardCharsets.UTF_8));
		await(output, "RejectDeliveryException; it is a dead letter now");
	}

	@Test
	void operatingHasEachMetric() throws Exception {
		Shell.run(Documentation.README.sendLines(port("server")).replace("my-first", "my-second"));
		Awaitility.await().until(() -> scrape().contains("socialhook_handling_seconds"));
		List<String> actual = scrape().lines()
			.filter((line) -> line.matches("# TYPE socialhook_\\w+ (counter|gauge|histogram|summary)"))
			.map((line) -> line.split(" ")[2])
			.filter((name) -> !name.endsWith("_max"))
			.toList();
		assertThat(Documentation.OPERATING.rows("`socialhook_.*`")).map((row) -> row.getFirst().replace("`", ""))
			.containsExactlyInAnyOrderElementsOf(actual);
	}

	private static String scrape() throws Exception {
		URI address = URI.create("http://localhost:" + port("management") + "/actuator/prometheus");
		try (HttpClient client = HttpClient.newHttpClient()) {
			return client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString()).body();
		}
	}

	private static int port(String side) {
		return application.getEnvironment().getRequiredProperty("local." + side + ".port", Integer.class);
	}

	private static void put(byte[] body) {
		Payload payload = Payload.of(body);
		EventLabel label = new EventScanner().scan(body);
		Subject subject = (label.subjectKind() != null) ? new Subject(label.subjectKind(), label.subjectId()) : null;
		Delivery delivery = new Delivery(EndpointName.DEFAULT, new EventName(label.name()), subject, payload,
				Instant.now());
		assertThat(application.getBean(Inbox.class).put(delivery)).isInstanceOf(Receipt.Stored.class);
	}

	private static byte[] sample(String name) throws IOException {
		try (InputStream file = SocialEvent.class.getResourceAsStream("samples/" + name + ".json")) {
			return file.readAllBytes();
		}
	}

	private static void await(CapturedOutput output, String line) {
		Awaitility.await(line).untilAsserted(() -> assertThat(output).contains(line));
	}

}
