package io.github.socialhook;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
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
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.socialhook.extension.JarFolder;
import io.github.socialhook.traffic.TrafficFigures;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Every page and action of the console of the packaged jar in a browser: see
 * {@code src/test/browser}. It needs Chromium, Node.js and the packages of that folder,
 * which {@code .ci/run} installs. The screenshots are in {@code target/screenshots}.
 */
@RunsBesideOthers
class BrowserIT {

	private static final Path SCRIPTS = Path.of("src/test/browser").toAbsolutePath();

	private static final Path SCREENSHOTS = Path.of("target/screenshots").toAbsolutePath();

	private static final Path IMAGES = Path.of("docs/images");

	/**
	 * What the documentation shows, written anew with
	 * {@code -Dsocialhook.docs.write=true}.
	 */
	private static final List<String> DOCUMENTED = List.of("overview-wide-light.png", "filtered-wide-light.png",
			"failures-wide-light.png", "delivery-wide-light.png", "overview-phone-dark.png");

	private static final long MAX_IMAGE = 100_000;

	private static final long MINUTES = 8;

	/** It refuses what is named so, until there is a file. */
	private static final String GREETER = """
			package com.example.shop;

			@org.springframework.stereotype.Component
			class Greeter {

				@io.github.socialhook.handler.WebhookHandler(name = "greeter")
				void greet(io.github.socialhook.event.ChannelEvent.DidCreate created) {
					String name = created.channels().getFirst().displayName();
					if (name != null && name.startsWith("The ") && !java.nio.file.Files.exists(java.nio.file.Path.of("healed"))) {
						throw new io.github.socialhook.handler.RejectDeliveryException("not today");
					}
				}

			}
			""";

	private static final String AUDITOR = """
			package com.example.shop;

			@org.springframework.stereotype.Component
			class Auditor {

				@io.github.socialhook.handler.WebhookHandler(name = "auditor")
				void audit(io.github.socialhook.event.ChannelEvent event) {
				}

			}
			""";

	private static final JsonMapper JSON = new JsonMapper();

	@TempDir
	Path folder;

	private ApplicationProcess service;

	@Test
	void everyPageAndActionWorksAndIsAccessible() throws Exception {
		Optional<Path> browser = find("chromium", "chromium-browser", "google-chrome");
		Optional<Path> node = find("node");
		assumeTrue(browser.isPresent(), "There is no Chromium: apt-get install chromium");
		assumeTrue(node.isPresent(), "There is no Node.js: apt-get install nodejs npm");
		assumeTrue(Files.exists(SCRIPTS.resolve("node_modules")),
				"The packages are not installed: npm ci --ignore-scripts --prefix " + SCRIPTS);
		Files.createDirectories(SCREENSHOTS);
		JarFolder jars = new JarFolder(Files.createDirectory(this.folder.resolve("handlers")));
		jars.add("greeter.jar", "com.example.shop.Greeter", GREETER);
		jars.add("auditor.jar", "com.example.shop.Auditor", AUDITOR);
		try (ApplicationProcess process = ApplicationProcess
			.start(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
					"--enable-native-access=ALL-UNNAMED", "-cp", ExecutableJarIT.find(Path.of("target")).toString()),
					this.folder, variables())) {
			this.service = process;
			fill();
			addTraffic();
			assertThat(drive(browser.orElseThrow(), node.orElseThrow())).endsWith("The console works in a browser\n");
		}
		if (Boolean.getBoolean("socialhook.docs.write")) {
			for (String name : DOCUMENTED) {
				Files.copy(SCREENSHOTS.resolve(name), IMAGES.resolve(name), StandardCopyOption.REPLACE_EXISTING);
			}
		}
		assertThat(DOCUMENTED).allSatisfy((name) -> assertThat(IMAGES.resolve(name)).exists()
			.satisfies((image) -> assertThat(Files.size(image)).isLessThan(MAX_IMAGE)));
	}

	private String drive(Path browser, Path node) throws IOException, InterruptedException {
		Path log = this.folder.resolve("browser.log");
		List<String> command = new ArrayList<>(List.of(node.toString(), SCRIPTS.resolve("console.mjs").toString(),
				"http://localhost:" + this.service.operationsPort(), SCREENSHOTS.toString(), browser.toString(),
				this.folder.resolve("healed").toString()));
		if (Boolean.getBoolean("socialhook.soak")) {
			command.add("all");
		}
		Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
		boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
		process.descendants().forEach(ProcessHandle::destroyForcibly);
		process.destroyForcibly();
		return (ended ? "" : "It did not end\n") + Files.readString(log, StandardCharsets.UTF_8);
	}

	private static Map<String, String> variables() {
		BCryptPasswordEncoder encoder = new BCryptPasswordEncoder(4);
		Map<String, String> variables = new HashMap<>();
		variables.put("SOCIALHOOK_SECRET", Door.SECRET);
		variables.put("SOCIALHOOK_OPERATIONS_USERS_VERA_PASSWORD", "{bcrypt}" + encoder.encode("look"));
		variables.put("SOCIALHOOK_OPERATIONS_USERS_OTTO_PASSWORD", "{bcrypt}" + encoder.encode("press"));
		variables.put("SOCIALHOOK_OPERATIONS_USERS_OTTO_ROLE", "operator");
		return variables;
	}

	private static Optional<Path> find(String... names) {
		return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
			.flatMap((path) -> Stream.of(names).map((name) -> Path.of(path, name)))
			.filter(Files::isExecutable)
			.findFirst();
	}

	private void fill() throws Exception {
		for (String event : List.of("user.didUpdate", "poll.didVote", "community.didCreate")) {
			send("{\"event\": \"%s\", \"data\": {\"user\": {\"userId\": \"anna\"}}}".formatted(event));
		}
		for (int i = 0; i < 12; i++) {
			send("""
					{"event": "message.didCreate", "data": {"messages": [{"messageId": "%s", "channelId": "lobby"}]}}"""
				.formatted("bulk-" + i));
		}
		send("""
				{"event": "channel.didUpdate", "data": {"channel": {"channelId": "<script>",
				"displayName": "<script>alert(1)</script><img src=x onerror=alert(1)>"}}}""");
		send(channel("lobby", "Welcome"));
		send(channel("lobby", "The lobby"));
		for (String id : List.of("garden", "kitchen", "library")) {
			send(channel(id, "The " + id));
		}
		awaitDead(4);
		send("{\"event\": \"channel.didUpdate\", \"data\": not JSON");
		operate("/api/v1/handlers/auditor/pause", "");
		operate("/api/v1/handlers/auditor/resume", "");
		operate("/api/v1/replays", "{\"event\": \"user.didUpdate\"}");
		WebhookRequest genuine = WebhookRequest.signed();
		post(genuine.withSignature("forged"), 401);
		post(genuine.withSecret("another"), 401);
	}

	private static String channel(String id, String name) {
		return """
				{"event": "channel.didCreate", "data": {"channel": {"channelId": "%s", "displayName": "%s",
				"type": "community", "tags": ["welcome", "public"], "memberCount": 12, "isMuted": false,
				"createdAt": "2026-11-23T10:15:00.000Z"}}}""".formatted(id, name);
	}

	private void send(String body) throws Exception {
		post(WebhookRequest.signed(body), 200);
	}

	private void post(WebhookRequest request, int status) throws Exception {
		try (Wire wire = new Wire(this.service.port())) {
			assertThat(wire.send(request.bytes()).answerTo(request.method()).status()).isEqualTo(status);
		}
	}

	private void awaitDead(int number) {
		Awaitility.await()
			.atMost(Timeouts.GENEROUS)
			.until(() -> JSON.readTree(operate("/api/v1/stats", null)).path("states").path("DEAD").asInt() == number);
	}

	private byte[] operate(String path, String json) throws IOException, InterruptedException {
		HttpRequest.Builder request = HttpRequest
			.newBuilder(URI.create("http://localhost:" + this.service.operationsPort() + path))
			.header("Authorization", "Basic " + Base64.getEncoder().encodeToString("otto:press".getBytes()));
		if (json != null) {
			request.header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(json));
		}
		try (HttpClient client = HttpClient.newHttpClient()) {
			return client.send(request.build(), BodyHandlers.ofByteArray()).body();
		}
	}

	/** An hour of traffic, as if the service had been running for long. */
	private void addTraffic() throws SQLException {
		long now = Instant.now().getEpochSecond() / 60;
		String columns = TrafficFigures.ACK_MILLIS.stream()
			.map((bucket) -> ", ack_" + bucket)
			.collect(Collectors.joining());
		try (Connection connection = DriverManager
			.getConnection("jdbc:sqlite:" + this.folder.resolve("data/socialhook.db"));
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

}
