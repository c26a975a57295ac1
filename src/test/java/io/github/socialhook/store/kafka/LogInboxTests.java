package io.github.socialhook.store.kafka;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.github.socialhook.KafkaServer;
import io.github.socialhook.PostgresDatabase;
import io.github.socialhook.RunsBesideOthers;
import io.github.socialhook.Timeouts;
import io.github.socialhook.configuration.InvalidConfigurationException;
import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.delivery.EndpointName;
import io.github.socialhook.delivery.EventName;
import io.github.socialhook.delivery.Payload;
import io.github.socialhook.delivery.Subject;
import io.github.socialhook.inbox.Inbox;
import io.github.socialhook.inbox.Receipt;
import io.github.socialhook.store.database.Store;
import io.github.socialhook.store.postgresql.PostgresDialect;
import io.github.socialhook.store.queue.LeaseRecovery;
import io.github.socialhook.store.spill.Spill;
import io.github.socialhook.store.spill.SpillMover;
import io.github.socialhook.store.spill.SpillingInbox;
import io.github.socialhook.store.sqlite.SqliteDialect;
import io.github.socialhook.store.write.GroupWriter;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** An inbox over a real broker, which is killed and frozen. */
@RunsBesideOthers
class LogInboxTests {

	private static final Map<String, String> SUFFICIENT = Map.of("max.message.bytes", "1200000");

	private static final InstantSource CLOCK = InstantSource.system();

	private static KafkaServer kafka;

	private static PostgresDatabase postgres;

	/** Between two deliveries of a sender. */
	private static final long PACE_NANOS = 2_000_000;

	private final Deque<AutoCloseable> opened = new ArrayDeque<>();

	@TempDir
	private Path folder;

	private final RecordCache cache = new RecordCache();

	private String topic;

	private DeliveryLog log;

	private CountedTarget target;

	private SpillMover mover;

	private Inbox inbox;

	/** What the log has of it, before it goes to the spill. */
	private Duration half = Timeouts.GENEROUS;

	@BeforeAll
	static void startServers(@TempDir Path folder) throws Exception {
		kafka = new KafkaServer(folder);
		kafka.start();
		postgres = PostgresDatabase.create();
	}

	@AfterAll
	static void stopServers() {
		kafka.close();
		postgres.close();
	}

	@BeforeEach
	void nameTopic(TestInfo test) {
		this.topic = test.getTestMethod().orElseThrow().getName();
	}

	@AfterEach
	void close() throws Exception {
		while (!this.opened.isEmpty()) {
			this.opened.pop().close();
		}
	}

	private static ConditionFactory await() {
		return Awaitility.await().atMost(Timeouts.GENEROUS);
	}

	private void open() throws Exception {
		open(LogDurability.SINGLE);
	}

	/** Wires it as an application does. */
	private void open(LogDurability durability) throws Exception {
		PostgresDialect dialect = new PostgresDialect();
		Store store = closing(
				Store.open(postgres.dataSource(), postgres.url(), dialect, new LeaseRecovery(dialect, CLOCK)));
		GroupWriter writer = closing(new GroupWriter(store, "writer", CLOCK));
		writer.start();
		Map<String, Object> client = Map.of("bootstrap.servers", kafka.address());
		LogProperties properties = new LogProperties(this.topic, durability, Map.of(), LogIndexMode.ALL);
		this.log = closing(new DeliveryLog(new LogRequirements(properties, 1 << 20, Duration.ofMinutes(10)),
				new LogGenerations(writer, CLOCK), client, client, this.half));
		this.log.start();
		String url = "jdbc:sqlite:" + this.folder.resolve("spill.db");
		Spill spill = closing(Spill.open(url, new SqliteDialect(url), Timeouts.GENEROUS, CLOCK));
		this.target = new CountedTarget(new LogTarget(this.log, this.cache, this.half, CLOCK));
		this.mover = closing(new SpillMover(spill, this.target));
		this.inbox = new SpillingInbox(this.target, spill, this.mover, this.half.multipliedBy(2));
		this.mover.start();
	}

	private <T extends AutoCloseable> T closing(T one) {
		this.opened.push(one);
		return one;
	}

	private static Delivery delivery(String subject, String body) {
		return new Delivery(EndpointName.DEFAULT, new EventName("channel.didUpdate"), new Subject("channel", subject),
				Payload.of(body.getBytes(StandardCharsets.UTF_8)), Instant.now().truncatedTo(ChronoUnit.MILLIS));
	}

	private DeliveryId put(Delivery delivery) {
		Receipt receipt = this.inbox.put(delivery);
		assertThat(receipt).isInstanceOf(Receipt.Stored.class);
		return ((Receipt.Stored) receipt).id();
	}

	/** Reads all that there is, without probes. */
	private List<ConsumerRecord<byte[], byte[]>> read() {
		try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
				Map.of("bootstrap.servers", kafka.address(), "auto.offset.reset", "earliest"),
				new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
			List<TopicPartition> partitions = consumer.partitionsFor(this.topic, Timeouts.GENEROUS)
				.stream()
				.map((partition) -> new TopicPartition(this.topic, partition.partition()))
				.toList();
			consumer.assign(partitions);
			Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, Timeouts.GENEROUS);
			List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
			while (partitions.stream().anyMatch((each) -> consumer.position(each) < ends.get(each))) {
				consumer.poll(Duration.ofMillis(100)).forEach(records::add);
			}
			return records.stream().filter((record) -> !LogRecord.isProbe(record)).toList();
		}
	}

	/** The first record of each accept id, as whoever reads the log counts it. */
	private List<LogRecord> readOnce() {
		Map<Object, LogRecord> firsts = new LinkedHashMap<>();
		for (ConsumerRecord<byte[], byte[]> record : read()) {
			LogRecord delivery = LogRecord.read(record).orElseThrow();
			firsts.putIfAbsent(delivery.acceptId(), delivery);
		}
		return List.copyOf(firsts.values());
	}

	private static String body(LogRecord record) {
		return new String(record.delivery().payload().bytes(), StandardCharsets.UTF_8);
	}

	private List<String> bodiesReadOnce() {
		return readOnce().stream().map(LogInboxTests::body).toList();
	}

	private void awaitMove() {
		await().until(() -> this.inbox.spilled() == 0 && !this.mover.isBusy());
	}

	@Test
	void eachDeliveryIsInTheLogOnceUnderItsId() throws Exception {
		kafka.create(this.topic, SUFFICIENT);
		open();
		Map<DeliveryId, Delivery> stored = new HashMap<>();
		try (ExecutorService senders = Executors.newFixedThreadPool(8)) {
			Map<Delivery, Future<DeliveryId>> sent = new LinkedHashMap<>();
			for (int i = 0; i < 400; i++) {
				Delivery delivery = delivery("c" + i % 10, "{\"number\": " + i + "}");
				sent.put(delivery, senders.submit(() -> put(delivery)));
			}
			for (Map.Entry<Delivery, Future<DeliveryId>> each : sent.entrySet()) {
				stored.put(each.getValue().get(), each.getKey());
			}
		}
		assertThat(stored).hasSize(400);
		int generation = this.log.opened().orElseThrow().generation();
		Map<DeliveryId, Delivery> read = read().stream()
			.collect(Collectors.toMap((record) -> new LogPosition(generation, record.partition(), record.offset()).id(),
					(record) -> LogRecord.read(record).orElseThrow().delivery()));
		assertThat(read).isEqualTo(stored);
		assertThat(read())
			.allSatisfy((record) -> assertThat(this.cache.read(generation, record).orElseThrow().record().delivery())
				.isSameAs(stored.get(new LogPosition(generation, record.partition(), record.offset()).id())));
		assertThat(this.inbox.spilled()).isZero();
		assertThat(this.inbox.lastOutage()).isEmpty();
	}

	@Test
	void deliveriesOfASubjectAreInOrder() throws Exception {
		kafka.create(this.topic, SUFFICIENT);
		open();
		IntStream.range(0, 60).forEach((i) -> put(delivery("c" + i % 3, Integer.toString(i))));
		Map<String, List<Integer>> bySubject = readOnce().stream()
			.collect(Collectors.groupingBy((record) -> String.valueOf(record.delivery().subject()),
					Collectors.mapping((record) -> Integer.parseInt(body(record)), Collectors.toList())));
		assertThat(bySubject).hasSize(3).allSatisfy((subject, numbers) -> assertThat(numbers).hasSize(20).isSorted());
	}

	@Test
	void frozenBrokerMakesThemGoToTheSpillInTime() throws Exception {
		kafka.create(this.topic, SUFFICIENT);
		this.half = Duration.ofSeconds(3);
		open();
		put(delivery("c", "before"));
		kafka.freeze();
		try {
			put(delivery("c", "ambiguous"));
			assertThat(this.mover.isBusy()).isTrue();
			assertThat(this.inbox.lastOutage()).hasValueSatisfying((outage) -> assertThat(outage.over()).isFalse());
			int tried = this.target.puts();
			for (int i = 0; i < 20; i++) {
				put(delivery("c", "frozen " + i));
			}
			assertThat(this.target.puts()).as("None of them waits for the broker").isEqualTo(tried);
			assertThat(this.inbox.spilled()).isEqualTo(21);
			assertThat(this.inbox.isWritable()).isTrue();
		}
		finally {
			kafka.thaw();
		}
		awaitMove();
		put(delivery("c", "after"));
		List<String> expected = new ArrayList<>(List.of("before", "ambiguous"));
		IntStream.range(0, 20).forEach((i) -> expected.add("frozen " + i));
		expected.add("after");
		assertThat(bodiesReadOnce()).containsExactlyElementsOf(expected);
		assertThat(this.inbox.lastOutage()).hasValueSatisfying((outage) -> assertThat(outage.over()).isTrue());
	}

	/**
	 * Half of the time that Social+ gets goes to the log, the other half to the spill.
	 */
	@Test
	@Tag("soak")
	void frozenBrokerDelaysTheFirstAnswerAndNoOther() throws Exception {
		kafka.create(this.topic, SUFFICIENT);
		this.half = Duration.ofMillis(500);
		open();
		for (int round = 0; round < 10; round++) {
			put(delivery("c", "before " + round));
			kafka.freeze();
			try {
				assertThat(timeToPut("ambiguous " + round)).isLessThan(Duration.ofMillis(600));
				for (int i = 0; i < 20; i++) {
					assertThat(timeToPut("frozen " + round + " " + i)).isLessThan(Duration.ofMillis(100));
				}
			}
			finally {
				kafka.thaw();
			}
			awaitMove();
		}
		assertThat(bodiesReadOnce()).hasSize(220);
	}

	private Duration timeToPut(String body) {
		long began = System.nanoTime();
		put(delivery("c", body));
		return Duration.ofNanos(System.nanoTime() - began);
	}

	@Test
	void nothingIsLostWhenTheBrokerIsKilled() throws Exception {
		kafka.create(this.topic, SUFFICIENT);
		this.half = Duration.ofMillis(500);
		open();
		Set<String> acknowledged = sendWhile(() -> {
			for (int round = 0; round < 2; round++) {
				kafka.kill();
				await().until(this.mover::isBusy);
				kafka.start();
				awaitMove();
			}
		});
		awaitMove();
		List<String> bodies = bodiesReadOnce();
		assertThat(new HashSet<>(bodies)).hasSameSizeAs(bodies);
		acknowledged.removeAll(new HashSet<>(bodies));
		assertThat(acknowledged).isEmpty();
	}

	/** Sends until something is over, and returns what was acknowledged. */
	private Set<String> sendWhile(Task task) throws Exception {
		Set<String> acknowledged = new HashSet<>();
		ConcurrentLinkedQueue<String> stored = new ConcurrentLinkedQueue<>();
		AtomicBoolean over = new AtomicBoolean();
		try (ExecutorService senders = Executors.newFixedThreadPool(4)) {
			for (int i = 0; i < 4; i++) {
				String name = "sender " + i + " ";
				senders.submit(() -> {
					for (int number = 0; !over.get(); number++) {
						if (this.inbox.put(delivery(name, name + number)) instanceof Receipt.Stored) {
							stored.add(name + number);
						}
						LockSupport.parkNanos(PACE_NANOS);
					}
				});
			}
			try {
				await().until(() -> stored.size() > 20);
				task.run();
				int soFar = stored.size();
				await().until(() -> stored.size() > soFar + 20);
			}
			finally {
				over.set(true);
			}
		}
		acknowledged.addAll(stored);
		return acknowledged;
	}

	@Test
	void nothingIsWrittenAfterWhatWasGivenUp() throws Exception {
		kafka.create(this.topic, SUFFICIENT);
		LogProducer producer = closing(new LogProducer(this.topic, LogProducer
			.settings(Map.of("bootstrap.servers", kafka.address()), "mover", Duration.ofSeconds(1), 1 << 20)));
		producer.sendInOrder(new LogRecord(UUID.randomUUID(), delivery("c", "before"))).get();
		kafka.freeze();
		try {
			Future<?> givenUp = producer.sendInOrder(new LogRecord(UUID.randomUUID(), delivery("c", "given up")));
			assertThatExceptionOfType(ExecutionException.class).isThrownBy(givenUp::get);
		}
		finally {
			kafka.thaw();
		}
		LogRecord next = new LogRecord(UUID.randomUUID(), delivery("c", "next"));
		assertThatIllegalStateException().isThrownBy(() -> producer.sendInOrder(next));
		assertThat(bodiesReadOnce()).startsWith("before").doesNotContain("next");
	}

	@Test
	void whatIsSpilledIsMovedAfterTheProducerWasClosed() throws Exception {
		kafka.create(this.topic, SUFFICIENT);
		open();
		LogProducer first = this.log.mover();
		assertThat(this.log.mover()).isNotNull().isSameAs(first);
		first.close();
		this.mover.noteOutage();
		put(delivery("c", "spilled"));
		awaitMove();
		assertThat(bodiesReadOnce()).containsExactly("spilled");
	}

	@Test
	void startsWithoutTheBroker() throws Exception {
		kafka.create(this.topic, SUFFICIENT);
		kafka.kill();
		try {
			open();
			assertThat(this.log.opened()).isEmpty();
			put(delivery("c", "early"));
			assertThat(this.inbox.spilled()).isEqualTo(1);
		}
		finally {
			kafka.start();
		}
		await().until(() -> this.log.opened().isPresent());
		awaitMove();
		put(delivery("c", "late"));
		assertThat(bodiesReadOnce()).containsExactly("early", "late");
	}

	@Test
	void anotherIncarnationHasOtherIds() throws Exception {
		kafka.create(this.topic, SUFFICIENT);
		open();
		DeliveryId first = put(delivery("c", "1"));
		close();
		kafka.delete(this.topic);
		kafka.create(this.topic, SUFFICIENT);
		open();
		DeliveryId second = put(delivery("c", "2"));
		assertThat(LogPosition.find(second).orElseThrow().generation())
			.isGreaterThan(LogPosition.find(first).orElseThrow().generation());
	}

	@Test
	void refusesATopicThatDoesNotExist() {
		assertThatExceptionOfType(InvalidConfigurationException.class).isThrownBy(this::open)
			.withMessage("The topic '" + this.topic + "' does not exist.")
			.satisfies((ex) -> assertThat(ex.action()).startsWith("Run kafka-topics.sh --create --topic "));
	}

	@Test
	void refusesATopicThatIsTooWeak() throws Exception {
		kafka.create(this.topic, Map.of());
		assertThatExceptionOfType(InvalidConfigurationException.class).isThrownBy(() -> open(LogDurability.REPLICATED))
			.withMessageContaining("its replication factor is 1, but must be at least 3")
			.withMessageContaining("min.insync.replicas is 1, but must be at least 2")
			.withMessageContaining("max.message.bytes is 1048588, but must be at least 1114112");
	}

	@Test
	void refusesATopicThatIsNotSynced() throws Exception {
		kafka.create(this.topic, SUFFICIENT);
		assertThatExceptionOfType(InvalidConfigurationException.class).isThrownBy(() -> open(LogDurability.SYNCED))
			.withMessageEndingWith("promises: flush.messages is 9223372036854775807, but must be 1.");
	}

	@Test
	void storesInATopicThatIsSynced() throws Exception {
		kafka.create(this.topic, Map.of("max.message.bytes", "1200000", "flush.messages", "1"));
		open(LogDurability.SYNCED);
		put(delivery("c", "synced"));
		assertThat(bodiesReadOnce()).containsExactly("synced");
	}

	@Test
	void refusesATopicThatMustNotBeWritten() throws Exception {
		kafka.create(this.topic, SUFFICIENT);
		kafka.forbid(this.topic);
		assertThatExceptionOfType(InvalidConfigurationException.class).isThrownBy(this::open)
			.withMessageStartingWith("Kafka does not give this client the rights that it needs: ");
	}

	@Test
	void largestBodyFits() throws Exception {
		kafka.create(this.topic, SUFFICIENT);
		open();
		put(delivery("c", "x".repeat(1 << 20)));
		assertThat(readOnce()).singleElement()
			.satisfies((record) -> assertThat(record.delivery().payload().size()).isEqualTo(1 << 20));
	}

	/** Something that may fail. */
	@FunctionalInterface
	private interface Task {

		void run() throws Exception;

	}

}
