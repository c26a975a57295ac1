package io.github.socialhook.store;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import com.zaxxer.hikari.HikariDataSource;
import io.github.socialhook.delivery.DedupeWindows;
import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.delivery.EndpointName;
import io.github.socialhook.delivery.EventName;
import io.github.socialhook.delivery.HandlingListener;
import io.github.socialhook.delivery.Payload;
import io.github.socialhook.delivery.Subject;
import io.github.socialhook.handler.HandlerDirectory;
import io.github.socialhook.inbox.Pauses;
import io.github.socialhook.inbox.Receipt;
import io.github.socialhook.inbox.WorkQueue;
import io.github.socialhook.store.kafka.LogGenerations;
import io.github.socialhook.store.kafka.LogProperties;
import io.github.socialhook.store.kafka.RecordCache;
import io.github.socialhook.store.kafka.consume.LogSource;
import io.github.socialhook.store.kafka.consume.LogWorkQueue;
import io.github.socialhook.store.kafka.consume.TroubleTarget;
import io.github.socialhook.store.reference.ReferenceIndexer;
import io.github.socialhook.store.write.WriterConnection;

import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** An inbox for the tests of other rooms. */
public final class OpenInbox implements AutoCloseable {

	private final HikariDataSource dataSource = new HikariDataSource();

	private final MutableClock clock = new MutableClock();

	private final InboxFixture inbox;

	public OpenInbox(Path folder) {
		this("jdbc:sqlite:" + folder.resolve("inbox.db"));
	}

	public OpenInbox(String url) {
		this.dataSource.setJdbcUrl(url);
		this.dataSource.setMaximumPoolSize(4);
		this.inbox = InboxFixture.open(this.dataSource, this.dataSource.getJdbcUrl(), this.clock);
	}

	public WorkQueue queue() {
		return this.inbox.queue;
	}

	/** A queue over a log, whose trouble comes here. */
	public LogWorkQueue over(Map<String, Object> client, LogProperties log, Supplier<HandlerDirectory> handlers,
			HandlingListener listener) {
		LogSource source = new LogSource(client, new RecordCache(), log,
				new LogGenerations(this.inbox.writer, this.clock), handlers, DedupeWindows.all(Duration.ofMinutes(10)),
				listener, true);
		return new LogWorkQueue(this.inbox.queue, source, new TroubleTarget(this.inbox.writer,
				this.inbox.store.reader(), this.inbox.dialect, this.inbox.handoff, this::index, this.clock));
	}

	/** An index of a log, in the same database. */
	public OpenIndex index(Map<String, Object> client, LogProperties log, Supplier<HandlerDirectory> handlers,
			HandlingListener listener) {
		LogSource source = new LogSource(client, new RecordCache(), log,
				new LogGenerations(this.inbox.writer, this.clock), handlers, DedupeWindows.all(Duration.ofMinutes(10)),
				listener, true);
		return new OpenIndex(this.inbox, source, (delivery) -> Set.of());
	}

	private void index(WriterConnection connection, long number, Delivery delivery) throws SQLException {
		new ReferenceIndexer(this.inbox.store, this.inbox.writer, this.inbox.dialect, (other) -> Set.of(), this.clock)
			.add(connection, number, delivery);
	}

	public JdbcClient sql() {
		return this.inbox.sql();
	}

	public Pauses pauses() {
		return this.inbox.pauses;
	}

	public InstantSource clock() {
		return this.clock;
	}

	public void advance(Duration time) {
		this.clock.advance(time);
	}

	/** Stores an event about a channel. */
	public DeliveryId store(String event, String subject, int number) {
		String body = String.format(Locale.ROOT, """
				{"event":"%s","data":{"channel":"%s","number":%d}}""", event, subject, number);
		return store(event, subject, body);
	}

	public DeliveryId store(String event, String subject, String body) {
		Delivery delivery = new Delivery(EndpointName.DEFAULT, new EventName(event), new Subject("channel", subject),
				Payload.of(body.getBytes(StandardCharsets.UTF_8)), this.clock.instant());
		Receipt receipt = this.inbox.inbox.put(delivery);
		assertThat(receipt).isInstanceOf(Receipt.Stored.class);
		return ((Receipt.Stored) receipt).id();
	}

	public int count(String state) {
		return this.inbox.sql()
			.sql("SELECT count(*) FROM socialhook_delivery WHERE state = ?")
			.param(state)
			.query(Integer.class)
			.single();
	}

	/** How much longer everything in it is held by whoever handles it. */
	public Duration heldFor() {
		long until = this.inbox.sql()
			.sql("SELECT min(due_at) FROM (SELECT due_at FROM socialhook_delivery UNION ALL SELECT due_at FROM socialhook_task) AS held")
			.query(Long.class)
			.single();
		return Duration.between(this.clock.instant(), Instant.ofEpochMilli(until));
	}

	/** How an attempt of a handler ended, in the order in which they were written. */
	public List<String> attempts() {
		return this.inbox.sql()
			.sql("SELECT handler || ' ' || number || ' ' || outcome || ' ' || coalesce(error_type, '') FROM socialhook_attempt")
			.query(String.class)
			.list();
	}

	/** Ends the way a killed process does: nothing is released. */
	public void kill() {
		this.inbox.kill();
	}

	@Override
	public void close() {
		this.inbox.close();
		this.dataSource.close();
	}

}
