package io.github.socialhook.store.kafka.index;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.inbox.StoreUnavailableException;
import io.github.socialhook.store.kafka.LogPosition;
import io.github.socialhook.store.kafka.LogRecord;
import io.github.socialhook.store.kafka.LogTopic;
import io.github.socialhook.store.kafka.consume.ConsumerSettings;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Reads single deliveries from the log, one at a time. */
public final class LogBodies implements AutoCloseable {

	private static final Duration TIMEOUT = Duration.ofSeconds(5);

	/** A record that is larger comes nevertheless, alone. */
	private static final int FETCH_BYTES = 64 * 1024;

	private final Supplier<Optional<LogTopic>> log;

	private final Map<String, Object> settings;

	private @Nullable KafkaConsumer<byte[], byte[]> consumer;

	/**
	 * Creates it. It connects when it is asked first.
	 * @param log the topic of the log; empty as long as it cannot be used
	 * @param client the settings of a consumer
	 */
	public LogBodies(Supplier<Optional<LogTopic>> log, Map<String, Object> client) {
		this.log = log;
		this.settings = ConsumerSettings.withoutGroup(client, "bodies", 1);
		this.settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES);
	}

	/**
	 * Reads a delivery.
	 * @param position where it is
	 * @return the delivery; empty if the log has deleted it
	 * @throws StoreUnavailableException if Kafka does not answer
	 */
	synchronized Optional<Delivery> find(LogPosition position) {
		LogTopic topic = this.log.get().orElseThrow(() -> new StoreUnavailableException("Kafka does not answer", null));
		if (topic.generation() != position.generation()) {
			return Optional.empty();
		}
		try {
			return read(new TopicPartition(topic.name(), position.partition()), position.offset());
		}
		catch (OffsetOutOfRangeException ex) {
			return Optional.empty();
		}
		catch (KafkaException ex) {
			close();
			throw new StoreUnavailableException("Kafka does not answer", ex);
		}
	}

	private Optional<Delivery> read(TopicPartition partition, long offset) {
		KafkaConsumer<byte[], byte[]> open = this.consumer;
		if (open == null) {
			open = new KafkaConsumer<>(this.settings);
			this.consumer = open;
		}
		open.assign(List.of(partition));
		try {
			open.seek(partition, offset);
			long deadline = System.nanoTime() + TIMEOUT.toNanos();
			while (System.nanoTime() - deadline < 0) {
				for (ConsumerRecord<byte[], byte[]> record : open.poll(TIMEOUT)) {
					// What is before the first that is left was deleted.
					return (record.offset() == offset) ? LogRecord.read(record).map(LogRecord::delivery)
							: Optional.empty();
				}
			}
			throw new StoreUnavailableException("Kafka does not answer", null);
		}
		finally {
			open.unsubscribe();
		}
	}

	@Override
	public synchronized void close() {
		if (this.consumer != null) {
			this.consumer.close();
			this.consumer = null;
		}
	}

}
