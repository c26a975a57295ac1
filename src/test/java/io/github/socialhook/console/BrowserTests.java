package io.github.socialhook.console;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.socialhook.RunsBesideOthers;
import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.traffic.TrafficFigures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Every page and action of the console in a browser: see {@code src/test/browser}. It
 * needs Chromium, Node.js and the packages of that folder, which {@code .ci/run}
 * installs. The screenshots are in {@code target/screenshots}.
 */
@RunsBesideOthers
class BrowserTests {

	private static final Path SCRIPTS = Path.of("src/test/browser");

	private static final Path SCREENSHOTS = Path.of("target/screenshots");

	private static final Path IMAGES = Path.of("docs/images");

	/**
	 * What the documentation shows, written anew with
	 * {@code -Dsocialhook.docs.write=true}.
	 */
	private static final List<String> DOCUMENTED = List.of("overview-wide-light.png", "filtered-wide-light.png",
			"failures-wide-light.png", "delivery-wide-light.png", "overview-phone-dark.png");

	private static final long MAX_IMAGE = 100_000;

	private static final long MINUTES = 8;

	@TempDir
	Path folder;

	@Test
	void everyPageAndActionWorksAndIsAccessible() throws Exception {
		Optional<Path> browser = find("chromium", "chromium-browser", "google-chrome");
		Optional<Path> node = find("node");
		assumeTrue(browser.isPresent(), "There is no Chromium: apt-get install chromium");
		assumeTrue(node.isPresent(), "There is no Node.js: apt-get install nodejs npm");
		assumeTrue(Files.exists(SCRIPTS.resolve("node_modules")),
				"The packages are not installed: npm ci --ignore-scripts --prefix " + SCRIPTS);
		Files.createDirectories(SCREENSHOTS);
		try (OperationsFixture service = OperationsFixture.open(this.folder)) {
			fill(service);
			addTraffic();
			Path log = this.folder.resolve("browser.log");
			List<String> command = new ArrayList<>(List.of(node.orElseThrow().toString(),
					SCRIPTS.resolve("console.mjs").toString(), "http://localhost:" + service.operationsPort(),
					SCREENSHOTS.toString(), browser.orElseThrow().toString()));
			if (Boolean.getBoolean("socialhook.soak")) {
				command.add("all");
			}
			Process process = new ProcessBuilder(command).redirectErrorStream(true)
				.redirectOutput(log.toFile())
				.start();
			boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
			process.descendants().forEach(ProcessHandle::destroyForcibly);
			process.destroyForcibly();
			assertThat(Files.readString(log, StandardCharsets.UTF_8)).as("ended: %s", ended)
				.endsWith("The console works in a browser\n");
		}
		if (Boolean.getBoolean("socialhook.docs.write")) {
			for (String name : DOCUMENTED) {
				Files.copy(SCREENSHOTS.resolve(name), IMAGES.resolve(name), StandardCopyOption.REPLACE_EXISTING);
			}
		}
		assertThat(DOCUMENTED).allSatisfy((name) -> assertThat(IMAGES.resolve(name)).exists()
			.satisfies((image) -> assertThat(Files.size(image)).isLessThan(MAX_IMAGE)));
	}

	private static Optional<Path> find(String... names) {
		return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
			.flatMap((path) -> Stream.of(names).map((name) -> Path.of(path, name)))
			.filter(Files::isExecutable)
			.findFirst();
	}

	private static void fill(OperationsFixture service) throws Exception {
		for (String event : List.of("message.didCreate", "user.didUpdate", "poll.didVote", "community.didCreate")) {
			service.put(event, "user:anna", "{\"event\": \"" + event + "\", \"data\": {}}");
		}
		for (int i = 0; i < 12; i++) {
			service.put("message.didCreate", "channel:bulk", "{\"event\": \"message.didCreate\", \"n\": " + i + "}");
		}
		service.put("channel.didCreate", "channel:<script>", """
				{"event": "channel.didCreate", "text": "<script>alert(1)</script><img src=x onerror=alert(1)>"}""");
		service.put("channel.didCreate", "channel:lobby", channel("lobby", "Welcome"));
		service.greeter().failing = true;
		String dead = service.put("channel.didCreate", "channel:lobby", channel("lobby", "The lobby"));
		service.awaitState(dead, DeliveryState.DEAD);
		service.awaitState(service.put("channel.didCreate", "channel:garden", channel("garden", "Garden")),
				DeliveryState.DEAD);
		service.greeter().failing = false;
		service.put("channel.didUpdate", "channel:garden", "{\"event\": \"channel.didUpdate\", not JSON");
		service.post("/api/v1/handlers/auditor/pause", OperationsFixture.OPERATOR, null);
		service.post("/api/v1/handlers/auditor/resume", OperationsFixture.OPERATOR, null);
		service.post("/api/v1/replays", OperationsFixture.OPERATOR, "{\"event\": \"user.didUpdate\"}");
		service.webhook("{}", OperationsFixture.sign("{ }"));
		service.webhook("{}", "forged");
	}

	/** An hour of traffic, as if the service had been running for long. */
	private void addTraffic() throws SQLException {
		long now = Instant.now().getEpochSecond() / 60;
		String columns = TrafficFigures.ACK_MILLIS.stream()
			.map((bucket) -> ", ack_" + bucket)
			.collect(Collectors.joining());
		try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + this.folder.resolve("inbox.db"));
				Statement statement = connection.createStatement()) {
			for (int i = 1; i < 58; i++) {
				long received = 900 + Math.round(400 * Math.sin(i / 9.0)) + (i * 37) % 90;
				long failed = (i > 20 && i < 27) ? 40 + i : 0;
				long slow = (failed > 0) ? 60 : 3;
				statement.addBatch("INSERT INTO socialhook_traffic (minute, node, received, duplicates, rejected, "
						+ "unavailable, handled, failed" + columns + ", ack_over) VALUES (" + (now - i) + ", 'a', "
						+ received + ", " + i % 5 + ", " + i % 3 + ", 0, " + (received - failed) + ", " + failed + ", "
						+ (received / 2) + ", " + (received / 2 - slow) + ", " + slow + ", " + slow / 4
						+ ", 0".repeat(8) + ")");
			}
			statement.executeBatch();
		}
	}

	private static String channel(String id, String name) {
		return """
				{"event": "channel.didCreate", "data": {"channel": {"channelId": "%s", "displayName": "%s",
				"type": "community", "tags": ["welcome", "public"], "memberCount": 12, "isMuted": false,
				"createdAt": "2026-11-23T10:15:00.000Z"}}}""".formatted(id, name);
	}

}
