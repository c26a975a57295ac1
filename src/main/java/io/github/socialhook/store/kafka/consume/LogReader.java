package io.github.socialhook.store.kafka.consume;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

import io.github.socialhook.store.queue.RowNumber;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads for one handler what is in its partitions, and commits how far it has come. Used
 * by one thread.
 */
final class LogReader implements ConsumerRebalanceListener {

	private static final Log logger = LogFactory.getLog(LogReader.class);

	private static final Duration POLL = Duration.ofMillis(200);

	private static final Duration SHORT_POLL = Duration.ofMillis(10);

	/**
	 * Where records come one after the other, a request to Kafka this often brings
	 * several.
	 */
	private static final Duration GATHERING = Duration.ofMillis(4);

	/** How many records of a request show that they come fast. */
	private static final int MANY = 16;

	/** Where they come fast, requests are what costs. */
	private static final Duration GATHERING_MANY = Duration.ofMillis(12);

	/** How long a partition that goes to another node waits for its running attempts. */
	private static final Duration REVOCATION = Duration.ofSeconds(60);

	/** How long it waits for what became of them to be written. */
	private static final Duration WRITING = Duration.ofSeconds(2);

	private final String handler;

	private final String topic;

	private final HandlerLog log;

	private final Consumer<byte[], byte[]> consumer;

	private final RecordReader records;

	private final PositionCommits commits;

	private final Suspects suspects;

	/** Moves a task to the database. */
	private final java.util.function.Consumer<LogTask> move;

	private final LogMargin margin;

	private long lastFound = System.nanoTime() - GATHERING.toNanos();

	/** How long a partition that is revoked waits for what was handed over. */
	private Duration revocationTimeout = REVOCATION;

	LogReader(String handler, int generation, LogSource source, LoggedTroubles troubles, HandlerLog log,
			Consumer<byte[], byte[]> consumer, java.util.function.Consumer<LogTask> move) {
		this.handler = handler;
		this.move = move;
		this.suspects = new Suspects(handler, generation, troubles);
		this.topic = source.topic();
		this.log = log;
		this.consumer = consumer;
		this.records = new RecordReader(handler, generation, source, troubles);
		this.margin = new LogMargin(handler, this.topic, log, source.listener(), consumer);
		this.commits = new PositionCommits(handler, source, log, this.records, consumer);
	}

	void subscribe() {
		this.consumer.subscribe(List.of(this.topic), this);
	}

	/**
	 * Reads more, unless enough waits.
	 * @return whether anything was read that is to be handed over
	 */
	boolean step() throws InterruptedException {
		if (this.log.isFullFor(POLL)) {
			this.consumer.pause(this.consumer.assignment());
			return poll(SHORT_POLL);
		}
		Set<Integer> held = this.suspects.held();
		this.consumer.resume(
				this.consumer.paused().stream().filter((partition) -> !held.contains(partition.partition())).toList());
		return poll(POLL);
	}

	/**
	 * Reads nothing more, and stays a member of the group.
	 * @param timeout how long to wait for what was handed over
	 */
	void drain(Duration timeout) {
		Collection<Integer> numbers = this.log.positions().keySet();
		this.log.revoke(numbers);
		this.log.awaitEnded(numbers, timeout);
		this.consumer.pause(this.consumer.assignment());
		poll(SHORT_POLL);
	}

	private boolean poll(Duration timeout) {
		boolean found = false;
		try {
			ConsumerRecords<byte[], byte[]> records = this.consumer.poll(timeout);
			found = read(records);
			pace(records.count());
		}
		catch (OffsetOutOfRangeException ex) {
			ex.offsetOutOfRangePartitions().forEach(this::startOver);
		}
		this.commits.commitFromTimeToTime();
		this.margin.lookFromTimeToTime();
		return found;
	}

	/** What comes after a quiet time is never waited for. */
	private void pace(int number) {
		long now = System.nanoTime();
		Duration gathering = (number < MANY) ? GATHERING : GATHERING_MANY;
		long rest = this.lastFound + gathering.toNanos() - now;
		if (number > 0) {
			this.lastFound = now;
		}
		if (number > 0 && number < ConsumerSettings.MOST_RECORDS && rest > 0) {
			LockSupport.parkNanos(rest);
		}
	}

	private boolean read(ConsumerRecords<byte[], byte[]> records) {
		boolean found = false;
		for (TopicPartition each : records.partitions()) {
			AssignedPartition partition = this.log.find(each.partition());
			if (partition != null) {
				found |= read(each, partition, records.records(each));
			}
		}
		records.nextOffsets().forEach((each, next) -> {
			AssignedPartition partition = this.log.find(each.partition());
			if (partition != null && !this.suspects.holds(each.partition())) {
				this.log.reached(partition, next.offset());
			}
		});
		return found;
	}

	private boolean read(TopicPartition topicPartition, AssignedPartition partition,
			List<ConsumerRecord<byte[], byte[]>> records) {
		boolean found = false;
		for (ConsumerRecord<byte[], byte[]> record : records) {
			if (this.suspects.holds(partition.number(), record.offset())) {
				this.consumer.seek(topicPartition, record.offset());
				this.consumer.pause(List.of(topicPartition));
				return found;
			}
			LogTask task = this.records.read(partition, record, this.suspects.deathsOf(partition.number()));
			found |= task != null && add(task);
		}
		return found;
	}

	/** Returns whether it is to be handed over. */
	private boolean add(LogTask task) {
		if (task.claim().deaths() == 0 || task.claim().handler() == null) {
			return this.log.add(task);
		}
		if (this.log.addElsewhere(task)) {
			this.suspects.moved(task.partition().number(), RowNumber.of(task.claim().id()));
			this.move.accept(task);
		}
		return false;
	}

	@Override
	public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
		if (partitions.isEmpty()) {
			return;
		}
		Map<TopicPartition, OffsetAndMetadata> positions = this.consumer.committed(Set.copyOf(partitions),
				LogSource.TIMEOUT);
		Map<TopicPartition, Long> beginnings = this.consumer.beginningOffsets(partitions, LogSource.TIMEOUT);
		Map<TopicPartition, Long> ends = this.consumer.endOffsets(partitions, LogSource.TIMEOUT);
		Map<Integer, PositionMark> marks = new HashMap<>();
		for (TopicPartition each : partitions) {
			OffsetAndMetadata position = positions.get(each);
			long beginning = beginnings.getOrDefault(each, 0L);
			long end = ends.getOrDefault(each, 0L);
			// A partition that was added since: it is younger than the handler.
			long start = (position != null) ? position.offset() : beginning;
			PositionMark mark = PositionMark.read(position, start);
			assign(each, start, mark.readFrom());
			int deaths = this.suspects.assign(each.partition(), start, mark, end);
			marks.put(each.partition(), new PositionMark(mark.readFrom(), start, deaths));
			this.consumer.seek(each, (start < beginning) ? start : Math.max(beginning, mark.readFrom()));
		}
		this.commits.begin(marks);
	}

	private void assign(TopicPartition partition, long start, long readFrom) {
		int number = partition.partition();
		this.records.assign(number, start, readFrom);
		this.log.assign(number, start);
	}

	@Override
	public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
		List<Integer> numbers = numbersOf(partitions);
		this.log.revoke(numbers);
		if (!this.log.awaitEnded(numbers, this.revocationTimeout)) {
			logger.warn("Handler " + this.handler + " still handles deliveries of partitions that go to another node, "
					+ "which hands them over again");
		}
		this.log.awaitWritten(numbers, WRITING);
		this.commits.commitLast(numbers, this.suspects::mayWait);
		forget(numbers);
	}

	@Override
	public void onPartitionsLost(Collection<TopicPartition> partitions) {
		List<Integer> numbers = numbersOf(partitions);
		this.log.revoke(numbers);
		forget(numbers);
	}

	/** What was handed over and has not ended is not waited for any more. */
	void hurry() {
		this.revocationTimeout = Duration.ZERO;
	}

	/** Hands over nothing more of what is left. */
	void lost() {
		List<Integer> numbers = List.copyOf(this.log.positions().keySet());
		this.log.revoke(numbers);
		forget(numbers);
	}

	private void forget(List<Integer> numbers) {
		this.log.leave(numbers);
		numbers.forEach(this.records::forget);
		numbers.forEach(this.commits::leave);
		numbers.forEach(this.suspects::forget);
	}

	private static List<Integer> numbersOf(Collection<TopicPartition> partitions) {
		return partitions.stream().map(TopicPartition::partition).toList();
	}

	/** The log does not have the record that was to be read. */
	private void startOver(TopicPartition partition, long offset) {
		AssignedPartition assigned = this.log.find(partition.partition());
		if (assigned == null) {
			return;
		}
		long beginning = this.consumer.beginningOffsets(List.of(partition), LogSource.TIMEOUT)
			.getOrDefault(partition, 0L);
		if (offset >= assigned.start() || beginning > assigned.start()) {
			logger.error("Partition " + partition + " has no record at offset " + offset + ", where handler "
					+ this.handler + " is to continue: it continues at " + beginning
					+ ((beginning > offset) ? ", and " + (beginning - offset) + " records are lost to it" : ""));
			this.log.revoke(List.of(partition.partition()));
			assign(partition, beginning, beginning);
		}
		this.consumer.seek(partition, beginning);
	}

}
