package io.github.socialhook.store.kafka;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;

import io.github.socialhook.delivery.Delivery;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * The records that were written or parsed last. Each handler reads all records by itself,
 * mostly soon after the others, and need not parse what this node has written, or what
 * another has parsed. Thread-safe.
 */
public final class RecordCache {

	/** The index may be some thousand records behind the handlers. */
	private static final int SLOTS = 4096;

	/** A larger record is parsed by each: what is kept is at most 16 MiB. */
	private static final int LARGEST = 4096;

	private final AtomicReferenceArray<@Nullable Parsed> slots = new AtomicReferenceArray<>(SLOTS);

	/**
	 * A record was written by this node.
	 * @param generation to which incarnation of the topic
	 * @param written where it is
	 * @param record what it says
	 */
	void written(int generation, RecordMetadata written, LogRecord record) {
		if (record.delivery().payload().size() > LARGEST || !record.isReadAsWritten()) {
			return;
		}
		int slot = slot(written.partition(), written.offset());
		Parsed kept = this.slots.get(slot);
		// Who has read it already may have found its handlers as well.
		if (kept == null || !kept.isAt(generation, written.partition(), written.offset(), written.timestamp())) {
			this.slots.compareAndSet(slot, kept,
					new Parsed(generation, written.partition(), written.offset(), written.timestamp(), record));
		}
	}

	private static int slot(int partition, long offset) {
		return Math.floorMod(Long.hashCode(offset) * 31 + partition, SLOTS);
	}

	/**
	 * Parses a record, unless that was done lately.
	 * @param generation which incarnation of the topic it is from
	 * @param record any record of the topic
	 * @return what it says; empty if it is no delivery
	 */
	public Optional<Parsed> read(int generation, ConsumerRecord<byte[], byte[]> record) {
		int slot = slot(record.partition(), record.offset());
		Parsed kept = this.slots.get(slot);
		if (kept != null && kept.isOf(generation, record)) {
			return Optional.of(kept);
		}
		Optional<Parsed> parsed = LogRecord.read(record)
			.map((read) -> new Parsed(generation, record.partition(), record.offset(), record.timestamp(), read));
		// What is no delivery may have no value.
		parsed.filter((each) -> record.value().length <= LARGEST).ifPresent((each) -> this.slots.set(slot, each));
		return parsed;
	}

	/** A record that was parsed, or written by this node. */
	public static final class Parsed {

		private final int generation;

		private final int partition;

		private final long offset;

		private final long timestamp;

		private final LogRecord record;

		private volatile @Nullable Set<String> takers;

		private Parsed(int generation, int partition, long offset, long timestamp, LogRecord record) {
			this.generation = generation;
			this.partition = partition;
			this.offset = offset;
			this.timestamp = timestamp;
			this.record = record;
		}

		private boolean isAt(int generation, int partition, long offset, long timestamp) {
			return this.generation == generation && this.offset == offset && this.partition == partition
					&& this.timestamp == timestamp;
		}

		/** A broker that has lost records may give their offsets to others. */
		private boolean isOf(int generation, ConsumerRecord<byte[], byte[]> other) {
			return isAt(generation, other.partition(), other.offset(), other.timestamp())
					&& Arrays.equals(this.record.delivery().payload().bytes(), other.value());
		}

		/**
		 * Returns what the record says.
		 * @return the delivery and its accept id
		 */
		public LogRecord record() {
			return this.record;
		}

		/**
		 * Returns the handlers that take the delivery.
		 * @param takersOf finds them the first time; if it fails, it is asked again
		 * @return their names
		 */
		public Set<String> takers(Function<Delivery, Set<String>> takersOf) {
			Set<String> known = this.takers;
			if (known == null) {
				known = Set.copyOf(takersOf.apply(this.record.delivery()));
				this.takers = known;
			}
			return known;
		}

	}

}
