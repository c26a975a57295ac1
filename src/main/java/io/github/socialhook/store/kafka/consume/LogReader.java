package io.github.socialhook.store.kafka.consume;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.socialhook.delivery.HandlingListener;
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

	private final LogMargin margin;

	private final HandlingListener listener;

	/** How long a partition that is revoked waits for what was handed over. */
	private Duration patience = REVOCATION;

	LogReader(String handler, int generation, ConsumerResources resources, HandlerLog log,
			Consumer<byte[], byte[]> consumer) {
		this.handler = handler;
		this.topic = resources.source().topic();
		this.log = log;
		this.consumer = consumer;
		this.records = new RecordReader(handler, generation, resources);
		this.margin = new LogMargin(handler, this.topic, log, consumer);
		this.listener = resources.source().listener();
		this.commits = new PositionCommits(handler, this.topic, log, this.records, consumer);
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
		this.consumer.resume(this.consumer.paused());
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
			found = read(this.consumer.poll(timeout));
		}
		catch (OffsetOutOfRangeException ex) {
			ex.offsetOutOfRangePartitions().forEach(this::startOver);
		}
		this.commits.commitFromTimeToTime();
		this.margin.lookFromTimeToTime().ifPresent((left) -> this.listener.behind(this.handler, left));
		return found;
	}

	private boolean read(ConsumerRecords<byte[], byte[]> records) {
		boolean found = false;
		for (TopicPartition each : records.partitions()) {
			AssignedPartition partition = this.log.find(each.partition());
			if (partition != null) {
				for (ConsumerRecord<byte[], byte[]> record : records.records(each)) {
					LogTask task = this.records.read(partition, record);
					found |= task != null && this.log.add(task);
				}
			}
		}
		records.nextOffsets().forEach((each, next) -> {
			AssignedPartition partition = this.log.find(each.partition());
			if (partition != null) {
				this.log.reached(partition, next.offset());
			}
		});
		return found;
	}

	@Override
	public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
		if (partitions.isEmpty()) {
			return;
		}
		Map<TopicPartition, OffsetAndMetadata> positions = this.consumer.committed(Set.copyOf(partitions),
				LogSource.TIMEOUT);
		Map<TopicPartition, Long> beginnings = this.consumer.beginningOffsets(partitions, LogSource.TIMEOUT);
		for (TopicPartition each : partitions) {
			OffsetAndMetadata position = positions.get(each);
			long beginning = beginnings.getOrDefault(each, 0L);
			// A partition that was added since: it is younger than the handler.
			long start = (position != null) ? position.offset() : beginning;
			assign(each, start);
			this.consumer.seek(each,
					(start < beginning) ? start : Math.max(beginning, PositionCommits.readFrom(position, start)));
		}
	}

	private void assign(TopicPartition partition, long start) {
		int number = partition.partition();
		this.records.assign(number, start);
		this.commits.forget(number);
		this.log.assign(number, start);
	}

	@Override
	public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
		List<Integer> numbers = numbersOf(partitions);
		this.log.revoke(numbers);
		if (!this.log.awaitEnded(numbers, this.patience)) {
			logger.warn("Handler " + this.handler + " still handles deliveries of partitions that go to another node, "
					+ "which hands them over again");
		}
		this.log.awaitWritten(numbers, WRITING);
		this.commits.commitLast(numbers);
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
		this.patience = Duration.ZERO;
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
		numbers.forEach(this.commits::forget);
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
			assign(partition, beginning);
		}
		this.consumer.seek(partition, beginning);
	}

}
