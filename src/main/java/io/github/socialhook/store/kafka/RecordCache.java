package io.github.socialhook.store.kafka;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;

import io.github.socialhook.delivery.Delivery;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The records that were parsed last. Each handler reads all records by itself, mostly
 * soon after the others, and need not parse them again. Thread-safe.
 */
public final class RecordCache {

	private static final int SLOTS = 1024;

	/** A larger record is parsed by each: what is kept is at most 4 MiB. */
	private static final int LARGEST = 4096;

	private final AtomicReferenceArray<@Nullable Parsed> slots = new AtomicReferenceArray<>(SLOTS);

	/**
	 * Parses a record, unless that was done lately.
	 * @param generation which incarnation of the topic it is from
	 * @param record any record of the topic
	 * @return what it says; empty if it is no delivery
	 */
	public Optional<Parsed> read(int generation, ConsumerRecord<byte[], byte[]> record) {
		int slot = Math.floorMod(Long.hashCode(record.offset()) * 31 + record.partition(), SLOTS);
		Parsed kept = this.slots.get(slot);
		if (kept != null && kept.isOf(generation, record)) {
			return Optional.of(kept);
		}
		Optional<Parsed> parsed = LogRecord.read(record).map((read) -> new Parsed(generation, record, read));
		// What is no delivery may have no value.
		parsed.filter((each) -> record.value().length <= LARGEST).ifPresent((each) -> this.slots.set(slot, each));
		return parsed;
	}

	/** A record that was parsed. */
	public static final class Parsed {

		private final int generation;

		private final int partition;

		private final long offset;

		private final long timestamp;

		private final LogRecord record;

		private volatile @Nullable Set<String> takers;

		private Parsed(int generation, ConsumerRecord<byte[], byte[]> source, LogRecord record) {
			this.generation = generation;
			this.partition = source.partition();
			this.offset = source.offset();
			this.timestamp = source.timestamp();
			this.record = record;
		}

		/** A broker that has lost records may give their offsets to others. */
		private boolean isOf(int generation, ConsumerRecord<byte[], byte[]> other) {
			return this.generation == generation && this.offset == other.offset() && this.partition == other.partition()
					&& this.timestamp == other.timestamp()
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
