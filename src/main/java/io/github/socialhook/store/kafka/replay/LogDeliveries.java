package io.github.socialhook.store.kafka.replay;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.inbox.StoreUnavailableException;
import io.github.socialhook.store.database.DeliveryCount;
import io.github.socialhook.store.kafka.DeliveryLog;
import io.github.socialhook.store.kafka.HandlerPositions;
import io.github.socialhook.store.kafka.LogPosition;
import io.github.socialhook.store.kafka.LogRecord;
import io.github.socialhook.store.kafka.LogTopic;
import io.github.socialhook.store.kafka.LoggedRows;
import io.github.socialhook.store.kafka.consume.ConsumerSettings;
import io.github.socialhook.store.kafka.consume.LogSource;
import io.github.socialhook.store.kafka.consume.TroubleTarget;
import io.github.socialhook.store.kafka.dedupe.RecentDeliveries;
import io.github.socialhook.store.queue.RowNumber;
import io.github.socialhook.store.replay.DeliverySource;
import io.github.socialhook.store.write.WriterConnection;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Reads the log beside its handlers, whose positions stay where they are: one partition
 * after the other, so the deliveries of a subject are in their order.
 */
public final class LogDeliveries implements DeliverySource, AutoCloseable {

	private static final Log logger = LogFactory.getLog(LogDeliveries.class);

	private static final int MOST_RECORDS = 100;

	private static final long ENOUGH_BYTES = 2 * 1024 * 1024;

	/** So often nothing may come, before that is tried again later. */
	private static final int MOST_EMPTY = 5;

	private static final Duration POLL = Duration.ofMillis(200);

	private final LogSource source;

	private final DeliveryLog log;

	private final HandlerPositions positions;

	private final TroubleTarget.Index index;

	private final DeliveryCount count;

	private @Nullable Consumer<byte[], byte[]> consumer;

	/** What was read before, to leave out repeats; only if it is continued. */
	private RecentDeliveries recent;

	private String recentPlace = "";

	/**
	 * Creates a reader, which connects when it is used.
	 * @param source the log and its handlers
	 * @param log tells which incarnation of the topic there is
	 * @param positions how far the handlers have come
	 * @param index learns what is stored in the database
	 * @param count counts what is stored there
	 */
	public LogDeliveries(LogSource source, DeliveryLog log, HandlerPositions positions, TroubleTarget.Index index,
			DeliveryCount count) {
		this.positions = positions;
		this.count = count;
		this.source = source;
		this.log = log;
		this.index = index;
		this.recent = recent();
	}

	private RecentDeliveries recent() {
		return new RecentDeliveries(this.source.windows(), () -> this.source.mostRecent(1));
	}

	/** Asks Kafka about ranges of time, over a connection of its own. */
	<T> T ask(Function<LogRanges, T> question) {
		String topic = topic().name();
		try (Consumer<byte[], byte[]> asking = open()) {
			return question.apply(new LogRanges(asking, topic));
		}
		catch (KafkaException ex) {
			throw unavailable(ex);
		}
	}

	LogTopic topic() {
		return this.log.opened().orElseThrow(() -> unavailable(null));
	}

	private static StoreUnavailableException unavailable(@Nullable Exception cause) {
		return new StoreUnavailableException("Kafka does not answer", cause);
	}

	private Consumer<byte[], byte[]> open() {
		return new KafkaConsumer<>(ConsumerSettings.withoutGroup(this.source.client(), "replay", MOST_RECORDS));
	}

	@Override
	public List<String> handlers() {
		return this.source.handlers().get().names();
	}

	@Override
	public Batch read(String place, @Nullable String handler) {
		LogRange range = LogRange.parse(place);
		if (range.generation() != topic().generation()) {
			logger.warn("The topic '" + topic().name() + "' was created anew, so a replay of its records ends");
			return new Batch(List.of(), range.size(), range.empty().toString());
		}
		if (range.spans().isEmpty()) {
			return new Batch(List.of(), 0, place);
		}
		try {
			return read(range, range.spans().firstKey(), (handler != null) ? List.of(handler) : handlers());
		}
		catch (KafkaException ex) {
			close();
			throw unavailable(ex);
		}
	}

	private Batch read(LogRange range, int partition, List<String> handlers) {
		TopicPartition from = new TopicPartition(topic().name(), partition);
		LogRange.Span span = range.span(partition);
		if (!this.recentPlace.equals(range.toString())) {
			this.recent = recent();
		}
		HandlerPositions.Positions positions = this.positions.find(handlers);
		List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
		long reached = records(from, span, records);
		List<Found> found = new ArrayList<>();
		for (ConsumerRecord<byte[], byte[]> record : records) {
			if (record.offset() < span.end()) {
				found(range.generation(), record, positions).ifPresent(found::add);
			}
		}
		LogRange left = range.from(partition, reached);
		this.recentPlace = left.toString();
		return new Batch(found, range.size() - left.size(), left.toString());
	}

	/** Reads some records, and returns the offset up to which nothing is left out. */
	private long records(TopicPartition from, LogRange.Span span, List<ConsumerRecord<byte[], byte[]>> records) {
		Consumer<byte[], byte[]> open = (this.consumer != null) ? this.consumer : open();
		this.consumer = open;
		open.assign(List.of(from));
		open.seek(from, span.next());
		try {
			long bytes = 0;
			int empty = 0;
			while (open.position(from) < span.end() && records.size() < MOST_RECORDS && bytes < ENOUGH_BYTES
					&& empty < MOST_EMPTY) {
				List<ConsumerRecord<byte[], byte[]>> polled = open.poll(POLL).records(from);
				records.addAll(polled);
				bytes += polled.stream().mapToLong(ConsumerRecord::serializedValueSize).sum();
				empty = polled.isEmpty() ? empty + 1 : 0;
			}
			return Math.min(open.position(from), span.end());
		}
		catch (OffsetOutOfRangeException ex) {
			long beginning = open.beginningOffsets(List.of(from)).getOrDefault(from, span.end());
			logger.warn("Records of partition " + from + " were deleted before they could be replayed: from offset "
					+ span.next() + " to " + Math.min(beginning, span.end()));
			records.clear();
			return (beginning > span.next()) ? Math.min(beginning, span.end()) : span.end();
		}
	}

	/** What a handler has not come to yet, it gets anyway. */
	private Optional<Found> found(int generation, ConsumerRecord<byte[], byte[]> record,
			HandlerPositions.Positions positions) {
		LogRecord read = LogRecord.isProbe(record) ? null : LogRecord.read(record).orElse(null);
		if (read == null || this.recent.isRepeat(read, record.offset())) {
			return Optional.empty();
		}
		LogPosition position = new LogPosition(generation, record.partition(), record.offset());
		Set<String> takers = new HashSet<>(takersOf(read.delivery()));
		takers.retainAll(positions.byHandler().keySet());
		takers.removeIf((taker) -> !positions.hasPassed(taker, position));
		if (takers.isEmpty()) {
			return Optional.empty();
		}
		return Optional.of(new Found(position.id(), read.delivery(), takers));
	}

	private Set<String> takersOf(Delivery delivery) {
		try {
			return this.source.handlers().get().takersOf(delivery);
		}
		catch (RuntimeException | StackOverflowError ex) {
			logger.debug("It is not known which handlers take a delivery", ex);
			return Set.of();
		}
	}

	@Override
	public void store(WriterConnection connection, Found found) throws SQLException {
		LoggedRows.Put put = new LoggedRows(connection).put(found.id(), found.delivery(), DeliveryState.HANDLED);
		if (put == LoggedRows.Put.ADDED) {
			this.count.added(connection.connection(), List.of(RowNumber.of(found.id())));
			this.index.add(connection, RowNumber.of(found.id()), found.delivery());
		}
	}

	@Override
	public void close() {
		Consumer<byte[], byte[]> reading = this.consumer;
		this.consumer = null;
		if (reading != null) {
			reading.close();
		}
	}

}
