package io.github.socialhook;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.socialhook.store.kafka.LogPosition;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Compares what was acknowledged with what is in a topic, what the handlers have handled,
 * and what the index knows.
 *
 * @param address where the brokers are
 * @param topic the topic
 * @param diary what the handlers have written
 */
record LogAudit(String address, String topic, Path diary) {

	static final List<String> HANDLERS = List.of("steady", "shaky");

	private static ConditionFactory await() {
		return Awaitility.await().atMost(Timeouts.GENEROUS);
	}

	/** Returns the numbers of the deliveries of each body that is in the topic. */
	Map<String, Set<Long>> read() {
		try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
				Map.of("bootstrap.servers", this.address, "auto.offset.reset", "earliest"), new ByteArrayDeserializer(),
				new ByteArrayDeserializer())) {
			List<TopicPartition> partitions = consumer.partitionsFor(this.topic, Timeouts.GENEROUS)
				.stream()
				.map((partition) -> new TopicPartition(this.topic, partition.partition()))
				.toList();
			consumer.assign(partitions);
			Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, Timeouts.GENEROUS);
			Map<String, Set<Long>> numbers = new HashMap<>();
			while (partitions.stream().anyMatch((each) -> consumer.position(each) < ends.get(each))) {
				consumer.poll(Duration.ofMillis(100))
					.forEach((record) -> numbers
						.computeIfAbsent(new String(record.value(), StandardCharsets.UTF_8), (body) -> new HashSet<>())
						.add(new LogPosition(0, record.partition(), record.offset()).number()));
			}
			// Of the probes.
			numbers.remove("");
			return numbers;
		}
	}

	/** What of the acknowledged a handler has not handled. */
	Set<String> missing(Set<String> acknowledged, Map<String, Set<Long>> stored, String handler) throws IOException {
		Set<Long> handled = Chronicle.read(this.diary).handledBy(handler);
		Set<String> missing = new HashSet<>(acknowledged);
		missing.removeIf((body) -> stored.getOrDefault(body, Set.of()).stream().anyMatch(handled::contains));
		return missing;
	}

	/**
	 * Waits until each handler has handled all that was acknowledged, as long as there is
	 * less left from time to time.
	 */
	void awaitHandled(Set<String> acknowledged) throws IOException {
		Set<String> left = missing(acknowledged);
		while (!left.isEmpty()) {
			Set<String> before = left;
			left = await().alias("fewer than " + before)
				.pollInterval(Duration.ofMillis(500))
				.until(() -> missing(acknowledged), (now) -> now.size() < before.size());
		}
	}

	private Set<String> missing(Set<String> acknowledged) throws IOException {
		Map<String, Set<Long>> stored = read();
		Set<String> missing = new HashSet<>();
		for (String handler : HANDLERS) {
			missing(acknowledged, stored, handler).forEach((body) -> missing.add(handler + " " + body));
		}
		return missing;
	}

	/** One row for each body, whatever was written twice, and nothing is left to do. */
	void awaitIndexed(JdbcClient database) {
		Map<String, Set<Long>> stored = read();
		await().untilAsserted(() -> {
			Set<Long> indexed = new HashSet<>(
					database.sql("SELECT id FROM socialhook_delivery").query(Long.class).list());
			assertThat(indexed).hasSameSizeAs(stored.keySet());
			assertThat(stored.values()).allMatch((copies) -> copies.stream().anyMatch(indexed::contains));
		});
		await().untilAsserted(() -> assertThat(
				database.sql("SELECT count(*) FROM socialhook_delivery WHERE state IN ('PENDING', 'RETRYING')")
					.query(Integer.class)
					.single())
			.isZero());
	}

}
