package io.github.socialhook.store.queue;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import io.github.socialhook.delivery.DedupeWindows;
import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.inbox.Inbox;
import io.github.socialhook.inbox.Outage;
import io.github.socialhook.inbox.Receipt;
import io.github.socialhook.inbox.StoreUnavailableException;
import io.github.socialhook.store.write.GroupWriter;
import io.github.socialhook.store.write.Write;
import io.github.socialhook.store.write.WriterConnection;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/** The face of the store that the intake sees. */
public final class JdbcInbox implements Inbox {

	private static final Log logger = LogFactory.getLog(JdbcInbox.class);

	private static final Receipt NOT_IN_TIME = new Receipt.Unavailable("It was not stored within the accept-timeout");

	private static final String PROBE = """
			INSERT INTO socialhook_probe (id, tried_at) VALUES (1, ?)
			ON CONFLICT (id) DO UPDATE SET tried_at = excluded.tried_at
			""";

	private final GroupWriter writer;

	private final LocalHandoff handoff;

	private final PutWrite.Puts puts;

	private final DedupeWindows windows;

	private final Duration timeout;

	private final InstantSource clock;

	public JdbcInbox(GroupWriter writer, LocalHandoff handoff, QueueDialect dialect, Limits limits,
			InstantSource clock) {
		this.writer = writer;
		this.handoff = handoff;
		this.puts = new PutWrite.Puts(dialect);
		this.windows = limits.windows();
		this.timeout = limits.timeout();
		this.clock = clock;
	}

	@Override
	public Receipt put(Delivery delivery) {
		return put(delivery, this.timeout);
	}

	/** Puts a delivery within another time than the usual one. */
	public Receipt put(Delivery delivery, Duration timeout) {
		PutWrite write = new PutWrite(delivery, this.windows, this.handoff, this.puts, null);
		return put(write, write, timeout);
	}

	/** Puts a delivery by a write that has something to add. */
	public Receipt put(PutWrite put, Write write, Duration timeout) {
		if (!this.writer.offer(write)) {
			return new Receipt.Unavailable("Too many writes are waiting");
		}
		return await(put.receipt(), timeout);
	}

	@Override
	public boolean isWritable() {
		try {
			return this.writer.executeFirst(this.timeout, this::probe);
		}
		catch (StoreUnavailableException ex) {
			logger.debug("The store accepts no writes", ex);
			return false;
		}
	}

	/** Writes something of no importance, to see whether that is possible. */
	private boolean probe(WriterConnection connection) throws SQLException {
		PreparedStatement probe = connection.prepare(PROBE);
		probe.setLong(1, this.clock.instant().toEpochMilli());
		return probe.executeUpdate() == 1;
	}

	@Override
	public long spilled() {
		return 0;
	}

	@Override
	public Optional<Outage> lastOutage() {
		return this.writer.lastOutage();
	}

	/** When it is overdue it is cancelled, and is not written. */
	private Receipt await(CompletableFuture<Receipt> receipt, Duration timeout) {
		try {
			this.writer.cancelAfter(timeout, receipt);
			return receipt.get();
		}
		catch (ExecutionException | CancellationException ex) {
			return NOT_IN_TIME;
		}
		catch (InterruptedException ex) {
			receipt.cancel(false);
			Thread.currentThread().interrupt();
			return NOT_IN_TIME;
		}
	}

	/**
	 * What is asked of an inbox.
	 *
	 * @param windows the times within which the same bytes are a duplicate
	 * @param timeout how long to wait for a delivery to be stored
	 */
	public record Limits(DedupeWindows windows, Duration timeout) {

	}

}
