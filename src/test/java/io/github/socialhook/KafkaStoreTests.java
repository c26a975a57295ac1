package io.github.socialhook;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** The service in processes of its own, with its inbox in a topic. */
@RunsBesideOthers
class KafkaStoreTests {

	private static final JsonMapper mapper = new JsonMapper();

	@RegisterExtension
	static final KafkaExtension kafka = new KafkaExtension();

	@TempDir
	private Path folder;

	private static ConditionFactory await() {
		return Awaitility.await().atMost(Timeouts.GENEROUS);
	}

	private Path diary() {
		return this.folder.resolve("diary");
	}

	private Node node(PostgresDatabase database, String topic, String index) throws Exception {
		kafka.server().create(topic, Map.of("max.message.bytes", "1200000"));
		List<String> arguments = new ArrayList<>(Operator.arguments());
		arguments.addAll(List.of("--socialhook.store=kafka", "--socialhook.kafka.topic=" + topic,
				"--socialhook.kafka.index=" + index, "--socialhook.kafka.durability=single",
				"--spring.kafka.bootstrap-servers=" + kafka.server().address()));
		return new Node("node", this.folder, diary(), database.url(), arguments.toArray(String[]::new));
	}

	private static void start(Node node) throws IOException {
		node.start();
		await().until(() -> node.port().isPresent() || !node.isAlive());
		assertThat(node.isAlive()).as(node::text).isTrue();
	}

	private static List<Integer> ports(Node node) {
		return node.port().stream().boxed().toList();
	}

	private static void awaitMore(Callers callers, int number) {
		int enough = callers.acknowledged.size() + number;
		await().until(() -> callers.acknowledged.size() >= enough);
	}

	/** Returns the numbers of the deliveries of each body that is in PostgreSQL. */
	private static Map<String, Set<Long>> read(PostgresDatabase database) {
		return JdbcClient.create(database.dataSource())
			.sql("SELECT id, body FROM socialhook_delivery")
			.query((row, number) -> Map.entry(new String(row.getBytes(2), StandardCharsets.UTF_8), row.getLong(1)))
			.list()
			.stream()
			.collect(Collectors.groupingBy(Map.Entry::getKey,
					Collectors.mapping(Map.Entry::getValue, Collectors.toSet())));
	}

	private static long count(PostgresDatabase database, String states) {
		return JdbcClient.create(database.dataSource())
			.sql("SELECT count(*) FROM socialhook_delivery WHERE state IN (" + states + ")")
			.query(Long.class)
			.single();
	}

	private LogAudit audit(String topic) {
		return new LogAudit(kafka.server().address(), topic, diary());
	}

	@Test
	void eachHandlerHandlesEachOnceInOrder() throws Exception {
		String topic = "calm";
		try (PostgresDatabase database = PostgresDatabase.create();
				Node node = node(database, topic, "trouble");
				Callers callers = new Callers(20, 15, () -> ports(node), Duration.ofMillis(5), 100)) {
			start(node);
			callers.start(4, 1).awaitEnd();
			assertThat(callers.acknowledged).hasSize(300);
			audit(topic).awaitHandled(callers.acknowledged);
			node.stop();
			Map<String, Set<Long>> stored = audit(topic).read();
			assertThat(stored.keySet()).isEqualTo(callers.acknowledged);
			Chronicle chronicle = Chronicle.read(diary());
			assertThat(chronicle.begun().values()).as("No attempt is made twice")
				.allSatisfy((processes) -> assertThat(processes).hasSize(1));
			assertThat(chronicle.outOfOrder()).isEmpty();
			assertThat(chronicle.sideBySide()).isEmpty();
			assertThat(JdbcClient.create(database.dataSource())
				.sql("SELECT count(*) FROM socialhook_delivery WHERE id % 7 <> 0")
				.query(Long.class)
				.single()).as("What went well is not written").isZero();
		}
	}

	@Test
	void theApiAndThePagesKnowWhatWentWell() throws Exception {
		String topic = "known";
		try (PostgresDatabase database = PostgresDatabase.create();
				Node node = node(database, topic, "all");
				Callers callers = new Callers(5, 4, () -> ports(node), Duration.ofMillis(5), 100)) {
			start(node);
			await().until(() -> node.operationsPort().isPresent());
			int port = node.operationsPort().orElseThrow();
			callers.start(2, 1).awaitEnd();
			await()
				.untilAsserted(() -> assertThat(json(port, "/api/v1/deliveries?state=HANDLED&limit=100").get("items"))
					.hasSize(20));
			Set<String> bodies = new HashSet<>();
			for (JsonNode each : json(port, "/api/v1/deliveries?limit=100").get("items")) {
				bodies.add(Operator.get(port, "/api/v1/deliveries/" + each.get("id").asString() + "/body").body());
			}
			assertThat(bodies).isEqualTo(callers.acknowledged);
			// Figures are kept for a while.
			await().untilAsserted(
					() -> assertThat(json(port, "/api/v1/stats").at("/states/HANDLED").asInt()).isEqualTo(20));
			RawAnswer test = Operator.post(port, "/api/v1/endpoints/default/test");
			assertThat(test.status()).as(test::toString).isEqualTo(200);
			String id = mapper.readTree(test.body()).get("id").asString();
			assertThat(Operator.get(port, "/api/v1/deliveries/" + id).body()).contains("socialhook.test");
			RawAnswer page = Operator.get(port, "/deliveries/" + id);
			assertThat(page.status()).as(page::toString).isEqualTo(200);
		}
	}

	private static JsonNode json(int port, String path) {
		RawAnswer answer = Operator.get(port, path);
		assertThat(answer.status()).as(answer::toString).isEqualTo(200);
		return mapper.readTree(answer.body());
	}

	/**
	 * One instance after the other is changed; of what was accepted last nothing is
	 * begun.
	 */
	@Test
	void takesOverWhatPostgresHasWhileItReceives() throws Exception {
		String topic = "moved";
		List<Node> nodes = new ArrayList<>();
		try (PostgresDatabase database = PostgresDatabase.create();
				Node before = new Node("before", this.folder, diary(), database.url());
				Node last = new Node("last", this.folder, diary(), database.url(),
						"--socialhook.dispatch.enabled=false");
				Node after = node(database, topic, "trouble");
				Callers callers = new Callers(20, Integer.MAX_VALUE,
						() -> nodes.stream().flatMap((node) -> ports(node).stream()).toList(), Duration.ofMillis(20),
						100)) {
			nodes.addAll(List.of(before, last, after));
			start(before);
			callers.start(3, 1);
			awaitMore(callers, 60);
			start(last);
			before.stop();
			awaitMore(callers, 60);
			assertThat(count(database, "'PENDING'")).as("backlog").isPositive();
			makeOneDead(database);
			start(after);
			awaitMore(callers, 60);
			last.stop();
			awaitMore(callers, 60);
			callers.stop();
			await().untilAsserted(() -> {
				Map<String, Set<Long>> stored = audit(topic).read();
				assertThat(stored).isNotEmpty();
				read(database).forEach(
						(body, numbers) -> stored.computeIfAbsent(body, (each) -> new HashSet<>()).addAll(numbers));
				for (String handler : LogAudit.HANDLERS) {
					assertThat(audit(topic).missing(callers.acknowledged, stored, handler)).as(handler).isEmpty();
				}
			});
			await().until(() -> count(database, "'PENDING', 'RETRYING'") == 0);
			assertThat(count(database, "'DEAD'")).isEqualTo(1);
			assertThat(callers.otherAnswers).isSubsetOf(503);
		}
	}

	private static void makeOneDead(PostgresDatabase database) {
		JdbcClient client = JdbcClient.create(database.dataSource());
		long number = client.sql("SELECT min(id) FROM socialhook_delivery WHERE state = 'HANDLED'")
			.query(Long.class)
			.single();
		client.sql("INSERT INTO socialhook_task (delivery_id, handler, state, attempts, failed_at)"
				+ " VALUES (?, 'steady', 'DEAD', 8, 0) ON CONFLICT (delivery_id, handler) DO UPDATE SET state = 'DEAD'")
			.param(number)
			.update();
		client.sql("UPDATE socialhook_delivery SET state = 'DEAD', handled_at = NULL WHERE id = ?")
			.param(number)
			.update();
	}

}
