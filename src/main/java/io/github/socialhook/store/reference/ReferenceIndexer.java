package io.github.socialhook.store.reference;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.delivery.ReferenceResolver;
import io.github.socialhook.delivery.Subject;
import io.github.socialhook.store.database.Store;
import io.github.socialhook.store.queue.DeliveryRows;
import io.github.socialhook.store.queue.QueueDialect;
import io.github.socialhook.store.write.BackgroundTask;
import io.github.socialhook.store.write.GroupWriter;
import io.github.socialhook.store.write.WriterConnection;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.core.NestedExceptionUtils;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.backoff.FixedBackOff;

/**
 * Writes down what deliveries refer to, in the order in which they were stored, so that
 * they can be searched by it. It works behind what is accepted, a batch at a time, with a
 * bounded share of one processor. It remembers how far it is, so it continues after a
 * restart; of several nodes one works at a time, and another takes over when it is
 * silent.
 */
public final class ReferenceIndexer implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(ReferenceIndexer.class);

	public static final int BATCH = 256;

	private static final int SMALLEST_BATCH = 16;

	private static final long MOST_BYTES = 2 * 1024 * 1024;

	/** Senders that come meanwhile wait no longer. */
	private static final Duration LONGEST_WRITE = Duration.ofMillis(4);

	private static final Duration INTERVAL = Duration.ofMillis(500);

	/** With more deliveries in a second than this, acknowledging them has precedence. */
	private static final long BUSY = 2000;

	private static final Duration LOOK_INTERVAL = Duration.ofSeconds(2);

	private static final int PAUSE = 3;

	private static final int LONG_PAUSE = 19;

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private static final String SIZES = """
			SELECT id, octet_length(body) AS size FROM socialhook_delivery WHERE id > :after AND id <= :last
			ORDER BY id LIMIT :most
			""";

	/** What has no body here is indexed by whoever stores it. */
	private static final String DELIVERIES = """
			SELECT id, endpoint, event, subject, received_at, body FROM socialhook_delivery
			WHERE id > :after AND id <= :last AND body IS NOT NULL
			ORDER BY id
			""";

	private final JdbcClient jdbc;

	private final GroupWriter writer;

	private final QueueDialect dialect;

	private final ReferenceResolver resolver;

	private final InstantSource clock;

	private final BackgroundTask task = new BackgroundTask("socialhook-references", this::step,
			new FixedBackOff(Duration.ofSeconds(5).toMillis(), FixedBackOff.UNLIMITED_ATTEMPTS), this::failed);

	private int batch = SMALLEST_BATCH;

	/** The latest delivery that was seen, and when. */
	private Sight sight = new Sight(0, System.nanoTime());

	private boolean busy;

	private boolean failing;

	public ReferenceIndexer(Store store, GroupWriter writer, QueueDialect dialect, ReferenceResolver resolver,
			InstantSource clock) {
		this.jdbc = store.reader();
		this.writer = writer;
		this.dialect = dialect;
		this.resolver = resolver;
		this.clock = clock;
	}

	public void start() {
		this.task.start();
	}

	private Duration step() {
		long started = System.nanoTime();
		boolean more = work();
		Duration took = Duration.ofNanos(System.nanoTime() - started);
		this.failing = false;
		return more ? took.multipliedBy(this.busy ? LONG_PAUSE : PAUSE).plusMillis(1) : INTERVAL;
	}

	private void failed(Throwable failure) {
		if (!this.failing) {
			logger.warn("Indexing what deliveries refer to failed and is retried: "
					+ NestedExceptionUtils.getMostSpecificCause(failure));
		}
		this.failing = true;
	}

	/**
	 * Indexes the next deliveries, if no other node does.
	 * @return false if there is nothing to do for a while
	 */
	public boolean work() {
		Instant now = this.clock.instant();
		IndexPosition from = IndexPosition.find(this.jdbc);
		if (from.isHeldByAnother(this.dialect.holder(), now)) {
			return false;
		}
		long last = this.dialect.watermark().find(this.jdbc);
		see(last);
		if (last <= from.position()) {
			return false;
		}
		long reached = reach(from.position(), last);
		List<ReferenceRows.Row> rows = read(from.position(), reached);
		Long nanos = this.writer.execute(TIMEOUT, (connection) -> {
			long began = System.nanoTime();
			boolean written = new ReferenceRows(connection, this.dialect).write(from, reached, rows, now);
			return written ? System.nanoTime() - began : -1;
		});
		if (nanos < 0) {
			return false;
		}
		adapt(Duration.ofNanos(nanos));
		return reached < last;
	}

	private void see(long last) {
		Sight seen = new Sight(last, System.nanoTime());
		if (seen.nanos() - this.sight.nanos() >= LOOK_INTERVAL.toNanos()) {
			this.busy = this.sight.last() > 0 && this.sight.perSecond(seen) > BUSY;
			this.sight = seen;
		}
	}

	private void adapt(Duration took) {
		if (took.compareTo(LONGEST_WRITE) > 0) {
			this.batch = Math.max(SMALLEST_BATCH, this.batch / 2);
		}
		else if (took.compareTo(LONGEST_WRITE.dividedBy(3)) < 0) {
			this.batch = Math.min(BATCH, 2 * this.batch);
		}
	}

	/** Returns how far to go now: not beyond so many deliveries or bytes. */
	private long reach(long after, long last) {
		List<Size> sizes = this.jdbc.sql(SIZES)
			.param("after", after)
			.param("last", last)
			.param("most", this.batch)
			.query((row, number) -> new Size(row.getLong("id"), row.getLong("size")))
			.list();
		long bytes = 0;
		for (Size each : sizes) {
			bytes += each.size();
			if (bytes >= MOST_BYTES) {
				return each.id();
			}
		}
		return (sizes.size() < this.batch) ? last : sizes.getLast().id();
	}

	private List<ReferenceRows.Row> read(long after, long reached) {
		List<ReferenceRows.Row> rows = new ArrayList<>();
		this.jdbc.sql(DELIVERIES).param("after", after).param("last", reached).query((row) -> {
			long number = row.getLong("id");
			for (long key : keysOf(DeliveryRows.read(row))) {
				rows.add(new ReferenceRows.Row(key, number));
			}
		});
		return rows;
	}

	/**
	 * Indexes a delivery that is stored in the same transaction, under a number that the
	 * index may have passed.
	 */
	public void add(WriterConnection connection, long number, Delivery delivery) throws SQLException {
		List<ReferenceRows.Row> rows = keysOf(delivery).stream()
			.map((key) -> new ReferenceRows.Row(key, number))
			.toList();
		new ReferenceRows(connection, this.dialect).insertAll(rows);
	}

	/**
	 * Indexes deliveries that are stored in the same transaction, as the other method.
	 * @param connection writes to the database
	 * @param keys for the number of each delivery, what it refers to
	 * @throws SQLException if the database fails
	 */
	public void addAll(WriterConnection connection, Map<Long, Set<Long>> keys) throws SQLException {
		List<ReferenceRows.Row> rows = new ArrayList<>();
		new TreeMap<>(keys)
			.forEach((number, own) -> own.forEach((key) -> rows.add(new ReferenceRows.Row(key, number))));
		new ReferenceRows(connection, this.dialect).insertAll(rows);
	}

	/**
	 * Finds what a delivery refers to.
	 * @param delivery the delivery
	 * @return the keys of that, and of its subject
	 */
	public Set<Long> keysOf(Delivery delivery) {
		Set<Long> keys = new HashSet<>();
		Subject subject = delivery.subject();
		if (subject != null) {
			keys.add(ReferenceKey.of(subject));
		}
		try {
			this.resolver.referencesOf(delivery).forEach((reference) -> keys.add(ReferenceKey.of(reference)));
		}
		catch (RuntimeException ex) {
			// One that cannot be read must not keep the others from being indexed.
			logger.debug("What a delivery refers to cannot be read", ex);
		}
		return keys;
	}

	@Override
	public void close() {
		this.task.close();
	}

	/**
	 * What was seen at one moment.
	 *
	 * @param last the number of the latest delivery
	 * @param nanos when that was
	 */
	private record Sight(long last, long nanos) {

		private double perSecond(Sight later) {
			return (later.last - this.last) * 1e9 / Math.max(1, later.nanos - this.nanos);
		}

	}

	/** The size of the body of a delivery. */
	private record Size(long id, long size) {

	}

}
