package io.github.socialhook;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import io.github.socialhook.KafkaReader.Event;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** The service in processes of its own, and the broker to which it publishes. */
@RunsBesideOthers
class KafkaOutletTests {

	private static final String SECRET = Node.SECRET;

	private static final String HANDLER = "kafka.outlet";

	private static final Pattern NUMBER = Pattern.compile("\"number\":(\\d+)");

	@RegisterExtension
	static final KafkaExtension kafka = new KafkaExtension();

	@TempDir
	private Path folder;

	private static ConditionFactory await() {
		return Awaitility.await().atMost(Timeouts.GENEROUS);
	}

	private ApplicationProcess start(String topic, String... more) throws IOException {
		return startOver(TemporaryStore.urlIn(this.folder), topic, more);
	}

	private ApplicationProcess startOver(String store, String topic, String... more) throws IOException {
		List<String> arguments = new ArrayList<>(Operator.arguments());
		arguments.addAll(List.of("--spring.datasource.url=" + store, "--socialhook.kafka.outlet.topic=" + topic,
				"--spring.kafka.bootstrap-servers=" + kafka.server().address(),
				"--socialhook.endpoints.default.secrets=" + SECRET, "--socialhook.endpoints.chat.secrets=" + SECRET));
		arguments.addAll(List.of(more));
		return ApplicationProcess.start(this.folder, Map.of("SOCIALHOOK_SECRET", SECRET),
				arguments.toArray(String[]::new));
	}

	private static void send(ApplicationProcess service, String body) {
		send(service, WebhookRequest.signed(body));
	}

	private static void send(ApplicationProcess service, WebhookRequest request) {
		try (Wire wire = new Wire(service.port())) {
			assertThat(wire.send(request.withSecret(SECRET).bytes()).answer().status()).isEqualTo(200);
		}
	}

	private static String event(String subject, int number) {
		return "{\"event\":\"channel.didUpdate\",\"data\":{\"channel\":{\"channelId\":\"%s\"},\"number\":%s}}"
			.formatted(subject, number);
	}

	private static JsonNode get(ApplicationProcess service, String path) {
		return JsonMapper.shared().readTree(Operator.get(service.operationsPort(), path).body());
	}

	private static JsonNode handler(ApplicationProcess service) {
		for (JsonNode each : get(service, "/api/v1/handlers").path("items")) {
			if (each.path("name").asString().equals(HANDLER)) {
				return each;
			}
		}
		throw new AssertionError("There is no outlet");
	}

	private static String awaitFailing(ApplicationProcess service, String problem) {
		await().until(() -> handler(service).path("lastError").asString("").contains(problem));
		return handler(service).path("lastError").asString();
	}

	private static Map<String, Long> states(ApplicationProcess service) {
		Map<String, Long> states = new HashMap<>();
		get(service, "/api/v1/stats").path("states").properties().forEach((state) -> {
			if (state.getValue().asLong() > 0) {
				states.put(state.getKey(), state.getValue().asLong());
			}
		});
		return states;
	}

	private static void awaitHandled(ApplicationProcess service, long number) {
		await().untilAsserted(() -> assertThat(states(service)).isEqualTo(Map.of("HANDLED", number)));
	}

	@Test
	void publishesEachEventOnceFromSqlite() throws Exception {
		publishesEachEventOnce(TemporaryStore.urlIn(this.folder), "from-sqlite");
	}

	@Test
	void publishesEachEventOnceFromPostgres() throws Exception {
		try (PostgresDatabase database = PostgresDatabase.create()) {
			publishesEachEventOnce(database.url(), "from-postgres");
		}
	}

	private void publishesEachEventOnce(String store, String topic) throws Exception {
		kafka.server().create(topic, Map.of());
		String known = "{\"event\":\"channel.didUpdate\" ,\"data\":{\"channel\":{\"channelId\":\"ů:1\"},\"n\":1.50}}\n";
		String unknown = "{\"event\":\"door.didOpen\",\"data\":{\"text\":\"\\u0041\"}}";
		String unnamed = "{\"data\":[]}";
		Instant before = Instant.now().minusSeconds(1);
		try (ApplicationProcess service = startOver(store, topic);
				KafkaReader reader = new KafkaReader(kafka.server(), topic)) {
			send(service, known);
			send(service, WebhookRequest.signed(unknown).to("/webhooks/chat"));
			send(service, unnamed);
			send(service, "{ not JSON");
			await().until(() -> reader.events().size() >= 3);
			await().untilAsserted(() -> assertThat(states(service)).isEqualTo(Map.of("HANDLED", 3L, "UNREADABLE", 1L)));
			Map<String, Event> events = new HashMap<>();
			reader.events().forEach((each) -> assertThat(events.put(each.body(), each)).isNull());
			assertThat(events).containsOnlyKeys(known, unknown, unnamed);
			assertThat(events.get(known).key()).isEqualTo("channel:ů:1");
			Map<String, String> headers = events.get(known).headers();
			assertThat(headers).containsEntry("ce_specversion", "1.0")
				.containsEntry("ce_source", "urn:socialhook:default")
				.containsEntry("ce_type", "plus.social.channel.didUpdate")
				.containsEntry("ce_subject", "channel:ů:1")
				.containsEntry("content-type", "application/json")
				.containsEntry("socialhook-endpoint", "default")
				.hasSize(9);
			Instant received = Instant.parse(headers.get("ce_time"));
			assertThat(received).isBetween(before, Instant.now());
			String id = headers.get("socialhook-delivery");
			assertThat(headers).containsEntry("ce_id", "msg_" + id + "_" + received.toEpochMilli());
			assertThat(get(service, "/api/v1/deliveries/" + id).path("subject").asString()).isEqualTo("channel:ů:1");
			assertThat(events.get(unknown).key()).isEqualTo("chat");
			assertThat(events.get(unknown).headers()).containsEntry("ce_type", "plus.social.door.didOpen")
				.containsEntry("ce_source", "urn:socialhook:chat")
				.containsEntry("socialhook-endpoint", "chat")
				.doesNotContainKey("ce_subject");
			assertThat(events.get(unnamed).key()).isEqualTo("default");
			assertThat(events.get(unnamed).headers()).containsEntry("ce_type", "plus.social.unknown");
			readWithAnotherClient(topic, events);
		}
	}

	/** One that has nothing in common with that of Java. */
	private static void readWithAnotherClient(String topic, Map<String, Event> events) throws Exception {
		if (Files.notExists(Path.of("/usr/bin/kcat"))) {
			return;
		}
		List<JsonNode> read = Shell.run("kcat -C -e -q -J -b %s -t %s".formatted(kafka.server().address(), topic))
			.lines()
			.map((line) -> JsonMapper.shared().readTree(line))
			.toList();
		assertThat(read).hasSameSizeAs(events.keySet());
		for (JsonNode each : read) {
			Event event = events.get(each.path("payload").asString());
			assertThat(each.path("key").asString()).isEqualTo(event.key());
			List<String> headers = new ArrayList<>();
			each.path("headers").forEach((text) -> headers.add(text.asString()));
			List<String> expected = new ArrayList<>();
			event.headers().forEach((name, value) -> expected.addAll(List.of(name, value)));
			assertThat(headers).isEqualTo(expected);
		}
	}

	@Test
	void waitsForABrokerThatIsFrozenKilledAndStartedAgain() throws Exception {
		String topic = "outages";
		kafka.server().create(topic, Map.of());
		// What a busy machine does not publish in time has failed, and others go on.
		try (ApplicationProcess service = start(topic, "--socialhook.kafka.outlet.timeout=10s",
				"--socialhook.dispatch.retry-after=1ms"); Callers callers = callers(service.port())) {
			start(callers);
			kafka.server().freeze();
			awaitFailing(service, "does not acknowledge");
			int before = callers.acknowledged.size();
			await().until(() -> callers.acknowledged.size() > before + 50);
			kafka.server().thaw();
			await().until(() -> handler(service).path("failingSince").isNull());
			kafka.server().kill();
			awaitFailing(service, "does not acknowledge");
			kafka.server().start();
			await().until(() -> handler(service).path("failingSince").isNull());
			callers.stop();
			assertThat(callers.otherAnswers).isEmpty();
			assertThat(callers.givenUp).isEmpty();
			assertThat(callers.slowest()).isLessThan(Timeouts.ANSWER);
			awaitHandled(service, callers.acknowledged.size());
			assertInOrder(topic, callers.acknowledged);
		}
	}

	private static Callers callers(int port) {
		return new Callers(10, Integer.MAX_VALUE, () -> List.of(port), Duration.ofMillis(20), 1);
	}

	private static void start(Callers callers) {
		callers.start(2, 7);
		await().until(() -> callers.acknowledged.size() > 20 || !callers.otherAnswers.isEmpty());
		assertThat(callers.otherAnswers).isEmpty();
	}

	/** What was published twice counts where it came first. */
	private static void assertInOrder(String topic, Set<String> sent) {
		try (KafkaReader reader = new KafkaReader(kafka.server(), topic)) {
			await().until(() -> bodies(reader.events()).containsAll(sent));
			List<Event> events = reader.events();
			assertThat(bodies(events)).isEqualTo(sent);
			Map<String, List<Integer>> numbers = new HashMap<>();
			for (Event each : new LinkedHashSet<>(
					events.stream().map((event) -> new Event(event.key(), event.body(), Map.of())).toList())) {
				Matcher number = NUMBER.matcher(each.body());
				assertThat(number.find()).isTrue();
				numbers.computeIfAbsent(each.key(), (key) -> new ArrayList<>()).add(Integer.valueOf(number.group(1)));
			}
			assertThat(numbers).hasSizeGreaterThan(1).allSatisfy((key, list) -> assertThat(list).as(key).isSorted());
		}
	}

	private static Set<String> bodies(List<Event> events) {
		Set<String> bodies = new LinkedHashSet<>();
		events.forEach((each) -> bodies.add(each.body()));
		return bodies;
	}

	@Test
	void keepsTheOrderOverAShortRestartOfTheBroker() throws Exception {
		String topic = "restart";
		kafka.server().create(topic, Map.of());
		try (ApplicationProcess service = start(topic); Callers callers = callers(service.port())) {
			start(callers);
			kafka.server().kill();
			kafka.server().start();
			int before = callers.acknowledged.size();
			await().until(() -> callers.acknowledged.size() > before + 50);
			callers.stop();
			awaitHandled(service, callers.acknowledged.size());
			assertInOrder(topic, callers.acknowledged);
		}
	}

	@Test
	void publishesWhatAKilledServiceHadAccepted() throws Exception {
		String topic = "crash";
		kafka.server().create(topic, Map.of());
		List<ApplicationProcess> services = new ArrayList<>(List.of(start(topic)));
		AtomicInteger port = new AtomicInteger(services.getLast().port());
		try (Callers callers = new Callers(10, Integer.MAX_VALUE, () -> List.of(port.get()), Duration.ofMillis(20),
				1)) {
			start(callers);
			for (int i = 0; i < 2; i++) {
				int before = callers.acknowledged.size();
				await().until(() -> callers.acknowledged.size() > before + 20);
				services.getLast().kill();
				services.add(start(topic));
				port.set(services.getLast().port());
			}
			int before = callers.acknowledged.size();
			await().until(() -> callers.acknowledged.size() > before + 20);
			callers.stop();
			await().until(() -> states(services.getLast()).keySet().equals(Set.of("HANDLED")));
			try (KafkaReader reader = new KafkaReader(kafka.server(), topic)) {
				await().until(() -> bodies(reader.events()).containsAll(callers.acknowledged));
			}
		}
		finally {
			services.forEach(ApplicationProcess::close);
		}
	}

	@Test
	void receivesWithoutABrokerAndPublishesOnceThereIsOne() throws Exception {
		String topic = "late";
		kafka.server().create(topic, Map.of());
		kafka.server().kill();
		try (ApplicationProcess service = start(topic, "--socialhook.kafka.outlet.timeout=2s")) {
			for (int i = 0; i < 30; i++) {
				send(service, event("late", i));
			}
			assertThat(awaitFailing(service, "not present in metadata")).contains(kafka.server().address());
			assertThat(service.text())
				.contains("Handler kafka.outlet cannot work now (Kafka at " + kafka.server().address());
			assertThat(states(service)).containsOnlyKeys("PENDING");
			kafka.server().start();
			awaitHandled(service, 30);
			assertThat(get(service, "/api/v1/deliveries").path("items"))
				.allSatisfy((delivery) -> assertThat(delivery.path("attempts").asInt()).isEqualTo(1));
			try (KafkaReader reader = new KafkaReader(kafka.server(), topic)) {
				await().until(() -> reader.events().size() == 30);
				assertThat(reader.events()).extracting(Event::body)
					.isEqualTo(IntStream.range(0, 30).mapToObj((i) -> event("late", i)).toList());
			}
		}
		finally {
			kafka.server().kill();
			kafka.server().start();
		}
	}

	@Test
	void holdsEventsWhileTheTopicIsMissingOrForbidden() throws Exception {
		String topic = "forbidden";
		// Long enough for the first attempt, which loads the client, on a busy machine.
		try (ApplicationProcess service = start(topic, "--socialhook.kafka.outlet.timeout=15s")) {
			send(service, event("first", 1));
			awaitFailing(service,
					"The topic 'forbidden' does not exist: create it, or correct socialhook.kafka.outlet.topic");
			kafka.server().forbid(topic);
			kafka.server().create(topic, Map.of());
			awaitFailing(service, "Kafka does not let this client write to the topic 'forbidden'");
			assertThat(states(service)).as(() -> get(service, "/api/v1/deliveries").toPrettyString() + service.text())
				.containsOnlyKeys("PENDING");
			kafka.server().allow(topic);
			awaitHandled(service, 1);
		}
	}

	@Test
	void givesUpWhatIsTooLargeAndNothingElse() throws Exception {
		String topic = "small";
		kafka.server().create(topic, Map.of("max.message.bytes", "2000"));
		try (ApplicationProcess service = start(topic)) {
			send(service, event("large", 1).replace("}}", ",\"text\":\"" + "x".repeat(3000) + "\"}}"));
			send(service, event("large", 2));
			await().untilAsserted(() -> assertThat(states(service)).isEqualTo(Map.of("HANDLED", 1L, "DEAD", 1L)));
			assertThat(handler(service).path("failingSince").isNull()).isTrue();
			JsonNode dead = get(service, "/api/v1/deliveries?state=DEAD").path("items").get(0);
			assertThat(dead.path("attempts").asInt()).isEqualTo(1);
			assertThat(dead.path("lastError").toString()).contains("Kafka rejects a record of this size");
		}
	}

	/** Looking at what is not used takes a few interfaces of Spring, and no client. */
	@Test
	void loadsNoClientOfKafkaUnlessItIsConfigured() throws Exception {
		Path loaded = this.folder.resolve("classes");
		List<String> java = new ArrayList<>(Packaged.java());
		java.add(java.indexOf("-Xlog:disable") + 1, "-Xlog:class+load:file=" + loaded);
		try (ApplicationProcess service = ApplicationProcess.start(java, this.folder,
				Map.of("SOCIALHOOK_SECRET", SECRET), "--spring.datasource.url=" + TemporaryStore.urlIn(this.folder))) {
			send(service, event("plain", 1));
			service.stop();
		}
		assertThat(Files.readString(loaded, StandardCharsets.UTF_8))
			.contains("org.springframework.boot.SpringApplication ")
			.doesNotContain("org.apache.kafka.");
	}

}
