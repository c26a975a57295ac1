package io.github.socialhook.store.kafka.consume;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.delivery.Subject;
import io.github.socialhook.inbox.Claim;
import io.github.socialhook.log.LogLimit;
import io.github.socialhook.store.kafka.LogPosition;
import io.github.socialhook.store.kafka.LogRecord;
import io.github.socialhook.store.kafka.RecordCache;
import io.github.socialhook.store.kafka.dedupe.RecentDeliveries;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Tells what one handler has to do with the records of its partitions. */
final class RecordReader {

	private static final Log logger = LogFactory.getLog(RecordReader.class);

	/** So far that no lease ends before an attempt: the assignment is what counts. */
	private static final Instant FAR = Instant.ofEpochMilli(Long.MAX_VALUE);

	private static final LogLimit foreignLog = new LogLimit();

	private final String handler;

	private final int generation;

	private final LogSource source;

	private final LoggedTroubles stored;

	/** Whether this handler is the one to report what no handler takes. */
	private final boolean first;

	private final Map<Integer, RecentDeliveries> recent = new HashMap<>();

	/** How many records are remembered of each partition. */
	private int mostRecent;

	/** The offsets of what the handler continues with in the database, by partition. */
	private final Map<Integer, Set<Long>> troubles = new HashMap<>();

	RecordReader(String handler, int generation, LogSource source, LoggedTroubles stored) {
		this.handler = handler;
		this.generation = generation;
		this.source = source;
		this.stored = stored;
		this.first = new TreeSet<>(this.source.handlers().get().names()).first().equals(handler);
	}

	/**
	 * A partition was assigned.
	 * @param start the position of the handler
	 * @param readFrom the offset from which on it is read, to know what is there twice
	 */
	void assign(int partition, long start, long readFrom) {
		this.recent.put(partition, new RecentDeliveries(this.source.windows(), () -> this.mostRecent, readFrom));
		this.mostRecent = this.source.mostRecent(this.recent.size());
		this.troubles.put(partition,
				this.stored.beyond(this.handler, new LogPosition(this.generation, partition, start)));
	}

	/** A partition is not assigned any more. */
	void forget(int partition) {
		this.recent.remove(partition);
		this.mostRecent = this.source.mostRecent(this.recent.size());
		this.troubles.remove(partition);
	}

	/**
	 * Returns from which record on all must be read to know the repeats that are known
	 * now.
	 */
	long readAgainFrom(int partition, long position) {
		RecentDeliveries others = this.recent.get(partition);
		return (others != null) ? others.readAgainFrom(position) : position;
	}

	/**
	 * Reads the next record of a partition.
	 * @param deaths how many processes may have ended because of it
	 * @return what the handler has to do; null if nothing
	 */
	@Nullable LogTask read(AssignedPartition partition, ConsumerRecord<byte[], byte[]> record, int deaths) {
		RecentDeliveries others = this.recent.get(partition.number());
		if (others == null || LogRecord.isProbe(record)) {
			return null;
		}
		RecordCache.Parsed read = this.source.cache().read(this.generation, record).orElse(null);
		if (read == null) {
			reportForeign(record);
			return null;
		}
		boolean repeat = others.isRepeat(read.record(), record.offset());
		if (record.offset() < partition.start()) {
			return null;
		}
		if (repeat) {
			this.source.listener().repeated(this.handler);
			return null;
		}
		boolean known = this.troubles.getOrDefault(partition.number(), Set.of()).contains(record.offset());
		return known ? null : task(partition, record.offset(), read, deaths);
	}

	private @Nullable LogTask task(AssignedPartition partition, long offset, RecordCache.Parsed read, int deaths) {
		Delivery delivery = read.record().delivery();
		Set<String> takers = takersOf(read);
		boolean taken = takers.contains(this.handler);
		if (!taken && !(takers.isEmpty() && this.first)) {
			return null;
		}
		LogPosition position = new LogPosition(this.generation, partition.number(), offset);
		Claim claim = new Claim(position.id(), delivery, taken ? this.handler : null, 0, 0, FAR, deaths);
		Subject subject = this.source.ordered() ? delivery.subject() : null;
		return new LogTask(partition, offset, claim, (subject != null) ? subject.toString() : null);
	}

	private Set<String> takersOf(RecordCache.Parsed read) {
		try {
			return read.takers(this.source.handlers().get()::takersOf);
		}
		catch (RuntimeException | StackOverflowError ex) {
			// Whoever is to handle it finds the same, and deals with it.
			logger.debug("It is not known which handlers take a delivery", ex);
			return Set.of(this.handler);
		}
	}

	private static void reportForeign(ConsumerRecord<byte[], byte[]> record) {
		long suppressed = foreignLog.acquire();
		if (suppressed >= 0) {
			logger.warn(
					"The record at offset " + record.offset() + " of partition " + record.partition() + " in the topic "
							+ record.topic() + " is no delivery and is skipped" + LogLimit.describe(suppressed));
		}
	}

}
