package io.github.socialhook.inbox;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import com.zaxxer.hikari.HikariDataSource;
import io.github.socialhook.delivery.Delivery;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The local file for deliveries that the database does not take at the moment, with the
 * same guarantee: what is put is synced.
 */
final class Spill implements AutoCloseable {

	/** No more of them than fit into a little memory, but one at least. */
	private static final String PEEK = """
			SELECT id, endpoint, event, subject, received_at, body FROM delivery WHERE id IN (
				SELECT id FROM (
					SELECT id, length(body) AS size, sum(length(body)) OVER (ORDER BY id) AS total
					FROM (SELECT id, body FROM delivery WHERE id > ? ORDER BY id LIMIT ?) AS next) AS measured
				WHERE total - size < %d)
			ORDER BY id
			""".formatted(8 * 1024 * 1024);

	private final HikariDataSource dataSource;

	private final Store store;

	private final GroupWriter writer;

	private final JdbcInbox inbox;

	private final HandOver nobody = new HandOver();

	/**
	 * Tells this file from those of other nodes, and from a later one at the same place.
	 */
	private final String name;

	private final AtomicLong size;

	private Spill(HikariDataSource dataSource, Store store, Duration patience, InstantSource clock) {
		this.dataSource = dataSource;
		this.store = store;
		this.writer = new GroupWriter(store, "socialhook-spill-writer");
		this.inbox = new JdbcInbox(this.writer, this.nobody, Duration.ZERO, patience, clock);
		this.name = nameOf(JdbcClient.create(dataSource));
		this.size = new AtomicLong(
				JdbcClient.create(dataSource).sql("SELECT count(*) FROM delivery").query(Long.class).single());
		this.writer.start();
	}

	static Spill open(Path file, Duration patience, InstantSource clock) {
		String url = "jdbc:sqlite:" + file;
		HikariDataSource dataSource = new HikariDataSource();
		dataSource.setPoolName("socialhook-spill");
		dataSource.setJdbcUrl(url);
		dataSource.setMaximumPoolSize(2);
		try {
			return new Spill(dataSource, Store.open(dataSource, url, clock), patience, clock);
		}
		catch (RuntimeException ex) {
			dataSource.close();
			throw ex;
		}
	}

	private static String nameOf(JdbcClient jdbc) {
		jdbc.sql("CREATE TABLE IF NOT EXISTS spill (name TEXT NOT NULL)").update();
		jdbc.sql("INSERT INTO spill (name) SELECT ? WHERE NOT EXISTS (SELECT 1 FROM spill)")
			.param(UUID.randomUUID().toString())
			.update();
		return jdbc.sql("SELECT name FROM spill").query(String.class).single();
	}

	Receipt put(Delivery delivery) {
		PutWrite put = new PutWrite(delivery, Duration.ZERO, this.nobody, null);
		return this.inbox.put(put, new Arrival(put, this.size));
	}

	boolean isWritable() {
		return this.inbox.isWritable();
	}

	/** How many deliveries wait in it. */
	long size() {
		return this.size.get();
	}

	/**
	 * Reads the oldest deliveries after a number, in the order in which they were put.
	 */
	List<Spilled> peek(long after, int most) {
		return JdbcClient.create(this.dataSource)
			.sql(PEEK)
			.param(after)
			.param(most)
			.query((row, index) -> new Spilled(row.getLong("id"), this.name + ":" + row.getLong("id"),
					DeliveryRows.read(row)))
			.list();
	}

	/**
	 * Forgets deliveries that are now in the database; false if that could not be written
	 * in time.
	 */
	boolean remove(List<Long> ids, Duration patience) {
		Removal removal = new Removal(ids, this.size, new AtomicInteger(), new CompletableFuture<>());
		this.writer.add(removal);
		return removal.removed().completeOnTimeout(false, patience.toMillis(), TimeUnit.MILLISECONDS).join();
	}

	@Override
	public void close() {
		this.writer.close();
		this.store.close();
		this.dataSource.close();
	}

	/**
	 * A delivery in the file.
	 *
	 * @param id its number there
	 * @param key the name under which the database knows that it has it
	 * @param delivery what it is
	 */
	record Spilled(long id, String key, Delivery delivery) {
	}

	/**
	 * Counts what arrives when it is written: it may be there although nobody waited for
	 * it so long.
	 */
	private record Arrival(PutWrite put, AtomicLong size) implements Write {

		@Override
		public void apply(Session session) throws SQLException {
			this.put.apply(session);
		}

		@Override
		public void committed() {
			if (this.put.isStored()) {
				this.size.incrementAndGet();
			}
			this.put.committed();
		}

		@Override
		public void failed(Exception cause) {
			this.put.failed(cause);
		}

	}

	/** Deletes what was moved. */
	private record Removal(List<Long> ids, AtomicLong size, AtomicInteger gone,
			CompletableFuture<Boolean> removed) implements Write {

		@Override
		public void apply(Session session) throws SQLException {
			var delete = session.prepare("DELETE FROM delivery WHERE id = ?");
			for (Long id : this.ids) {
				delete.setLong(1, id);
				delete.addBatch();
			}
			this.gone.set(Arrays.stream(delete.executeBatch()).sum());
		}

		@Override
		public void committed() {
			this.size.addAndGet(-this.gone.get());
			this.removed.complete(true);
		}

		@Override
		public void failed(Exception cause) {
			this.removed.complete(false);
		}

	}

}
