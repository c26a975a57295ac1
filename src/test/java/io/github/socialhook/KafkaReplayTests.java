package io.github.socialhook;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.github.socialhook.console.Visitor;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

import static org.assertj.core.api.Assertions.assertThat;

/** The service in a process of its own, whose log is read once more. */
@RunsBesideOthers
class KafkaReplayTests {

	private static final String TOPIC = "replayed";

	private static final Duration HOUR = Duration.ofHours(1);

	private static final Pattern HIDDEN = Pattern.compile("<input type=\"hidden\" name=\"(\\w+)\" value=\"([^\"]*)\">");

	@RegisterExtension
	static final KafkaExtension kafka = new KafkaExtension();

	private static PostgresDatabase database;

	private static Node node;

	private static Path folder;

	@BeforeAll
	static void start(@TempDir Path temporary) throws Exception {
		folder = temporary;
		kafka.server().create(TOPIC, Map.of("max.message.bytes", "1200000"));
		database = PostgresDatabase.create();
		node = new Node("node", folder, diary(), database.url(), "--socialhook.store=kafka",
				"--socialhook.kafka.topic=" + TOPIC, "--socialhook.kafka.durability=single",
				"--spring.kafka.bootstrap-servers=" + kafka.server().address(), "--socialhook.dedupe-window=0s",
				"--socialhook.operations.users.vera.password={bcrypt}" + new BCryptPasswordEncoder(4).encode("look"),
				"--socialhook.operations.users.vera.role=operator");
		startNode();
	}

	@AfterAll
	static void stop() {
		node.close();
		database.close();
	}

	private static void startNode() throws IOException {
		node.start();
		await().until(() -> node.operationsPort().isPresent() || !node.isAlive());
		assertThat(node.isAlive()).as(node::text).isTrue();
	}

	private static ConditionFactory await() {
		return Awaitility.await().atMost(Timeouts.GENEROUS);
	}

	private static Path diary() {
		return folder.resolve("diary");
	}

	private static JsonNode request(String method, String path, String body, int status) throws Exception {
		String login = Base64.getEncoder().encodeToString("vera:look".getBytes(StandardCharsets.UTF_8));
		try (HttpClient client = HttpClient.newHttpClient()) {
			HttpResponse<String> response = client.send(HttpRequest
				.newBuilder(URI.create("http://localhost:" + node.operationsPort().orElseThrow() + "/api/v1" + path))
				.header("Authorization", "Basic " + login)
				.header("Content-Type", "application/json")
				.method(method, HttpRequest.BodyPublishers.ofString(body))
				.build(), HttpResponse.BodyHandlers.ofString());
			assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
			return JsonMapper.shared().readTree(response.body());
		}
	}

	private static JsonNode replay(String members, int status) throws Exception {
		return request("POST", "/replays", "{\"fromLog\": true" + members + "}", status);
	}

	private static JsonNode find(String id) throws Exception {
		for (JsonNode each : request("GET", "/replays", "", 200).path("items")) {
			if (each.path("id").asString().equals(id)) {
				return each;
			}
		}
		throw new AssertionError("There is no replay " + id);
	}

	private static String since(Instant from) {
		return ", \"from\": \"" + from + "\"";
	}

	/** How often a handler has ended what it has begun, by delivery. */
	private static Map<String, Integer> ended(String handler) throws IOException {
		Map<String, Integer> ended = new HashMap<>();
		lines().stream()
			.filter((words) -> words[0].equals("end") && words[2].equals(handler))
			.forEach((words) -> ended.merge(words[3], 1, Integer::sum));
		return ended;
	}

	private static List<String[]> lines() throws IOException {
		return Files.readAllLines(diary()).stream().map((line) -> line.split(" ")).toList();
	}

	/** What the steady handler has begun after so many lines, by subject. */
	private static Map<String, List<Long>> begunSince(int number) throws IOException {
		return lines().stream()
			.skip(number)
			.filter((words) -> words[0].equals("begin") && words[2].equals("steady"))
			.collect(Collectors.groupingBy((words) -> words[5],
					Collectors.mapping((words) -> Long.valueOf(words[3]), Collectors.toList())));
	}

	private static Map<TopicPartition, OffsetAndMetadata> positions(String handler) throws Exception {
		return kafka.server()
			.admin((admin) -> admin.listConsumerGroupOffsets("socialhook." + handler)
				.partitionsToOffsetAndMetadata()
				.get());
	}

	private static long sum(Map<TopicPartition, OffsetAndMetadata> positions) {
		return positions.values().stream().mapToLong(OffsetAndMetadata::offset).sum();
	}

	private static int number(Map<String, Integer> ended) {
		return ended.values().stream().mapToInt(Integer::intValue).sum();
	}

	private static void send(int each) throws Exception {
		try (Callers callers = new Callers(10, each, () -> node.port().stream().boxed().toList(), Duration.ofMillis(2),
				100)) {
			callers.start(2, System.nanoTime()).awaitEnd();
			assertThat(callers.acknowledged).hasSize(10 * each);
		}
	}

	/** Waits until the positions are behind all that was sent. */
	private static void awaitPositions(String handler) throws Exception {
		try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
				Map.of("bootstrap.servers", kafka.server().address()), new ByteArrayDeserializer(),
				new ByteArrayDeserializer())) {
			List<TopicPartition> partitions = consumer.partitionsFor(TOPIC)
				.stream()
				.map((partition) -> new TopicPartition(TOPIC, partition.partition()))
				.toList();
			await().until(() -> sum(positions(
					handler)) == consumer.endOffsets(partitions).values().stream().mapToLong(Long::longValue).sum());
		}
	}

	@Test
	void oneHandlerGetsARangeOfTimeAgainInOrderThroughARestart() throws Exception {
		Instant began = Instant.now().minus(Duration.ofSeconds(1));
		Set<String> earlier = ended("steady").keySet();
		send(30);
		awaitPositions("steady");
		awaitPositions("shaky");
		Map<String, Integer> before = ended("steady");
		before.keySet().removeAll(earlier);
		assertThat(before).hasSizeGreaterThanOrEqualTo(300);
		int others = number(ended("shaky"));
		long position = sum(positions("steady"));
		assertThat(replay(since(began) + ", \"handler\": \"steady\", \"dryRun\": true", 200).path("matched").asLong())
			.isGreaterThanOrEqualTo(300);
		String id = replay(since(began) + ", \"handler\": \"steady\"", 202).path("id").asString();
		node.kill();
		Chronicle.noteDeath(diary(), node.process());
		startNode();
		await().until(() -> !find(id).path("endedAt").isNull());
		JsonNode replay = find(id);
		assertThat(replay.path("fromLog").asBoolean()).isTrue();
		assertThat(replay.path("done")).isEqualTo(replay.path("matched"));
		assertThat(replay.path("replayed").asInt()).isGreaterThanOrEqualTo(300);
		await().untilAsserted(() -> assertThat(ended("steady"))
			.allSatisfy((delivery, number) -> assertThat(number).isGreaterThan(before.getOrDefault(delivery, 0))));
		// What it was still trying again, or was at when the process was killed.
		assertThat(number(ended("shaky")) - others).isLessThan(150);
		assertThat(sum(positions("steady"))).isGreaterThanOrEqualTo(position);
	}

	@Test
	void pausedHandlerIsNotFloodedAndTheReplayCanBeCancelled() throws Exception {
		Instant began = Instant.now().minus(Duration.ofSeconds(1));
		send(80);
		awaitPositions("steady");
		request("POST", "/handlers/steady/pause", "", 204);
		int lines = lines().size();
		String id;
		try {
			id = replay(since(began) + ", \"handler\": \"steady\"", 202).path("id").asString();
			String begun = id;
			await().until(() -> find(begun).path("replayed").asInt() >= 500);
			await().during(Duration.ofSeconds(1)).until(() -> find(begun).path("replayed").asInt() <= 600);
			request("POST", "/replays/" + id + "/cancel", "", 204);
			assertThat(find(id).path("cancelled").asBoolean()).isTrue();
		}
		finally {
			request("POST", "/handlers/steady/resume", "", 204);
		}
		int replayed = find(id).path("replayed").asInt();
		await().until(() -> begunSince(lines).values().stream().mapToInt(List::size).sum() >= replayed);
		assertThat(begunSince(lines)).hasSize(10).allSatisfy((subject, ids) -> assertThat(ids).isSorted());
	}

	@Test
	void refusesWhatCannotBeReplayed() throws Exception {
		Instant now = Instant.now();
		assertThat(replay("", 400).path("parameter").asString()).isEqualTo("from");
		assertThat(replay(since(now) + ", \"to\": \"" + now.minus(HOUR) + "\"", 400).path("parameter").asString())
			.isEqualTo("to");
		assertThat(replay(since(now.minus(HOUR)) + ", \"handler\": \"nobody\"", 400).path("parameter").asString())
			.isEqualTo("handler");
		assertThat(replay(since(now.minus(HOUR)) + ", \"subject\": \"channel:c\"", 400).path("parameter").asString())
			.isEqualTo("subject");
	}

	@Test
	void replaysARangeOfTimeThatWasChosenOnAPage() throws Exception {
		Instant began = Instant.now().minus(Duration.ofSeconds(1));
		send(3);
		awaitPositions("steady");
		try (Visitor vera = new Visitor(node.operationsPort().orElseThrow())) {
			vera.logIn("vera:look");
			assertThat(vera.read("/replays")).contains("href=\"/replays/log\"");
			assertThat(vera.read("/replays/log")).contains("type=\"datetime-local\"", ">steady</option>")
				.doesNotContain("method=\"post\" action=\"/replays/log\"");
			assertThat(vera.get("/replays/log?from=" + began + "&to=" + began.minus(HOUR)).body())
				.contains("role=\"alert\"", "must be later than");
			String question = vera.read("/replays/log?handler=steady&from=" + began);
			Map<String, String> fields = HIDDEN.matcher(question)
				.results()
				.filter((field) -> !field.group(1).startsWith("_"))
				.collect(Collectors.toMap((field) -> field.group(1), (field) -> field.group(2)));
			assertThat(fields).containsOnlyKeys("from", "to", "handler");
			int lines = lines().size();
			assertThat(vera.submit("/replays/log", fields).headers().firstValue("Location"))
				.contains("/replays?notice=begun");
			assertThat(vera.read("/replays")).contains("FROM KAFKA", "handler steady");
			await().until(() -> begunSince(lines).values().stream().mapToInt(List::size).sum() >= 30);
		}
	}

	@Test
	void saysWhatKafkaHasDeleted() throws Exception {
		send(3);
		awaitPositions("steady");
		Instant between = Instant.now();
		Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
		positions("steady")
			.forEach((partition, position) -> all.put(partition, RecordsToDelete.beforeOffset(position.offset())));
		kafka.server().admin((admin) -> admin.deleteRecords(all).all().get());
		JsonNode problem = replay(since(between.minus(HOUR)) + ", \"to\": \"" + between + "\"", 400);
		assertThat(problem.path("parameter").asString()).isEqualTo("to");
		send(3);
		JsonNode counted = replay(since(between.minus(HOUR)) + ", \"dryRun\": true", 200);
		assertThat(counted.path("matched").asLong()).isPositive();
		assertThat(Instant.parse(counted.path("deletedBefore").asString())).isAfter(between.minus(HOUR));
	}

}
