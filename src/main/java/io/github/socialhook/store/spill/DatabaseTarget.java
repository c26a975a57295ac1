package io.github.socialhook.store.spill;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.inbox.Outage;
import io.github.socialhook.inbox.Receipt;
import io.github.socialhook.inbox.StoreUnavailableException;
import io.github.socialhook.store.queue.JdbcInbox;
import io.github.socialhook.store.queue.LocalHandoff;
import io.github.socialhook.store.queue.PutWrite;
import io.github.socialhook.store.queue.QueueDialect;
import io.github.socialhook.store.write.GroupWriter;
import io.github.socialhook.store.write.RefusedWriteException;
import org.jspecify.annotations.Nullable;

/** The database, which stores all of a batch or nothing. */
public final class DatabaseTarget implements SpillTarget {

	private final GroupWriter writer;

	private final LocalHandoff handoff;

	private final PutWrite.Puts puts;

	private final JdbcInbox.Limits limits;

	private final JdbcInbox inbox;

	/**
	 * Creates a target.
	 * @param writer what writes there
	 * @param handoff what hands over on this node
	 * @param dialect the kind of database that it is
	 * @param limits what is asked of it
	 */
	public DatabaseTarget(GroupWriter writer, LocalHandoff handoff, QueueDialect dialect, JdbcInbox.Limits limits,
			InstantSource clock) {
		this.writer = writer;
		this.handoff = handoff;
		this.puts = new PutWrite.Puts(dialect);
		this.limits = limits;
		this.inbox = new JdbcInbox(writer, handoff, dialect, limits, clock);
	}

	@Override
	public String name() {
		return "The database";
	}

	/** What is not confirmed in time is cancelled. */
	@Override
	public @Nullable String newKey() {
		return null;
	}

	@Override
	public Receipt put(Delivery delivery, @Nullable String key, Duration timeout) {
		return this.inbox.put(delivery, timeout);
	}

	@Override
	public boolean isWritable() {
		return this.inbox.isWritable();
	}

	@Override
	public Optional<Outage> lastOutage() {
		return this.inbox.lastOutage();
	}

	@Override
	public Result write(List<Spill.Spilled> batch, Duration timeout) {
		List<PutWrite> writes = batch.stream()
			.map((spilled) -> new PutWrite(spilled.delivery(), this.limits.windows(), this.handoff, this.puts,
					spilled.key()))
			.toList();
		try {
			this.writer.execute(timeout, (connection) -> {
				this.puts.dialect().put(connection, writes);
				return writes.size();
			});
			return new Stored();
		}
		catch (StoreUnavailableException ex) {
			return (ex.getCause() instanceof RefusedWriteException refused)
					? new Refused(String.valueOf(refused.getMessage())) : new Away();
		}
	}

}
