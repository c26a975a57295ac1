package io.github.socialhook;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** The service over three brokers, with the promise that is the default. */
@Tag("soak")
@RunsBesideOthers
class KafkaClusterTests {

	private static final Map<String, String> SUFFICIENT = Map.of("max.message.bytes", "1200000", "min.insync.replicas",
			"2");

	private static List<KafkaServer> brokers;

	@TempDir
	private Path folder;

	@BeforeAll
	static void startBrokers(@TempDir Path folder) throws Exception {
		brokers = KafkaServer.cluster(folder, 3);
		for (KafkaServer each : brokers) {
			each.launch();
		}
		awaitBrokers();
	}

	@AfterAll
	static void stopBrokers() {
		brokers.forEach(KafkaServer::close);
	}

	/** Waits until each has all that the others have. */
	private static void awaitBrokers() throws Exception {
		brokers.forEach(KafkaServer::awaitStart);
		Awaitility.await()
			.ignoreExceptions()
			.until(() -> brokers.getFirst()
				.admin((admin) -> admin.describeTopics(admin.listTopics().names().get()).allTopicNames().get())
				.values()
				.stream()
				.flatMap((topic) -> topic.partitions().stream())
				.allMatch((partition) -> partition.isr().size() == partition.replicas().size()));
		Awaitility.await()
			.until(() -> brokers.getFirst().admin((admin) -> admin.describeCluster().nodes().get()).size() == brokers
				.size());
	}

	private static String addresses() {
		return brokers.stream().map(KafkaServer::address).collect(Collectors.joining(","));
	}

	private static void create(String topic, int replicas, Map<String, String> settings) throws Exception {
		brokers.getFirst()
			.admin((admin) -> admin
				.createTopics(
						List.of(new NewTopic(topic, Optional.of(3), Optional.of((short) replicas)).configs(settings)))
				.all()
				.get());
	}

	private Path diary() {
		return this.folder.resolve("diary");
	}

	private Node node(PostgresDatabase database, String topic) throws Exception {
		List<String> arguments = new ArrayList<>(Operator.arguments());
		arguments.addAll(List.of("--socialhook.store=kafka", "--socialhook.kafka.topic=" + topic,
				"--spring.kafka.bootstrap-servers=" + addresses(),
				// What a busy machine does not spill in time would overtake what it has.
				"--socialhook.accept-timeout=5s"));
		return new Node("node", this.folder, diary(), database.url(), arguments.toArray(String[]::new));
	}

	private static void awaitPort(Node node) {
		Awaitility.await().until(() -> node.operationsPort().isPresent() || !node.isAlive());
		assertThat(node.isAlive()).as(node::text).isTrue();
	}

	private static void awaitMore(Callers callers, int number) {
		int enough = callers.acknowledged.size() + number;
		Awaitility.await().until(() -> callers.acknowledged.size() >= enough);
	}

	private static int spilled(Node node) {
		return Operator.store(node.operationsPort().orElseThrow()).path("spilled").asInt();
	}

	/** Waits until something that is acknowledged from now on is in the topic. */
	private static void awaitInTopic(Callers callers, LogAudit audit) {
		Set<String> before = new HashSet<>(callers.acknowledged);
		Awaitility.await().until(() -> {
			Set<String> since = new HashSet<>(audit.read().keySet());
			since.removeAll(before);
			since.retainAll(callers.acknowledged);
			return !since.isEmpty();
		});
	}

	@Test
	void losesNothingWhenOneBrokerIsKilledAndThenASecond() throws Exception {
		String topic = "replicated";
		create(topic, 3, SUFFICIENT);
		try (PostgresDatabase database = PostgresDatabase.create();
				Node node = node(database, topic);
				Callers callers = new Callers(40, Integer.MAX_VALUE, () -> node.port().stream().boxed().toList(),
						Duration.ofMillis(80), Integer.MAX_VALUE)) {
			LogAudit audit = new LogAudit(addresses(), topic, diary());
			node.start();
			awaitPort(node);
			callers.start(4, 1);
			awaitMore(callers, 100);
			List<KafkaServer> order = new ArrayList<>(brokers);
			for (int round = 0; round < order.size(); round++) {
				order.get(0).kill();
				awaitMore(callers, 100);
				awaitInTopic(callers, audit);
				Awaitility.await().until(() -> spilled(node) == 0);
				order.get(1).kill();
				awaitMore(callers, 100);
				Awaitility.await().until(() -> spilled(node) > 0);
				order.get(1).launch();
				order.get(0).launch();
				awaitBrokers();
				awaitInTopic(callers, audit);
				Awaitility.await().until(() -> spilled(node) == 0);
				order.addLast(order.removeFirst());
			}
			callers.stop();
			audit.awaitHandled(callers.acknowledged);
			audit.awaitIndexed(JdbcClient.create(database.dataSource()));
			assertThat(callers.otherAnswers).isEmpty();
			Chronicle chronicle = Chronicle.read(diary());
			assertThat(chronicle.outOfOrder()).isEmpty();
			assertThat(chronicle.sideBySide()).isEmpty();
		}
	}

	@Test
	void startsOnceTheTopicIsChangedAsTheFailureSays() throws Exception {
		String topic = "weak";
		create(topic, 3, Map.of());
		try (PostgresDatabase database = PostgresDatabase.create(); Node node = node(database, topic)) {
			node.start();
			Awaitility.await().until(() -> !node.isAlive());
			assertThat(node.text()).contains("APPLICATION FAILED TO START",
					"min.insync.replicas is 1, but must be at least 2",
					"max.message.bytes is 1048588, but must be at least ");
			String settings = node.await(0,
					"Run kafka-configs.sh --alter --entity-type topics --entity-name weak --add-config (\\S+) ");
			List<AlterConfigOp> changes = Arrays.stream(settings.split(","))
				.map((setting) -> setting.split("="))
				.map((words) -> new AlterConfigOp(new ConfigEntry(words[0], words[1]), AlterConfigOp.OpType.SET))
				.toList();
			brokers.getFirst()
				.admin((admin) -> admin
					.incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic), changes))
					.all()
					.get());
			node.start();
			awaitPort(node);
		}
	}

	@Test
	void doesNotStartOverATopicOfOneReplica() throws Exception {
		String topic = "single";
		create(topic, 1, SUFFICIENT);
		try (PostgresDatabase database = PostgresDatabase.create(); Node node = node(database, topic)) {
			node.start();
			Awaitility.await().until(() -> !node.isAlive());
			assertThat(node.text()).contains("APPLICATION FAILED TO START",
					"its replication factor is 1, but must be at least 3", "Create the topic anew",
					"Or promise less with socialhook.kafka.durability");
		}
	}

}
