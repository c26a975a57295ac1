package io.github.socialhook.store.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.delivery.EndpointName;
import io.github.socialhook.delivery.Payload;
import io.github.socialhook.delivery.Subject;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class RecordCacheTests {

	private final RecordCache cache = new RecordCache();

	private static ConsumerRecord<byte[], byte[]> record(int partition, long offset, String body) {
		return record(partition, offset, written(null, body));
	}

	private static LogRecord written(@Nullable Subject subject, String body) {
		return new LogRecord(UUID.randomUUID(), new Delivery(EndpointName.DEFAULT, null, subject,
				Payload.of(body.getBytes(StandardCharsets.UTF_8)), Instant.parse("2026-01-31T12:34:56.789Z")));
	}

	private static ConsumerRecord<byte[], byte[]> record(int partition, long offset, LogRecord record) {
		ProducerRecord<byte[], byte[]> written = record.toProducerRecord("topic");
		ConsumerRecord<byte[], byte[]> read = new ConsumerRecord<>("topic", partition, offset, written.key(),
				written.value().clone());
		written.headers().forEach(read.headers()::add);
		return read;
	}

	private RecordCache.Parsed read(int generation, ConsumerRecord<byte[], byte[]> record) {
		return this.cache.read(generation, record).orElseThrow();
	}

	@Test
	void isParsedOnce() {
		ConsumerRecord<byte[], byte[]> record = record(1, 7, "{}");
		RecordCache.Parsed first = read(0, record);
		assertThat(first.record()).isEqualTo(LogRecord.read(record).orElseThrow());
		assertThat(read(0, record)).isSameAs(first);
	}

	@Test
	void isNeverTakenForAnother() {
		read(0, record(1, 7, "{}"));
		for (ConsumerRecord<byte[], byte[]> other : Set.of(record(2, 7, "{}"), record(1, 8, "{}"),
				record(1, 7, "{ }"))) {
			assertThat(read(0, other).record()).isEqualTo(LogRecord.read(other).orElseThrow());
		}
		ConsumerRecord<byte[], byte[]> recreated = record(1, 7, "{}");
		assertThat(read(1, recreated).record()).isEqualTo(LogRecord.read(recreated).orElseThrow());
	}

	@Test
	void isNoDeliveryWithoutItsHeaders() {
		assertThat(this.cache.read(0, new ConsumerRecord<>("topic", 0, 0, null, new byte[0]))).isEmpty();
	}

	@Test
	void isNoDeliveryWithoutAValue() {
		assertThat(this.cache.read(0, new ConsumerRecord<>("topic", 0, 0, null, null))).isEmpty();
	}

	@Test
	void isParsedByEachIfItIsLarge() {
		ConsumerRecord<byte[], byte[]> record = record(1, 7, "x".repeat(5000));
		assertThat(read(0, record)).isNotSameAs(read(0, record));
	}

	@Test
	void findsItsHandlersOnceUnlessThatFails() {
		RecordCache.Parsed parsed = read(0, record(1, 7, "{}"));
		AtomicInteger calls = new AtomicInteger();
		assertThatIllegalStateException().isThrownBy(() -> parsed.takers((delivery) -> {
			throw new IllegalStateException("not yet");
		}));
		for (int i = 0; i < 2; i++) {
			assertThat(parsed.takers((delivery) -> Set.of("handler" + calls.incrementAndGet())))
				.containsOnly("handler1");
		}
	}

	/** It is where the record says that was read. */
	private void write(int generation, ConsumerRecord<byte[], byte[]> place, LogRecord record) {
		this.cache.written(generation, new RecordMetadata(new TopicPartition("topic", place.partition()),
				place.offset(), 0, place.timestamp(), 0, 0), record);
	}

	@Test
	void isNotParsedWhereItWasWritten() {
		LogRecord written = written(new Subject("channel", "c1"), "{}");
		ConsumerRecord<byte[], byte[]> record = record(1, 7, written);
		write(0, record, written);
		assertThat(read(0, record).record()).isSameAs(written);
	}

	@Test
	void keepsItsHandlersIfItWasReadBeforeThatIsKnown() {
		LogRecord written = written(null, "{}");
		ConsumerRecord<byte[], byte[]> record = record(1, 7, written);
		RecordCache.Parsed parsed = read(0, record);
		write(0, record, written);
		assertThat(read(0, record)).isSameAs(parsed);
	}

	/** Of a log that has lost its end, or that was created anew. */
	@Test
	void isParsedIfAnotherWasWrittenInItsPlace() {
		ConsumerRecord<byte[], byte[]> record = record(1, 7, "{}");
		write(0, record, written(null, "{ }"));
		assertThat(read(0, record).record()).isEqualTo(LogRecord.read(record).orElseThrow());
		write(1, record, written(null, "{}"));
		assertThat(read(0, record).record()).isEqualTo(LogRecord.read(record).orElseThrow());
	}

	@Test
	void isParsedIfItIsNotReadAsItWasWritten() {
		for (String id : List.of("a\u0000b", "\ud800")) {
			LogRecord written = written(new Subject("channel", id), "{}");
			ConsumerRecord<byte[], byte[]> record = record(1, id.length(), written);
			write(0, record, written);
			assertThat(read(0, record).record()).isNotEqualTo(written).isEqualTo(LogRecord.read(record).orElseThrow());
		}
	}

	@Test
	void isParsedByEachIfItIsLargeAndWasWrittenHere() {
		LogRecord written = written(null, "x".repeat(5000));
		ConsumerRecord<byte[], byte[]> record = record(1, 7, written);
		write(0, record, written);
		assertThat(read(0, record).record()).isNotSameAs(written);
	}

}
