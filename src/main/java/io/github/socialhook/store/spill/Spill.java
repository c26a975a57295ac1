package io.github.socialhook.store.spill;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;

import com.zaxxer.hikari.HikariDataSource;
import io.github.socialhook.delivery.DedupeWindows;
import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.delivery.EndpointName;
import io.github.socialhook.delivery.Payload;
import io.github.socialhook.inbox.Receipt;
import io.github.socialhook.inbox.StoreUnavailableException;
import io.github.socialhook.store.database.Store;
import io.github.socialhook.store.database.StoreInUseException;
import io.github.socialhook.store.database.StoreNotWritableException;
import io.github.socialhook.store.queue.DeliveryRows;
import io.github.socialhook.store.queue.JdbcInbox;
import io.github.socialhook.store.queue.LeaseRecovery;
import io.github.socialhook.store.queue.LocalHandoff;
import io.github.socialhook.store.queue.PutWrite;
import io.github.socialhook.store.queue.QueueDialect;
import io.github.socialhook.store.queue.RowNumber;
import io.github.socialhook.store.queue.StoreFile;
import io.github.socialhook.store.write.GroupWriter;
import io.github.socialhook.store.write.WriterConnection;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.DataAccessException;

/**
 * The local file for deliveries that the database does not take at the moment, with the
 * same guarantee: what is put is synced.
 */
public final class Spill implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(Spill.class);

	/** No more of them than fit into 8 MB of memory, but one at least. */
	private static final String PEEK = """
			SELECT id, endpoint, event, subject, received_at, body, (SELECT key FROM spill_key AS k WHERE k.id = d.id) AS key
			FROM socialhook_delivery AS d WHERE id IN (
				SELECT id FROM (
					SELECT id, length(body) AS size, sum(length(body)) OVER (ORDER BY id) AS total
					FROM (SELECT id, body FROM socialhook_delivery WHERE id > ? ORDER BY id LIMIT ?) AS next) AS measured
				WHERE total - size < 8388608)
			ORDER BY id
			""";

	/** What is a duplicate is found out when it is moved. */
	private static final DedupeWindows EVERY_TIME = DedupeWindows.all(Duration.ZERO);

	private static final String OLDEST = """
			SELECT received_at FROM socialhook_delivery ORDER BY id LIMIT 1
			""";

	private static final String DELETE = "DELETE FROM socialhook_delivery WHERE id = ?";

	private static final String DELETE_KEY = "DELETE FROM spill_key WHERE id = ?";

	private final HikariDataSource dataSource;

	private final PutWrite.Puts puts;

	private final Store store;

	private final GroupWriter writer;

	private final @Nullable StoreFile storeFile;

	private final JdbcInbox inbox;

	private final LocalHandoff nobody = new LocalHandoff();

	private final SpillFile file;

	private Spill(HikariDataSource dataSource, Store store, SpillFile file, QueueDialect dialect, Duration timeout,
			InstantSource clock) {
		this.file = file;
		this.dataSource = dataSource;
		this.puts = new PutWrite.Puts(dialect);
		this.store = store;
		this.writer = new GroupWriter(store, "socialhook-spill-writer", clock);
		this.inbox = new JdbcInbox(this.writer, this.nobody, dialect, new JdbcInbox.Limits(EVERY_TIME, timeout), clock);
		this.storeFile = dialect.storeFile(dataSource, this.writer, clock);
		this.writer.start();
		if (this.storeFile != null) {
			this.storeFile.start();
		}
		warmUp(dialect, timeout, clock);
	}

	/**
	 * Goes the way of a delivery once, and leaves nothing behind: the first one of an
	 * outage has little time.
	 */
	private void warmUp(QueueDialect dialect, Duration timeout, InstantSource clock) {
		Delivery delivery = new Delivery(EndpointName.DEFAULT, null, null, Payload.of(new byte[1]), clock.instant());
		PutWrite put = new PutWrite(delivery, EVERY_TIME, this.nobody, this.puts, null);
		try {
			this.writer.execute(timeout, (connection) -> {
				dialect.put(connection, List.of(put));
				PreparedStatement delete = connection.prepare(DELETE);
				delete.setLong(1, RowNumber.of(put.storedId()));
				return delete.executeUpdate();
			});
		}
		catch (StoreUnavailableException ex) {
			logger.warn("The local spill accepts no writes at the moment", ex);
		}
	}

	/**
	 * Opens the file.
	 * @param url its address
	 * @param dialect the kind of database that it is
	 * @param timeout how long to wait for a delivery to be stored
	 */
	public static Spill open(String url, QueueDialect dialect, Duration timeout, InstantSource clock) {
		HikariDataSource dataSource = new HikariDataSource();
		dataSource.setPoolName("socialhook-spill");
		dataSource.setJdbcUrl(url);
		dataSource.setMaximumPoolSize(2);
		try {
			SpillFile file = new SpillFile(new LeaseRecovery(dialect, clock));
			Store store = Store.open(dataSource, url, dialect, file);
			return new Spill(dataSource, store, file, dialect, timeout, clock);
		}
		catch (StoreNotWritableException | StoreInUseException ex) {
			dataSource.close();
			throw new UnusableSpillException(ex);
		}
		catch (RuntimeException ex) {
			dataSource.close();
			throw ex;
		}
	}

	/**
	 * Puts a delivery.
	 * @param key the name under which it may be where it belongs already; null if it has
	 * none yet
	 * @param timeout how long to wait until it is synced
	 */
	public Receipt put(Delivery delivery, @Nullable String key, Duration timeout) {
		PutWrite put = new PutWrite(delivery, EVERY_TIME, this.nobody, this.puts, null);
		return this.inbox.put(put, new SpillArrival(put, key, this.file), timeout);
	}

	public boolean isWritable() {
		return this.inbox.isWritable();
	}

	/** Writes to the file, for whoever brings back what was in one before. */
	public GroupWriter writer() {
		return this.writer;
	}

	/** The kind of database that the file is. */
	public QueueDialect dialect() {
		return this.puts.dialect();
	}

	/** So many deliveries were brought back. */
	public void noteSalvaged(long number) {
		this.file.added(number);
	}

	/** The name that tells this file from those of other nodes. */
	String name() {
		return this.file.name();
	}

	/**
	 * When the oldest delivery in it was received; null if it cannot be read, or is
	 * empty.
	 */
	@Nullable Instant oldest() {
		try {
			return this.store.reader()
				.sql(OLDEST)
				.query((row, index) -> Instant.ofEpochMilli(row.getLong(1)))
				.optional()
				.orElse(null);
		}
		catch (DataAccessException ex) {
			logger.debug("The oldest delivery in the local spill cannot be read", ex);
			return null;
		}
	}

	/** How many deliveries wait in it. */
	public long size() {
		return this.file.size();
	}

	/**
	 * Reads the oldest deliveries after a number, in the order in which they were put.
	 */
	public List<Spilled> peek(long after, int most) {
		return this.store.reader()
			.sql(PEEK)
			.param(after)
			.param(most)
			.query((row, index) -> new Spilled(row.getLong("id"), keyOf(row), DeliveryRows.read(row)))
			.list();
	}

	private String keyOf(ResultSet row) throws SQLException {
		String key = row.getString("key");
		return (key != null) ? key : this.file.name() + ":" + row.getLong("id");
	}

	/**
	 * Forgets deliveries that are now where they belong; false if that could not be
	 * written in time.
	 */
	public boolean remove(List<Long> ids, Duration timeout) {
		try {
			Removal removal = this.writer.execute(timeout, (connection) -> {
				delete(connection, DELETE_KEY, ids);
				return new Removal(delete(connection, DELETE, ids), this.file.number());
			});
			this.file.removed(removal.number(), removal.file());
			return true;
		}
		catch (StoreUnavailableException ex) {
			logger.debug("Moved deliveries could not be removed from the local spill yet", ex);
			return false;
		}
	}

	private static int delete(WriterConnection connection, String sql, List<Long> ids) throws SQLException {
		PreparedStatement delete = connection.prepare(sql);
		for (Long id : ids) {
			delete.setLong(1, id);
			delete.addBatch();
		}
		return Arrays.stream(delete.executeBatch()).sum();
	}

	@Override
	public void close() {
		if (this.storeFile != null) {
			this.storeFile.close();
		}
		this.writer.close();
		this.store.close();
		this.dataSource.close();
		if (size() > 0) {
			logger.warn(size() + " deliveries stay in the local spill '" + this.dataSource.getJdbcUrl()
					+ "'. They are moved to the database when an instance starts with this file");
		}
	}

	/**
	 * A delivery in the file.
	 *
	 * @param id its number there
	 * @param key the name by which it is recognised where it belongs
	 * @param delivery what it is
	 */
	public record Spilled(long id, String key, Delivery delivery) {
	}

	/**
	 * What was removed.
	 *
	 * @param number how many
	 * @param file of which file
	 */
	private record Removal(int number, int file) {

	}

}
