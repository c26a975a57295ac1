package io.github.socialhook.store.kafka;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.LeaderNotAvailableException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes to the log. A record is acknowledged when all replicas in sync have it, and is
 * given up after a time.
 */
final class LogProducer implements AutoCloseable {

	/** What is not acknowledged by then is in a spill, or is not acknowledged at all. */
	private static final Duration CLOSING = Duration.ofSeconds(1);

	/**
	 * Records that arrive within this time are one request, and those of a partition one
	 * batch: with a request for each, the broker has more to do for a record.
	 */
	private static final int LINGER_MILLIS = 1;

	private static final Duration DAY = Duration.ofDays(1);

	private final String topic;

	private final KafkaProducer<byte[], byte[]> producer;

	private final AtomicBoolean closed = new AtomicBoolean();

	/**
	 * Opens a producer, which connects by itself.
	 * @param topic the topic of the log
	 * @param settings what {@link #settings} has returned
	 */
	LogProducer(String topic, Map<String, Object> settings) {
		this.topic = topic;
		this.producer = new KafkaProducer<>(settings);
	}

	/**
	 * Returns the settings of a producer. Those on which the guarantees depend are not
	 * for others to choose.
	 * @param configured how to connect, and how to compress
	 * @param name the name of the producer
	 * @param timeout how long to try for a record
	 * @param largestRecord the bytes of the largest record
	 */
	static Map<String, Object> settings(Map<String, Object> configured, String name, Duration timeout,
			long largestRecord) {
		Map<String, Object> settings = new HashMap<>(configured);
		List.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, ProducerConfig.PARTITIONER_CLASS_CONFIG,
				ProducerConfig.PARTITIONER_IGNORE_KEYS_CONFIG, ProducerConfig.RETRIES_CONFIG)
			.forEach(settings::remove);
		int millis = Math.toIntExact(Math.max(2 * LINGER_MILLIS, timeout.toMillis()));
		settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
		settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
		settings.put(ProducerConfig.CLIENT_ID_CONFIG, name);
		settings.put(ProducerConfig.ACKS_CONFIG, "all");
		settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
		// Records that arrive while a broker writes are one request, and not several: on
		// a busy machine these cost more than the wait.
		settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
		settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, (long) millis);
		settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis);
		settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis - LINGER_MILLIS);
		settings.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS);
		settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Math.toIntExact(largestRecord));
		// The first delivery after a quiet time does not wait for them.
		settings.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, DAY.toMillis());
		return settings;
	}

	/**
	 * Sends a record. Waits while it cannot be sent, but not for longer than the timeout.
	 * @param onWritten is told where it was written, on the thread of the producer
	 */
	Future<RecordMetadata> send(LogRecord delivery, Consumer<RecordMetadata> onWritten) {
		return this.producer.send(delivery.toProducerRecord(this.topic), (written, failure) -> {
			if (failure == null) {
				onWritten.accept(written);
			}
		});
	}

	/**
	 * Sends a record after those that were sent before. Once a record is given up, this
	 * is closed, so that none after it is written: it is to be sent again before them.
	 * @throws IllegalStateException if this is closed
	 */
	Future<RecordMetadata> sendInOrder(LogRecord delivery) {
		return this.producer.send(delivery.toProducerRecord(this.topic), (written, failure) -> {
			// What is too large is never sent again.
			if (failure != null && !(failure instanceof RecordTooLargeException)) {
				close(Duration.ZERO);
			}
		});
	}

	boolean isClosed() {
		return this.closed.get();
	}

	/**
	 * Writes a record without a delivery through each of the leaders, to the partition of
	 * which the fewest replicas are in sync.
	 * @throws ExecutionException if one of them was not acknowledged
	 * @throws TimeoutException if one of them was not acknowledged in time
	 */
	void probe(Duration timeout) throws ExecutionException, TimeoutException, InterruptedException {
		long deadline = System.nanoTime() + timeout.toNanos();
		Map<Node, PartitionInfo> weakest = new HashMap<>();
		for (PartitionInfo partition : this.producer.partitionsFor(this.topic)) {
			if (partition.leader() == null) {
				throw new ExecutionException(
						new LeaderNotAvailableException("Partition " + partition.partition() + " has no leader"));
			}
			weakest.merge(partition.leader(), partition,
					(one, other) -> (inSync().compare(one, other) <= 0) ? one : other);
		}
		List<Future<RecordMetadata>> sent = weakest.values()
			.stream()
			.map((partition) -> this.producer.send(LogRecord.probe(this.topic, partition.partition())))
			.toList();
		for (Future<RecordMetadata> each : sent) {
			each.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
		}
	}

	private static Comparator<PartitionInfo> inSync() {
		return Comparator.comparingInt((partition) -> partition.inSyncReplicas().length);
	}

	@Override
	public void close() {
		close(CLOSING);
	}

	private void close(Duration timeout) {
		if (this.closed.compareAndSet(false, true)) {
			this.producer.close(timeout);
		}
	}

}
