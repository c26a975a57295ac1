package io.github.socialhook.store.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.delivery.EndpointName;
import io.github.socialhook.delivery.Payload;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class RecordCacheTests {

	private final RecordCache cache = new RecordCache();

	private static ConsumerRecord<byte[], byte[]> record(int partition, long offset, String body) {
		Delivery delivery = new Delivery(EndpointName.DEFAULT, null, null,
				Payload.of(body.getBytes(StandardCharsets.UTF_8)), Instant.parse("2026-01-31T12:34:56.789Z"));
		ProducerRecord<byte[], byte[]> written = new LogRecord(UUID.randomUUID(), delivery).toProducerRecord("topic");
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

}
