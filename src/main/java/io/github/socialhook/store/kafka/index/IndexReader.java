package io.github.socialhook.store.kafka.index;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.store.kafka.LogPosition;
import io.github.socialhook.store.kafka.LogRecord;
import io.github.socialhook.store.kafka.RecordCache;
import io.github.socialhook.store.kafka.consume.LogSource;
import io.github.socialhook.store.kafka.dedupe.RecentDeliveries;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Reads the partitions that the index of this node has. Used by one thread. */
final class IndexReader implements ConsumerRebalanceListener {

	private static final Log logger = LogFactory.getLog(IndexReader.class);

	private static final String FIND = """
			SELECT position, read_from FROM socialhook_log_index WHERE generation = ? AND partition = ?
			""";

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private final LogSource source;

	private final LogIndexer.Target target;

	private final Consumer<byte[], byte[]> consumer;

	private final int generation;

	private final Map<Integer, IndexedPartition> partitions = new HashMap<>();

	/** How many records are remembered of each partition. */
	private int mostRecent;

	IndexReader(LogSource source, LogIndexer.Target target, Consumer<byte[], byte[]> consumer)
			throws ExecutionException, InterruptedException, TimeoutException {
		this.source = source;
		this.target = target;
		this.consumer = consumer;
		try {
			this.generation = findGeneration();
		}
		catch (ExecutionException | InterruptedException | TimeoutException | RuntimeException ex) {
			consumer.close(CloseOptions.timeout(Duration.ZERO));
			throw ex;
		}
	}

	private int findGeneration() throws ExecutionException, InterruptedException, TimeoutException {
		Map<String, Object> settings = new HashMap<>(this.source.client());
		settings.keySet().retainAll(AdminClientConfig.configNames());
		settings.put(AdminClientConfig.CLIENT_ID_CONFIG, "socialhook-index-admin");
		String name = this.source.properties().topic();
		try (Admin admin = Admin.create(settings)) {
			TopicDescription topic = Objects.requireNonNull(admin.describeTopics(List.of(name))
				.allTopicNames()
				.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
				.get(name));
			return this.source.generations()
				.generationOf(topic.topicId(), name)
				.orElseThrow(() -> new IllegalStateException("The topic " + name + " was created anew too often"));
		}
	}

	void subscribe() {
		this.consumer.subscribe(List.of(this.source.properties().topic()), this);
	}

	int generation() {
		return this.generation;
	}

	/** Returns the numbers of the partitions that are assigned. */
	Set<Integer> partitions() {
		return this.partitions.keySet();
	}

	/** Returns the partitions, those first in which most waits. */
	List<IndexedPartition> fullestFirst() {
		return this.partitions.values()
			.stream()
			.sorted(Comparator.comparingInt(IndexedPartition::size).reversed())
			.toList();
	}

	/** Returns how many entries were read and are not indexed. */
	int size() {
		return this.partitions.values().stream().mapToInt(IndexedPartition::size).sum();
	}

	/** Returns how many records are not read yet, as far as that is known. */
	long lag() {
		return this.consumer.assignment()
			.stream()
			// Right after a seek the end that the client knows may be an earlier one.
			.mapToLong((partition) -> Math.max(0, this.consumer.currentLag(partition).orElse(0)))
			.sum();
	}

	/**
	 * Reads more, if there is room, and stays a member of the group.
	 * @param timeout how long to wait for records
	 * @return how long it took to read what there was, without waiting for it
	 */
	Duration read(Duration timeout, boolean room) {
		if (room) {
			this.consumer.resume(this.consumer.paused());
		}
		else {
			this.consumer.pause(this.consumer.assignment());
		}
		try {
			ConsumerRecords<byte[], byte[]> records = this.consumer.poll(timeout);
			long began = System.nanoTime();
			add(records);
			return Duration.ofNanos(System.nanoTime() - began);
		}
		catch (OffsetOutOfRangeException ex) {
			ex.offsetOutOfRangePartitions().forEach((partition, offset) -> startOver(partition));
			return Duration.ZERO;
		}
	}

	private void add(ConsumerRecords<byte[], byte[]> records) {
		for (ConsumerRecord<byte[], byte[]> record : records) {
			IndexedPartition partition = this.partitions.get(record.partition());
			if (partition != null && !LogRecord.isProbe(record)) {
				this.source.cache()
					.read(this.generation, record)
					.ifPresent((read) -> add(partition, record.offset(), read));
			}
		}
		records.nextOffsets().forEach((each, next) -> {
			IndexedPartition partition = this.partitions.get(each.partition());
			if (partition != null) {
				partition.reached(next.offset());
			}
		});
	}

	private void add(IndexedPartition partition, long offset, RecordCache.Parsed read) {
		RecentDeliveries.Seen earlier = partition.findRepeated(read.record(), offset);
		if (!partition.isNew(offset)) {
			return;
		}
		Delivery delivery = read.record().delivery();
		if (earlier == null) {
			LogPosition position = new LogPosition(this.generation, partition.number(), offset);
			Set<String> takers = takersOf(read);
			partition.add(IndexRow.of(position, delivery, this.target.references().keysOf(delivery), takers));
		}
		else if (!earlier.receivedAt().equals(delivery.receivedAt())) {
			// Otherwise it is the same request, which was written again.
			partition.addRepeat(offset, new LogPosition(this.generation, partition.number(), earlier.offset()),
					delivery.receivedAt());
		}
	}

	private Set<String> takersOf(RecordCache.Parsed read) {
		try {
			return read.takers(this.source.handlers().get()::takersOf);
		}
		catch (RuntimeException | StackOverflowError ex) {
			// Whoever is to handle it finds the same, and deals with it.
			logger.debug("It is not known which handlers take a delivery", ex);
			return Set.of();
		}
	}

	/** What was taken is stored. */
	void indexed(IndexedPartition.Part part) {
		IndexedPartition partition = this.partitions.get(part.partition());
		if (partition != null) {
			partition.indexed(part);
		}
	}

	@Override
	public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
		assigned.forEach((partition) -> begin(partition.partition()));
	}

	/** Begins a partition at the position that is stored. */
	void begin(int number) {
		TopicPartition partition = new TopicPartition(this.source.properties().topic(), number);
		long beginning = this.consumer.beginningOffsets(List.of(partition), TIMEOUT).getOrDefault(partition, 0L);
		Start start = this.target.jdbc()
			.sql(FIND)
			.param(this.generation)
			.param(number)
			.query((row, index) -> new Start(row.getLong("position"), row.getLong("read_from")))
			.optional()
			.orElse(new Start(beginning, beginning));
		if (start.position() < beginning) {
			logger.warn("The log has deleted " + (beginning - start.position()) + " records of partition " + number
					+ " before they were indexed");
		}
		long readFrom = Math.max(beginning, start.readFrom());
		RecentDeliveries recent = new RecentDeliveries(this.source.windows(), () -> this.mostRecent, readFrom);
		this.partitions.put(number,
				new IndexedPartition(number, start.position(), recent, this.source.intervals().patience()));
		this.mostRecent = this.source.mostRecent(this.partitions.size());
		this.consumer.seek(partition, readFrom);
	}

	/** The log does not have the record that was to be read. */
	private void startOver(TopicPartition partition) {
		begin(partition.partition());
	}

	@Override
	public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
		commit();
		onPartitionsLost(revoked);
	}

	@Override
	public void onPartitionsLost(Collection<TopicPartition> lost) {
		lost.forEach((partition) -> this.partitions.remove(partition.partition()));
		this.mostRecent = this.source.mostRecent(this.partitions.size());
	}

	/** Shows in the tools of Kafka how far it has come; it does not depend on that. */
	void commit() {
		Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
		this.partitions
			.forEach((number, partition) -> positions.put(new TopicPartition(this.source.properties().topic(), number),
					new OffsetAndMetadata(partition.stored())));
		this.consumer.commitAsync(positions, (committed, failure) -> {
			if (failure != null) {
				logger.debug("The position of the index is not committed", failure);
			}
		});
	}

	void close(CloseOptions options) {
		try {
			this.consumer.close(options);
		}
		catch (KafkaException ex) {
			logger.debug("The consumer of the index did not end in order", ex);
		}
	}

	/** Where a partition begins. */
	private record Start(long position, long readFrom) {

	}

}
