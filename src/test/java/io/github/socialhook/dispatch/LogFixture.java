package io.github.socialhook.dispatch;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import io.github.socialhook.KafkaServer;
import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.delivery.EndpointName;
import io.github.socialhook.delivery.EventName;
import io.github.socialhook.delivery.HandlingListener;
import io.github.socialhook.delivery.Payload;
import io.github.socialhook.delivery.Subject;
import io.github.socialhook.store.OpenIndex;
import io.github.socialhook.store.kafka.LogProperties;
import io.github.socialhook.store.kafka.LogRecord;
import io.github.socialhook.store.kafka.consume.LogWorkQueue;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** A log of three partitions, and dispatchers that read from it. */
final class LogFixture implements AutoCloseable {

	static final String EVENT = "channel.didCreate";

	private static final Instant RECEIVED_AT = Instant.parse("2026-11-23T10:00:00Z");

	private static final int PARTITIONS = 3;

	private final KafkaServer kafka;

	private final String topic;

	private final KafkaProducer<byte[], byte[]> producer;

	LogFixture(KafkaServer kafka, String topic) throws Exception {
		this.kafka = kafka;
		this.topic = topic;
		kafka.create(topic, Map.of());
		this.producer = new KafkaProducer<>(Map.of("bootstrap.servers", kafka.address()), new ByteArraySerializer(),
				new ByteArraySerializer());
	}

	static String body(String subject, int number) {
		return String.format(Locale.ROOT, """
				{"event":"%s","data":{"channel":"%s","number":%d}}""", EVENT, subject, number);
	}

	static LogRecord record(@Nullable String subject, String body) {
		Delivery delivery = new Delivery(EndpointName.DEFAULT, new EventName(EVENT),
				(subject != null) ? new Subject("channel", subject) : null,
				Payload.of(body.getBytes(StandardCharsets.UTF_8)), RECEIVED_AT);
		return new LogRecord(UUID.randomUUID(), delivery);
	}

	void send(String subject, int number) {
		send(record(subject, body(subject, number)));
	}

	void send(LogRecord record) {
		try {
			this.producer.send(record.toProducerRecord(this.topic)).get();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Sends without waiting until it is in the log. */
	void sendSoon(String subject, int number) {
		this.producer.send(record(subject, body(subject, number)).toProducerRecord(this.topic));
	}

	KafkaProducer<byte[], byte[]> producer() {
		return this.producer;
	}

	String topic() {
		return this.topic;
	}

	/** Starts a dispatcher with handlers that a test gives it. */
	Node start(String url, Consumer<DispatchFixture> handlers) {
		return start(url, Map.of(), handlers);
	}

	Node start(String url, Map<String, String> starts, Consumer<DispatchFixture> handlers) {
		// Partitions move when a node starts or stops, and not because a machine is busy.
		Node node = new Node(url, Map.of("bootstrap.servers", this.kafka.address(), "session.timeout.ms", 60_000,
				"heartbeat.interval.ms", 200), properties(starts));
		handlers.accept(node.fixture);
		node.fixture.start();
		return node;
	}

	/** Starts a dispatcher that is killed before it begins to read. */
	void killAtStart(String url, Consumer<DispatchFixture> handlers) {
		try (Node node = new Node(url, Map.of("bootstrap.servers", this.kafka.address()), properties(Map.of()))) {
			handlers.accept(node.fixture);
			node.fixture.beforeStart(() -> {
				node.queue.prepare();
				throw new IllegalStateException("killed");
			});
			assertThatIllegalStateException().isThrownBy(node.fixture::start).withMessage("killed");
		}
	}

	/** Starts one with an index of all deliveries. */
	Node startIndexed(String url, Consumer<DispatchFixture> handlers) {
		Node node = start(url, handlers);
		node.index();
		return node;
	}

	/** Lets the log forget everything that is in it by now. */
	void deleteAll() throws Exception {
		Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
		for (int i = 0; i < PARTITIONS; i++) {
			all.put(new TopicPartition(this.topic, i), RecordsToDelete.beforeOffset(-1));
		}
		this.kafka.admin((admin) -> admin.deleteRecords(all).all().get());
	}

	private LogProperties properties(Map<String, String> starts) {
		Map<String, String> settings = new HashMap<>(Map.of("socialhook.kafka.topic", this.topic));
		starts.forEach((handler, start) -> settings.put("socialhook.kafka.start[" + handler + "]", start));
		return new Binder(new MapConfigurationPropertySource(settings)).bindOrCreate("socialhook.kafka",
				LogProperties.class);
	}

	/** Returns how far a handler has come, over all partitions. */
	long position(String handler) throws Exception {
		return this.kafka
			.admin((admin) -> admin.listConsumerGroupOffsets("socialhook." + handler)
				.partitionsToOffsetAndMetadata()
				.get())
			.values()
			.stream()
			.mapToLong((position) -> position.offset())
			.sum();
	}

	/** Returns how many partitions the nodes have that run a handler. */
	int owned(String handler) throws Exception {
		String group = "socialhook." + handler;
		return this.kafka
			.admin((admin) -> admin.describeConsumerGroups(List.of(group)).describedGroups().get(group).get())
			.members()
			.stream()
			.mapToInt((member) -> member.assignment().topicPartitions().size())
			.sum();
	}

	/** Leaves a handler where it is, as a process that was killed does. */
	void kill(String handler, int deaths) throws Exception {
		this.kafka.admin((admin) -> {
			String group = "socialhook." + handler;
			Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
			admin.listConsumerGroupOffsets(group)
				.partitionsToOffsetAndMetadata()
				.get()
				.forEach((partition, position) -> positions.put(partition, new OffsetAndMetadata(position.offset(),
						position.offset() + "," + position.offset() + "," + deaths)));
			return admin.alterConsumerGroupOffsets(group, positions).all().get();
		});
	}

	/** Returns how many records there are, over all partitions. */
	long end() throws Exception {
		Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
		for (int i = 0; i < PARTITIONS; i++) {
			latest.put(new TopicPartition(this.topic, i), OffsetSpec.latest());
		}
		return this.kafka.admin((admin) -> admin.listOffsets(latest).all().get())
			.values()
			.stream()
			.mapToLong((offset) -> offset.offset())
			.sum();
	}

	@Override
	public void close() {
		this.producer.close();
	}

	/** A dispatcher that reads from the log, over a database. */
	static final class Node implements AutoCloseable {

		final DispatchFixture fixture;

		final AtomicInteger repeats = new AtomicInteger();

		final AtomicLong unindexed = new AtomicLong(-1);

		OpenIndex index;

		private final LogWorkQueue queue;

		private final Runnable startIndex;

		Node(String url, Map<String, Object> client, LogProperties log) {
			this.fixture = new DispatchFixture(url);
			HandlingListener listener = new HandlingListener() {

				@Override
				public void repeated(String handler) {
					Node.this.repeats.incrementAndGet();
				}

				@Override
				public void indexed(long left) {
					Node.this.unindexed.set(left);
				}

			};
			this.queue = this.fixture.inbox.over(client, log, () -> this.fixture.directory, listener);
			this.startIndex = () -> this.index = this.fixture.inbox
				.index(client, log, () -> this.fixture.directory, listener)
				.start();
			this.fixture.withQueue((database) -> this.queue).beforeStart(this.queue::prepare);
		}

		void index() {
			this.startIndex.run();
		}

		/** Returns how many rows a table has. */
		int rows(String table) {
			return this.fixture.inbox.sql().sql("SELECT count(*) FROM " + table).query(Integer.class).single();
		}

		int count(String state) {
			return this.fixture.inbox.count(state);
		}

		@Override
		public void close() {
			if (this.index != null) {
				this.index.close();
			}
			this.fixture.stop();
			this.queue.stop();
			this.fixture.close();
		}

	}

}
