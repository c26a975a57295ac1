package io.github.socialhook.store.spill;

import java.time.Duration;
import java.util.List;

import io.github.socialhook.delivery.DedupeWindows;
import io.github.socialhook.inbox.StoreUnavailableException;
import io.github.socialhook.store.queue.LocalHandoff;
import io.github.socialhook.store.queue.PutWrite;
import io.github.socialhook.store.queue.QueueDialect;
import io.github.socialhook.store.write.GroupWriter;
import io.github.socialhook.store.write.RefusedWriteException;

/**
 * The database that what was spilled goes to.
 *
 * @param writer what writes there
 * @param handoff what hands over on this node
 * @param dialect the kind of database that it is
 */
public record SpillTarget(GroupWriter writer, LocalHandoff handoff, QueueDialect dialect) {

	/** Stores what was spilled, all of it or nothing. */
	Result write(List<Spill.Spilled> batch, DedupeWindows windows, Duration timeout) {
		PutWrite.Puts kind = new PutWrite.Puts(this.dialect);
		List<PutWrite> puts = batch.stream()
			.map((spilled) -> new PutWrite(spilled.delivery(), windows, this.handoff, kind, spilled.key()))
			.toList();
		try {
			this.writer.execute(timeout, (connection) -> {
				this.dialect.put(connection, puts);
				return puts.size();
			});
			return new Stored();
		}
		catch (StoreUnavailableException ex) {
			return (ex.getCause() instanceof RefusedWriteException refused)
					? new Refused(String.valueOf(refused.getMessage())) : new Away();
		}
	}

	/** What became of a batch. */
	sealed interface Result {

	}

	/** It is on disk. */
	record Stored() implements Result {

	}

	/**
	 * The database works, and does not take it.
	 *
	 * @param reason what it said
	 */
	record Refused(String reason) implements Result {

	}

	/** The database does not work. */
	record Away() implements Result {

	}

}
