package io.github.socialhook.store;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.github.socialhook.KafkaServer;
import io.github.socialhook.Timeouts;
import io.github.socialhook.delivery.DedupeWindows;
import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.delivery.HandlingListener;
import io.github.socialhook.inbox.Inbox;
import io.github.socialhook.inbox.Ledger;
import io.github.socialhook.inbox.Outage;
import io.github.socialhook.inbox.Receipt;
import io.github.socialhook.inbox.Replayer;
import io.github.socialhook.inbox.WorkQueue;
import io.github.socialhook.store.kafka.DeliveryLog;
import io.github.socialhook.store.kafka.HandlerPositions;
import io.github.socialhook.store.kafka.LogDurability;
import io.github.socialhook.store.kafka.LogGenerations;
import io.github.socialhook.store.kafka.LogIndexMode;
import io.github.socialhook.store.kafka.LogPosition;
import io.github.socialhook.store.kafka.LogProperties;
import io.github.socialhook.store.kafka.LogRecord;
import io.github.socialhook.store.kafka.LogRequirements;
import io.github.socialhook.store.kafka.LogTarget;
import io.github.socialhook.store.kafka.RecordCache;
import io.github.socialhook.store.kafka.consume.LogSource;
import io.github.socialhook.store.kafka.consume.LogWorkQueue;
import io.github.socialhook.store.kafka.consume.TroubleTarget;
import io.github.socialhook.store.reference.ReferenceIndexer;
import io.github.socialhook.store.spill.DirectInbox;
import org.awaitility.Awaitility;

import org.springframework.jdbc.core.RowCallbackHandler;

/**
 * A log in front of the database of an inbox, wired as in an application, with what the
 * contracts of databases ask for: claims for all handlers together, and rows that are up
 * to date.
 */
final class LogEngine implements AutoCloseable {

	private static final LogSource.Intervals INTERVALS = new LogSource.Intervals(Duration.ofMillis(20),
			Duration.ofMillis(20), Duration.ZERO);

	private final InboxFixture database;

	private final LogTopicFixture topic;

	private final DedupeWindows windows;

	private final DeliveryLog log;

	private final LogTarget target;

	private final LogWorkQueue reader;

	private final JoinedClaims queue;

	private final OpenIndex index;

	LogEngine(KafkaServer kafka, LogTopicFixture topic, InboxFixture database, DedupeWindows windows)
			throws InterruptedException {
		this.database = database;
		this.topic = topic;
		this.windows = windows;
		Map<String, Object> client = Map.of("bootstrap.servers", kafka.address(), "heartbeat.interval.ms", 200);
		LogProperties properties = new LogProperties(topic.name(), LogDurability.SINGLE, Map.of(), LogIndexMode.ALL);
		LogGenerations generations = new LogGenerations(database.writer, database.clock);
		Map<String, Object> connection = Map.of("bootstrap.servers", kafka.address());
		this.log = new DeliveryLog(new LogRequirements(properties, 2 << 20, windows.longest()), generations, connection,
				connection, Timeouts.GENEROUS);
		this.log.start();
		RecordCache cache = new RecordCache();
		this.target = new LogTarget(this.log, cache, Timeouts.GENEROUS, database.clock);
		LogSource source = new LogSource(client, cache, properties, generations, () -> topic, windows,
				new HandlingListener() {
				}, topic.isOrdered(), INTERVALS);
		ReferenceIndexer references = new ReferenceIndexer(database.store, database.writer, database.dialect,
				topic.references(), database.clock);
		this.reader = new LogWorkQueue(database.queue, source, new TroubleTarget(database.writer,
				database.store.reader(), database.dialect, database.handoff, references::add, database.clock));
		this.reader.prepare();
		this.queue = new JoinedClaims(this.reader, topic);
		this.index = new OpenIndex(database, source, topic.references()).start();
	}

	/** What is stored is written to the log, and taken note of. */
	Inbox inbox() {
		DirectInbox direct = new DirectInbox(this.target, Timeouts.GENEROUS);
		return new Inbox() {

			@Override
			public Receipt put(Delivery delivery) {
				Receipt receipt = direct.put(delivery);
				if (receipt instanceof Receipt.Stored stored) {
					LogEngine.this.topic.written(LogPosition.find(stored.id()).orElseThrow(),
							new LogRecord(UUID.randomUUID(), delivery), LogEngine.this.windows);
				}
				return receipt;
			}

			@Override
			public boolean isWritable() {
				return direct.isWritable();
			}

			@Override
			public long spilled() {
				return direct.spilled();
			}

			@Override
			public Optional<Outage> lastOutage() {
				return direct.lastOutage();
			}

		};
	}

	WorkQueue queue() {
		return this.queue;
	}

	Ledger ledger() {
		return upToDate(Ledger.class, this.index.ledger());
	}

	Replayer replayer() {
		return upToDate(Replayer.class, this.index.replayer());
	}

	/** The index is a moment behind, which a test waits for. */
	private <T> T upToDate(Class<T> type, T late) {
		return type
			.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type }, (proxy, method, arguments) -> {
				awaitIndex();
				try {
					return method.invoke(late, arguments);
				}
				catch (InvocationTargetException ex) {
					throw ex.getCause();
				}
			}));
	}

	/** Waits until the index knows what was written and handled. */
	void awaitIndex() {
		Awaitility.await()
			.atMost(Timeouts.GENEROUS)
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(20))
			.until(() -> isIndexed() && isCommitted() && isSettled());
	}

	private boolean isIndexed() {
		Map<Integer, Long> indexed = new HashMap<>();
		RowCallbackHandler collect = (row) -> indexed.put(row.getInt(1), row.getLong(2));
		this.database.sql().sql("SELECT partition, position FROM socialhook_log_index").query(collect);
		return this.topic.written()
			.stream()
			.allMatch((position) -> indexed.getOrDefault(position.partition(), 0L) > position.offset());
	}

	private boolean isCommitted() {
		if (!this.queue.isOpen()) {
			return true;
		}
		HandlerPositions.Positions committed = this.index.positions(this.topic.names());
		return this.topic.names()
			.stream()
			.allMatch((handler) -> this.topic.positionsOf(handler)
				.entrySet()
				.stream()
				.allMatch((each) -> committed.limit(List.of(handler), each.getKey()) >= each.getValue()));
	}

	private boolean isSettled() {
		List<Long> waiting = this.database.sql()
			.sql("SELECT id FROM socialhook_delivery WHERE waits_for IS NOT NULL")
			.query(Long.class)
			.list();
		return waiting.stream().map((number) -> LogPosition.find(number).orElseThrow()).noneMatch(this::isPassed);
	}

	/** Whether the handlers have done with it, and with what is before it. */
	private boolean isPassed(LogPosition position) {
		return this.topic.names()
			.stream()
			.allMatch((handler) -> this.topic.positionsOf(handler).getOrDefault(position.partition(), 0L) > position
				.offset());
	}

	/** Ends in order: a log has no lease that would run out. */
	@Override
	public void close() {
		this.index.close();
		this.reader.stop();
		this.log.close();
	}

}
