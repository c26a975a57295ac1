package io.github.socialhook;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

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
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

import static org.assertj.core.api.Assertions.assertThat;

/** The handlers that the pages show, in the application, with what the pages send. */
@ExtendWith(OutputCaptureExtension.class)
class DocumentedHandlersTests {

	private static final String PASSWORD = "anna-may-look";

	private static ConfigurableApplicationContext application;

	@BeforeAll
	static void start(@TempDir Path folder) throws IOException {
		SpringApplication unstarted = new SpringApplication(SocialhookApplication.class);
		unstarted.addInitializers((context) -> new ClassPathBeanDefinitionScanner((BeanDefinitionRegistry) context)
			.scan(DocumentedHandlersTests.class.getPackageName() + ".docs"));
		String settings = folder.toUri().toString();
		write(folder.resolve("readme.yaml"), Documentation.README);
		// It has source addresses, which are counted only where they are looked at.
		write(folder.resolve("configuration.yaml"), Documentation.CONFIGURATION);
		application = unstarted.run("--server.port=0", "--management.server.port=0",
				"--spring.config.additional-location=" + settings + "readme.yaml," + settings + "configuration.yaml",
				"--CHAT_SECRET=socialhook-demo", "--NEW_SOCIAL_SECRET=social-plus-two",
				"--OLD_SOCIAL_SECRET=social-plus-one",
				"--socialhook.operations.users.anna.password={bcrypt}" + new BCryptPasswordEncoder(4).encode(PASSWORD),
				"--socialhook.operations.users.anna.role=operator",
				"--spring.datasource.url=jdbc:sqlite:" + folder.resolve("docs.db"));
	}

	private static void write(Path file, Documentation page) throws IOException {
		assertThat(page.blocks("yaml")).hasSize(1);
		Files.writeString(file, page.blocks("yaml").getFirst());
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

	@Test
	void yamlOfThePagesSetsWhatItSays() {
		String endpoints = "socialhook.endpoints.";
		assertThat(application.getEnvironment().getProperty(endpoints + "social.secrets"))
			.isEqualTo("social-plus-two, social-plus-one");
		assertThat(application.getEnvironment().getProperty("socialhook.source-ips.mode")).isEqualTo("report");
		assertThat(application.getEnvironment().getProperty("socialhook.source-ips.regions[0]")).isEqualTo("eu");
	}

	@Test
	void apiAnswersTheCallsThatItsPageShows() throws Exception {
		String calls = Documentation.API.blocks("sh").getFirst();
		assertThat(calls.split("(?m)^curl ")).hasSize(3);
		String answers = Shell.run(calls.replace("-u anna", "-u anna:" + PASSWORD)
			.replace("http://localhost:8081/", "http://127.0.0.1:" + port("management") + "/"));
		assertThat(answers).contains("\"items\":[", "\"dryRun\":true").doesNotContain("\"status\":");
	}

	@Test
	void databaseAnswersTheStatementsOfThePageOnOperations() {
		List<String> statements = Pattern.compile("\"(SELECT [^\"]*)\"")
			.matcher(String.join("", Documentation.OPERATING.blocks("sh")))
			.results()
			.map((statement) -> statement.group(1))
			.toList();
		JdbcClient database = application.getBean(JdbcClient.class);
		assertThat(statements).hasSize(2)
			.allSatisfy((statement) -> assertThat(database.sql(statement).query().listOfRows()).isNotNull());
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
