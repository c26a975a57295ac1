package io.github.socialhook.store.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import io.github.socialhook.inbox.StoreUnavailableException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsResult;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** How far the handlers of this node have come in the log, on whichever node they run. */
public final class HandlerPositions implements AutoCloseable {

	private static final String GROUP_PREFIX = "socialhook.";

	private static final Duration LONGEST_AGE = Duration.ofMillis(500);

	private static final int TIMEOUT_MILLIS = 5000;

	private final Duration longestAge;

	private final Map<String, Object> settings;

	private final String topic;

	private final Supplier<List<String>> handlers;

	private @Nullable Admin admin;

	private @Nullable Positions latest;

	private long latestNanos;

	/**
	 * Creates it. It connects when it is asked first.
	 * @param client the settings of a client of Kafka
	 * @param topic the topic of the log
	 * @param handlers the names of the handlers of this node; not called before that
	 */
	public HandlerPositions(Map<String, Object> client, String topic, Supplier<List<String>> handlers) {
		this(client, topic, handlers, LONGEST_AGE);
	}

	/**
	 * Creates it.
	 * @param client the settings of a client of Kafka
	 * @param topic the topic of the log
	 * @param handlers the names of the handlers of this node; not called before that
	 * @param longestAge how long what was found is good enough
	 */
	public HandlerPositions(Map<String, Object> client, String topic, Supplier<List<String>> handlers,
			Duration longestAge) {
		this.longestAge = longestAge;
		this.settings = new HashMap<>(client);
		this.settings.keySet().retainAll(AdminClientConfig.configNames());
		this.settings.put(AdminClientConfig.CLIENT_ID_CONFIG, "socialhook-positions");
		this.settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
		this.settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
		this.topic = topic;
		this.handlers = handlers;
	}

	/**
	 * Returns the consumer group of a handler, whose positions are those of the handler.
	 * @param handler the name of the handler
	 * @return the name of the group
	 */
	public static String groupOf(String handler) {
		return GROUP_PREFIX + handler;
	}

	/**
	 * Returns the positions of a moment ago.
	 * @return what is committed, which never is further than what is handled
	 * @throws StoreUnavailableException if Kafka does not answer
	 */
	public synchronized Positions find() {
		Positions known = this.latest;
		if (known != null && System.nanoTime() - this.latestNanos < this.longestAge.toNanos()) {
			return known;
		}
		Positions found = find(this.handlers.get());
		this.latest = found;
		this.latestNanos = System.nanoTime();
		return found;
	}

	/**
	 * Returns the positions of some handlers at this moment.
	 * @param names the names of the handlers
	 * @return what is committed, which never is further than what is handled
	 * @throws StoreUnavailableException if Kafka does not answer
	 */
	public synchronized Positions find(List<String> names) {
		try {
			return ask(names);
		}
		catch (ExecutionException | TimeoutException | KafkaException ex) {
			throw new StoreUnavailableException("Kafka does not say how far the handlers have come", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new StoreUnavailableException("Interrupted", ex);
		}
	}

	private Positions ask(List<String> names) throws ExecutionException, InterruptedException, TimeoutException {
		if (names.isEmpty()) {
			return new Positions(Map.of());
		}
		Admin open = this.admin;
		if (open == null) {
			open = Admin.create(this.settings);
			this.admin = open;
		}
		Map<String, ListConsumerGroupOffsetsSpec> groups = new HashMap<>();
		names.forEach((name) -> groups.put(groupOf(name), new ListConsumerGroupOffsetsSpec()));
		ListConsumerGroupOffsetsResult result = open.listConsumerGroupOffsets(groups);
		Map<String, Map<Integer, Long>> positions = new HashMap<>();
		for (String name : names) {
			positions.put(name, read(
					result.partitionsToOffsetAndMetadata(groupOf(name)).get(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)));
		}
		return new Positions(Map.copyOf(positions));
	}

	private Map<Integer, Long> read(Map<TopicPartition, OffsetAndMetadata> group) {
		Map<Integer, Long> positions = new HashMap<>();
		group.forEach((partition, position) -> {
			// Absent where nothing was committed.
			if (position != null && partition.topic().equals(this.topic)) {
				positions.put(partition.partition(), position.offset());
			}
		});
		return positions;
	}

	@Override
	public synchronized void close() {
		if (this.admin != null) {
			this.admin.close(Duration.ZERO);
			this.admin = null;
		}
	}

	/**
	 * What was committed at one moment.
	 *
	 * @param byHandler for each handler that was asked about, the offset of the first
	 * record that it has not finished, by partition
	 */
	public record Positions(Map<String, Map<Integer, Long>> byHandler) {

		/**
		 * Whether a handler has finished a record, and will not get it again.
		 * @param handler the name of the handler
		 * @param record where the record is
		 * @return true for a handler that was not asked about as well
		 */
		public boolean hasPassed(String handler, LogPosition record) {
			return limit(List.of(handler), record.partition()) > record.offset();
		}

		/**
		 * Whether all of some handlers have finished a record.
		 * @param some the names of the handlers; one that was not asked about does not
		 * count
		 * @param record where the record is
		 * @return true if there are none
		 */
		public boolean havePassed(Collection<String> some, LogPosition record) {
			return limit(some, record.partition()) > record.offset();
		}

		/**
		 * Returns the offset before which all of some handlers have finished all records
		 * of a partition. One that was not asked about does not count.
		 * @param some the names of the handlers
		 * @param partition the number of the partition
		 * @return {@link Long#MAX_VALUE} if there are none
		 */
		public long limit(Collection<String> some, int partition) {
			long limit = Long.MAX_VALUE;
			for (String handler : some) {
				Map<Integer, Long> own = this.byHandler.get(handler);
				if (own != null) {
					limit = Math.min(limit, own.getOrDefault(partition, 0L));
				}
			}
			return limit;
		}

	}

}
