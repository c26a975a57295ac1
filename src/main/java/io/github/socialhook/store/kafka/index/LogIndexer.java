package io.github.socialhook.store.kafka.index;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.socialhook.configuration.InvalidConfigurationException;
import io.github.socialhook.inbox.StoreUnavailableException;
import io.github.socialhook.log.LogLimit;
import io.github.socialhook.store.database.DeliveryCount;
import io.github.socialhook.store.kafka.HandlerPositions;
import io.github.socialhook.store.kafka.HandlerPositions.Positions;
import io.github.socialhook.store.kafka.consume.ConsumerSettings;
import io.github.socialhook.store.kafka.consume.LogSource;
import io.github.socialhook.store.reference.ReferenceIndexer;
import io.github.socialhook.store.write.BackgroundTask;
import io.github.socialhook.store.write.GroupWriter;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.jspecify.annotations.Nullable;

import org.springframework.core.NestedExceptionUtils;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.backoff.FixedBackOff;

/**
 * Writes a row without a body into the database for each delivery of the log, so that it
 * can be searched and counted. It is a consumer group of its own, whose positions are in
 * the database: rows and position are written in one transaction. What it cannot write
 * waits in the log.
 */
public final class LogIndexer implements AutoCloseable {

	/** The name of the consumer group without its prefix. */
	private static final String GROUP = "index";

	private static final Log logger = LogFactory.getLog(LogIndexer.class);

	private static final int BATCH = 500;

	/** So many may wait for their handlers before the oldest are indexed as waiting. */
	private static final int MOST_ENTRIES = 10_000;

	/**
	 * Accepting and handling have precedence, so it works for a quarter of the time, as
	 * long as it is not further behind than this.
	 */
	private static final long MOST_BEHIND = 100_000;

	private static final int REST = 3;

	private static final Duration POLL = Duration.ofMillis(100);

	private static final Duration RETRY_INTERVAL = Duration.ofSeconds(1);

	/** A position with nothing to index is stored that often. */
	private static final Duration IDLE_INTERVAL = Duration.ofSeconds(5);

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

	private final LogSource source;

	private final Target target;

	private final HandlerPositions positions;

	private final LogLimit failureLog = new LogLimit();

	private final BackgroundTask task = new BackgroundTask("socialhook-log-index", this::step,
			new FixedBackOff(RETRY_INTERVAL.toMillis(), FixedBackOff.UNLIMITED_ATTEMPTS), this::failed);

	private final WaitingRows waiting;

	private @Nullable IndexReader reader;

	private long nextWrite = System.nanoTime();

	private long lastSettle = System.nanoTime();

	private long lastIdle = System.nanoTime();

	/**
	 * Creates an indexer.
	 * @param source the log
	 * @param target the database
	 * @param positions how far the handlers have come
	 */
	public LogIndexer(LogSource source, Target target, HandlerPositions positions) {
		this.source = source;
		this.target = target;
		this.positions = positions;
		this.waiting = new WaitingRows(target);
	}

	/**
	 * Starts to index, on a thread of its own.
	 * @throws InvalidConfigurationException if a handler has the consumer group of the
	 * index
	 */
	public void start() {
		if (this.source.handlers().get().list().stream().anyMatch((handler) -> handler.name().equals(GROUP))) {
			throw new InvalidConfigurationException(
					"A handler is called '" + GROUP + "', and socialhook.kafka.index needs the consumer group '"
							+ HandlerPositions.groupOf(GROUP) + "' for itself.",
					"Give the handler another name, or set socialhook.kafka.index to 'trouble'.");
		}
		this.task.start();
	}

	private Duration step() throws Exception {
		IndexReader open = this.reader;
		if (open == null) {
			open = new IndexReader(this.source, this.target, new KafkaConsumer<>(settings()));
			this.reader = open;
			open.subscribe();
			this.waiting.forget();
		}
		Duration worked = open.read(POLL, open.size() < 2 * MOST_ENTRIES);
		long began = System.nanoTime();
		if (began - this.nextWrite > 0) {
			try {
				write(open);
			}
			catch (StoreUnavailableException ex) {
				this.nextWrite = System.nanoTime() + RETRY_INTERVAL.toNanos();
				report(ex);
			}
		}
		long left = open.lag() + open.size();
		this.source.listener().indexed(left);
		return (left > MOST_BEHIND) ? Duration.ZERO : worked.plusNanos(System.nanoTime() - began).multipliedBy(REST);
	}

	private Map<String, Object> settings() {
		Map<String, Object> client = new HashMap<>(this.source.client());
		client.putIfAbsent(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, BATCH);
		return ConsumerSettings.of(client, GROUP);
	}

	private void write(IndexReader open) {
		Positions known = this.positions.find();
		writeSome(open, known);
		if (System.nanoTime() - this.lastSettle > this.source.intervals().settle().toNanos()) {
			this.lastSettle = System.nanoTime();
			this.waiting.settle(open.generation(), open.partitions(), known);
		}
	}

	private void writeSome(IndexReader open, Positions known) {
		boolean idle = System.nanoTime() - this.lastIdle > IDLE_INTERVAL.toNanos();
		int hurry = Math.max(0, open.size() - MOST_ENTRIES);
		int room = BATCH;
		List<IndexedPartition.Part> parts = new ArrayList<>();
		for (IndexedPartition partition : open.fullestFirst()) {
			IndexedPartition.Part part = partition.take(known, room, hurry);
			if (part.number() > 0 || (idle && !part.isEmpty())) {
				parts.add(part);
				room -= part.number();
			}
			if (room == 0) {
				break;
			}
		}
		if (idle) {
			this.lastIdle = System.nanoTime();
			open.commit();
		}
		if (parts.isEmpty()) {
			return;
		}
		Instant now = this.target.clock().instant();
		Set<Integer> lost = this.target.writer()
			.execute(TIMEOUT, (connection) -> new IndexRows(connection, this.target.count(), this.target.references())
				.write(open.generation(), parts, known, now));
		parts.stream().filter((part) -> !lost.contains(part.partition())).forEach(open::indexed);
		lost.forEach(open::begin);
	}

	private void report(Throwable failure) {
		long suppressed = this.failureLog.acquire();
		if (suppressed >= 0) {
			logger.warn("Deliveries of the log are not indexed at the moment, which is tried again: "
					+ NestedExceptionUtils.getMostSpecificCause(failure) + LogLimit.describe(suppressed));
		}
	}

	private void failed(Throwable failure) {
		report(failure);
		closeReader();
	}

	private void closeReader() {
		IndexReader open = this.reader;
		this.reader = null;
		if (open != null) {
			open.close(CloseOptions.timeout(CLOSE_TIMEOUT));
		}
	}

	/** Ends it. What it has not written is read again. */
	@Override
	public void close() {
		this.task.close();
		closeReader();
	}

	/**
	 * The database.
	 *
	 * @param writer writes to it
	 * @param jdbc reads from it
	 * @param count how many deliveries there are
	 * @param references what they refer to
	 * @param clock what time it is
	 */
	public record Target(GroupWriter writer, JdbcClient jdbc, DeliveryCount count, ReferenceIndexer references,
			InstantSource clock) {

	}

}
