package io.github.socialhook.store.tracing;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.store.database.Store;
import io.github.socialhook.store.queue.RowNumber;
import io.github.socialhook.store.write.BackgroundTask;
import io.github.socialhook.store.write.GroupWriter;
import io.github.socialhook.store.write.WriterConnection;
import io.github.socialhook.tracing.ReceiptTraces;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.backoff.FixedBackOff;

/**
 * The table {@code trace}. What is new is written some times a second, behind the
 * deliveries, so that an answer never waits for it. What a process had not written when
 * it died is lost, and only a link is.
 */
public final class JdbcReceiptTraces implements ReceiptTraces, AutoCloseable {

	private static final Log logger = LogFactory.getLog(JdbcReceiptTraces.class);

	/**
	 * Of the latest deliveries of this node it is known without a look into the store.
	 */
	private static final int REMEMBERED = 10_000;

	private static final int MOST_WAITING = 10_000;

	/** A handler may begin before the thread of the request has told of its trace. */
	private static final Duration LATENESS = Duration.ofMillis(100);

	/** Among how many of the latest deliveries some may be late. */
	private static final long LATE = 256;

	private static final Duration INTERVAL = Duration.ofMillis(200);

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	/** A delivery that was spilled may have the number of another. */
	private static final String ADD = """
			INSERT INTO socialhook_trace (delivery_id, parent) VALUES (?, ?) ON CONFLICT (delivery_id) DO NOTHING
			""";

	private static final String FIND = """
			SELECT parent FROM socialhook_trace WHERE delivery_id = ?
			""";

	private final GroupWriter writer;

	private final JdbcClient jdbc;

	private final BackgroundTask task = new BackgroundTask("socialhook-traces", () -> {
		write();
		return INTERVAL;
	}, new FixedBackOff(TIMEOUT.toMillis(), FixedBackOff.UNLIMITED_ATTEMPTS),
			(failure) -> logger.debug("Traces could not be written, which is retried", failure));

	private final Map<DeliveryId, Optional<String>> latest = new LinkedHashMap<>();

	private Map<DeliveryId, String> waiting = new HashMap<>();

	private long newest;

	public JdbcReceiptTraces(GroupWriter writer, Store store) {
		this.writer = writer;
		this.jdbc = store.reader();
	}

	public void start() {
		this.task.start();
	}

	@Override
	public synchronized void keep(DeliveryId id, @Nullable String parent) {
		if (RowNumber.find(id).isEmpty()) {
			// One of the spill gets another id.
			return;
		}
		if (this.latest.size() >= REMEMBERED) {
			this.latest.remove(this.latest.keySet().iterator().next());
		}
		this.latest.put(id, Optional.ofNullable(parent));
		this.newest = Math.max(this.newest, RowNumber.of(id));
		notifyAll();
		if (parent != null && this.waiting.size() < MOST_WAITING) {
			this.waiting.put(id, parent);
		}
	}

	@Override
	public @Nullable String of(DeliveryId id) {
		OptionalLong number = RowNumber.find(id);
		if (number.isEmpty()) {
			return null;
		}
		synchronized (this) {
			await(id, number.getAsLong());
			Optional<String> known = this.latest.get(id);
			if (known != null) {
				return known.orElse(null);
			}
		}
		return this.jdbc.sql(FIND).param(number.getAsLong()).query(String.class).optional().orElse(null);
	}

	private synchronized void await(DeliveryId id, long number) {
		long end = System.nanoTime() + LATENESS.toNanos();
		try {
			while (!this.latest.containsKey(id) && number > this.newest - LATE && System.nanoTime() - end < 0) {
				wait(1 + (end - System.nanoTime()) / 1_000_000);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/** Writes what is new. */
	public void write() {
		Map<DeliveryId, String> some;
		synchronized (this) {
			some = this.waiting;
			this.waiting = new HashMap<>();
		}
		if (some.isEmpty()) {
			return;
		}
		try {
			this.writer.execute(TIMEOUT, (connection) -> add(connection, some));
		}
		catch (RuntimeException ex) {
			synchronized (this) {
				if (this.waiting.size() + some.size() <= MOST_WAITING) {
					this.waiting.putAll(some);
				}
			}
			throw ex;
		}
	}

	private static int add(WriterConnection connection, Map<DeliveryId, String> some) throws SQLException {
		PreparedStatement add = connection.prepare(ADD);
		for (Map.Entry<DeliveryId, String> each : some.entrySet()) {
			add.setLong(1, RowNumber.of(each.getKey()));
			add.setString(2, each.getValue());
			add.addBatch();
		}
		return add.executeBatch().length;
	}

	@Override
	public void close() {
		this.task.close();
		try {
			write();
		}
		catch (RuntimeException ex) {
			logger.debug("The latest traces are not written", ex);
		}
	}

}
