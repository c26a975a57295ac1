package io.github.socialhook.store.traffic;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.socialhook.store.write.BackgroundTask;
import io.github.socialhook.store.write.GroupWriter;
import io.github.socialhook.store.write.WriterConnection;
import io.github.socialhook.traffic.TrafficCounter;
import io.github.socialhook.traffic.TrafficFigures;
import io.github.socialhook.traffic.TrafficHistory;
import io.github.socialhook.traffic.TrafficSlot;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.backoff.FixedBackOff;

/**
 * The traffic in the table {@code traffic}: writes what this node has counted once a
 * minute, and deletes what is too old.
 */
public final class TrafficLog implements TrafficHistory, AutoCloseable {

	/** A week, and the day in which it begins. */
	public static final Duration KEPT = Duration.ofDays(8);

	private static final Log logger = LogFactory.getLog(TrafficLog.class);

	/** How many minutes wait while the database takes none. */
	private static final int MOST_WAITING = 24 * 60;

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private static final Duration MINUTE = Duration.ofMinutes(1);

	private static final List<String> COLUMNS = Stream
		.concat(Stream.of("received", "duplicates", "rejected", "unavailable", "handled", "failed"),
				Stream.concat(TrafficFigures.ACK_MILLIS.stream().map(String::valueOf), Stream.of("over"))
					.map((bucket) -> "ack_" + bucket))
		.toList();

	/** How many columns come before the buckets. */
	private static final int COUNTS = 6;

	/** All that was counted: who has no answer writes it again, and it counts once. */
	private static final String PUT = """
			INSERT INTO socialhook_traffic (minute, node, %s) VALUES (?, ?, %s)
			ON CONFLICT (minute, node) DO UPDATE SET %s
			""".formatted(String.join(", ", COLUMNS), each("?"), each("{} = excluded.{}"));

	private static final String FORGET = """
			DELETE FROM socialhook_traffic WHERE minute < ?
			""";

	private static final String READ = """
			SELECT slot, %s FROM (SELECT minute / :length AS slot, %s FROM socialhook_traffic
				WHERE minute >= :from AND minute < :to) AS slots
			GROUP BY slot
			""".formatted(each("sum({}) AS {}"), String.join(", ", COLUMNS));

	private final GroupWriter writer;

	private final JdbcClient jdbc;

	/** With what tells it from an earlier process of the same name. */
	private final String node;

	private final TrafficCounter counter;

	private final InstantSource clock;

	private final BackgroundTask task = new BackgroundTask("socialhook-traffic", this::step,
			new FixedBackOff(MINUTE.toMillis(), FixedBackOff.UNLIMITED_ATTEMPTS),
			(failure) -> logger.debug("The traffic could not be written, which is retried", failure));

	/** Of the minutes that are not written yet, and of the one under way. */
	private final NavigableMap<Long, TrafficFigures> minutes = new TreeMap<>();

	/** The minute to which belongs what is counted. */
	private long minute;

	/**
	 * Creates it.
	 * @param writer what writes
	 * @param jdbc what reads
	 * @param node the name of this node
	 * @param counter what is counted on this node
	 * @param clock the time
	 */
	public TrafficLog(GroupWriter writer, JdbcClient jdbc, String node, TrafficCounter counter, InstantSource clock) {
		this.writer = writer;
		this.jdbc = jdbc;
		this.node = node + "/" + UUID.randomUUID();
		this.counter = counter;
		this.clock = clock;
		this.minute = minuteOf(clock.instant());
	}

	private static String each(String pattern) {
		return COLUMNS.stream().map((column) -> pattern.replace("{}", column)).collect(Collectors.joining(", "));
	}

	private static long minuteOf(Instant time) {
		return Math.floorDiv(time.getEpochSecond(), MINUTE.toSeconds());
	}

	public void start() {
		this.task.start();
	}

	/** Runs at the beginning of each minute. */
	private Duration step() {
		write();
		Instant now = this.clock.instant();
		Instant next = Instant.ofEpochSecond((minuteOf(now) + 1) * MINUTE.toSeconds());
		return Duration.between(now, next).plusMillis(1);
	}

	/** Writes what was counted since the last call. What cannot be written stays. */
	public synchronized void write() {
		TrafficFigures counted = this.counter.drain();
		if (!counted.equals(TrafficFigures.NONE)) {
			this.minutes.merge(this.minute, counted, TrafficFigures::plus);
		}
		this.minute = minuteOf(this.clock.instant());
		while (this.minutes.size() > MOST_WAITING) {
			this.minutes.pollFirstEntry();
		}
		long oldest = minuteOf(this.clock.instant().minus(KEPT));
		new TreeMap<>(this.minutes).forEach((at, figures) -> {
			this.writer.execute(TIMEOUT, (connection) -> put(connection, at, figures, oldest));
			if (at != this.minute) {
				this.minutes.remove(at);
			}
		});
	}

	private int put(WriterConnection connection, long at, TrafficFigures figures, long oldest) throws SQLException {
		PreparedStatement put = connection.prepare(PUT);
		put.setLong(1, at);
		put.setString(2, this.node);
		List<Long> values = new ArrayList<>(List.of(figures.received(), figures.duplicates(), figures.rejected(),
				figures.unavailable(), figures.handled(), figures.failed()));
		values.addAll(figures.acks());
		for (int i = 0; i < values.size(); i++) {
			put.setLong(i + 3, values.get(i));
		}
		put.executeUpdate();
		PreparedStatement forget = connection.prepare(FORGET);
		forget.setLong(1, oldest);
		return forget.executeUpdate();
	}

	@Override
	public List<TrafficSlot> read(Instant from, int number, Duration length) {
		long minutes = length.toMinutes();
		long first = minuteOf(from) / minutes;
		Map<Long, TrafficFigures> found = new HashMap<>();
		RowCallbackHandler collect = (row) -> found.put(row.getLong("slot"), figures(row));
		this.jdbc.sql(READ)
			.param("length", minutes)
			.param("from", first * minutes)
			.param("to", (first + number) * minutes)
			.query(collect);
		List<TrafficSlot> slots = new ArrayList<>(number);
		for (long slot = first; slot < first + number; slot++) {
			slots.add(new TrafficSlot(Instant.ofEpochSecond(slot * length.toSeconds()),
					found.getOrDefault(slot, TrafficFigures.NONE)));
		}
		return slots;
	}

	private static TrafficFigures figures(ResultSet row) throws SQLException {
		List<Long> values = new ArrayList<>(COLUMNS.size());
		for (String column : COLUMNS) {
			values.add(row.getLong(column));
		}
		return new TrafficFigures(values.get(0), values.get(1), values.get(2), values.get(3), values.get(4),
				values.get(5), List.copyOf(values.subList(COUNTS, values.size())));
	}

	/** Writes what is counted so far. */
	@Override
	public void close() {
		this.task.close();
		try {
			write();
		}
		catch (DataAccessException | IllegalStateException ex) {
			logger.debug("The traffic of the last minute is not written", ex);
		}
	}

}
