package io.github.socialhook;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads a topic from its beginning. */
final class KafkaReader implements AutoCloseable {

	private final KafkaConsumer<String, byte[]> consumer;

	private final List<Event> events = new ArrayList<>();

	KafkaReader(KafkaServer server, String topic) {
		this.consumer = new KafkaConsumer<>(
				Map.of("bootstrap.servers", server.address(), "auto.offset.reset", "earliest"),
				new StringDeserializer(), new ByteArrayDeserializer());
		this.consumer.assign(this.consumer.partitionsFor(topic, Timeouts.GENEROUS)
			.stream()
			.map((partition) -> new TopicPartition(topic, partition.partition()))
			.toList());
	}

	/** Returns all that it has read, those of one key in their order. */
	List<Event> events() {
		this.consumer.poll(Duration.ofMillis(100)).forEach((each) -> this.events.add(Event.of(each)));
		return List.copyOf(this.events);
	}

	@Override
	public void close() {
		this.consumer.close();
	}

	/** What is read of a record. */
	record Event(String key, String body, Map<String, String> headers) {

		private static Event of(ConsumerRecord<String, byte[]> read) {
			Map<String, String> headers = new LinkedHashMap<>();
			for (Header header : read.headers()) {
				headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
			}
			return new Event(read.key(), new String(read.value(), StandardCharsets.UTF_8), headers);
		}

	}

}
