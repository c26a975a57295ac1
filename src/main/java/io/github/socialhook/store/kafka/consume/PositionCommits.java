package io.github.socialhook.store.kafka.consume;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

import io.github.socialhook.log.LogLimit;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Commits how far one handler has come. Beside each position is the offset from which on
 * the next owner of the partition reads, to know what is there twice.
 */
final class PositionCommits {

	private static final Log logger = LogFactory.getLog(PositionCommits.class);

	private static final Duration TIMEOUT = Duration.ofSeconds(5);

	private static final LogLimit failureLog = new LogLimit();

	private final String handler;

	private final String topic;

	private final Duration interval;

	private final HandlerLog log;

	private final RecordReader records;

	private final Consumer<byte[], byte[]> consumer;

	private final Map<Integer, Long> committed = new HashMap<>();

	/** How this node began with the partitions that it owns, or how it leaves them. */
	private final Map<Integer, PositionMark> marks = new HashMap<>();

	private long last = System.nanoTime();

	PositionCommits(String handler, LogSource source, HandlerLog log, RecordReader records,
			Consumer<byte[], byte[]> consumer) {
		this.handler = handler;
		this.topic = source.topic();
		this.interval = source.intervals().commit();
		this.log = log;
		this.records = records;
		this.consumer = consumer;
	}

	/**
	 * Notes at the positions of partitions that this node owns them, until it leaves
	 * them: if it ends without that, the next owner knows.
	 * @param marks how this node begins with each
	 */
	void begin(Map<Integer, PositionMark> marks) {
		this.marks.putAll(marks);
		Map<Integer, Long> positions = new HashMap<>();
		marks.forEach((partition, mark) -> positions.put(partition, mark.start()));
		commitNow(positions);
	}

	/** Commits what has changed, if the last time is some time ago. */
	void commitFromTimeToTime() {
		if (System.nanoTime() - this.last <= this.interval.toNanos()) {
			return;
		}
		this.last = System.nanoTime();
		Map<Integer, Long> positions = this.log.positions();
		positions.entrySet().removeIf((each) -> each.getValue().equals(this.committed.get(each.getKey())));
		if (!positions.isEmpty()) {
			this.committed.putAll(positions);
			this.consumer.commitAsync(describe(positions), (offsets, failure) -> {
				if (failure != null) {
					positions.keySet().forEach(this::forget);
					report(failure);
				}
			});
		}
	}

	/**
	 * Commits the positions of partitions that go to another node, and waits for that.
	 * @param mayWait whether something may wait that was moved out of a partition
	 */
	void commitLast(Collection<Integer> partitions, Predicate<Integer> mayWait) {
		Map<Integer, Long> positions = this.log.positions();
		positions.keySet().retainAll(partitions);
		partitions.forEach((each) -> this.marks.put(each,
				mayWait.test(each) ? PositionMark.leftWaiting(0) : PositionMark.left(0)));
		commitNow(positions);
	}

	private void commitNow(Map<Integer, Long> positions) {
		try {
			this.consumer.commitSync(describe(positions), TIMEOUT);
		}
		catch (KafkaException ex) {
			report(ex);
		}
	}

	/** A partition is not owned any more. */
	void leave(int partition) {
		this.marks.remove(partition);
		forget(partition);
	}

	/** Commits the position of a partition next time, whatever it is. */
	private void forget(int partition) {
		this.committed.remove(partition);
	}

	private Map<TopicPartition, OffsetAndMetadata> describe(Map<Integer, Long> positions) {
		Map<TopicPartition, OffsetAndMetadata> described = new HashMap<>();
		positions.forEach((partition, position) -> described.put(new TopicPartition(this.topic, partition),
				new OffsetAndMetadata(position, mark(partition, position).toString())));
		return described;
	}

	private PositionMark mark(int partition, long position) {
		return this.marks.getOrDefault(partition, PositionMark.left(0))
			.readingFrom(this.records.readAgainFrom(partition, position));
	}

	private void report(Exception failure) {
		long suppressed = failureLog.acquire();
		if (suppressed >= 0) {
			logger.warn("The position of handler " + this.handler + " is not committed, which is tried again: "
					+ failure + LogLimit.describe(suppressed));
		}
	}

}
