package io.github.socialhook.store.spill;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

import io.github.socialhook.inbox.Spills.LocalSpill;
import io.github.socialhook.inbox.Spills.State;
import io.github.socialhook.inbox.StoreUnavailableException;
import io.github.socialhook.store.database.HostName;
import io.github.socialhook.store.write.BackgroundTask;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.util.backoff.FixedBackOff;

/**
 * Writes into the database what is known of the spill of this node, so that the other
 * nodes know of deliveries that are left in it. It says every few seconds that the node
 * lives: while the database is unavailable, a node that stops cannot say what it leaves.
 */
public final class SpillRegister implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(SpillRegister.class);

	/** Between two looks at the spill, and between two tries. */
	private static final Duration LOOK = Duration.ofSeconds(1);

	/** How often it is written although nothing has changed. */
	private static final Duration INTERVAL = Duration.ofSeconds(10);

	private static final Duration TIMEOUT = Duration.ofSeconds(5);

	/** How long a stop waits for the database. */
	public static final Duration LAST_TIMEOUT = Duration.ofSeconds(1);

	private final Spill spill;

	private final Path file;

	private final JdbcSpills table;

	private final Duration lastTimeout;

	private final BackgroundTask task = new BackgroundTask("socialhook-spill-register", this::step,
			new FixedBackOff(LOOK.toMillis(), FixedBackOff.UNLIMITED_ATTEMPTS),
			(failure) -> logger.debug("The state of the local spill could not be recorded, which is retried", failure));

	/** How many deliveries it is known for; -1 if it is not known at all. */
	private long written = -1;

	/** Whether the database did not take what was written last. */
	private volatile boolean refused;

	private long writtenNanos;

	/**
	 * Creates it.
	 * @param spill the spill of this node
	 * @param file where it is
	 * @param table where it is written down
	 * @param lastTimeout how long it waits for the database when it is closed
	 */
	public SpillRegister(Spill spill, Path file, JdbcSpills table, Duration lastTimeout) {
		this.spill = spill;
		this.file = file;
		this.table = table;
		this.lastTimeout = lastTimeout;
	}

	public void start() {
		this.task.start();
	}

	private Duration step() {
		long size = this.spill.size();
		if (size != this.written || System.nanoTime() - this.writtenNanos > INTERVAL.toNanos()) {
			writeInUse(size);
			this.written = size;
			this.writtenNanos = System.nanoTime();
		}
		return LOOK;
	}

	private void writeInUse(long size) {
		try {
			this.table.write(describe(size, State.IN_USE), TIMEOUT);
			this.refused = false;
		}
		catch (StoreUnavailableException ex) {
			this.refused = true;
			throw ex;
		}
	}

	private LocalSpill describe(long size, State state) {
		@Nullable Instant since = (size > 0) ? this.spill.oldest() : null;
		return new LocalSpill(this.spill.name(), HostName.current(), this.file.toAbsolutePath().toString(), state, size,
				since, Instant.EPOCH);
	}

	/**
	 * Writes what stays in the spill, or that there is nothing. A stop does not wait for
	 * a database that was not there just now.
	 */
	@Override
	public void close() {
		this.task.close();
		long size = this.spill.size();
		if (this.refused || !leave(size)) {
			logger.warn("The database does not know that " + size + " deliveries are in the local spill '"
					+ this.file.toAbsolutePath()
					+ "'. Other instances cannot report them before an instance starts with this file");
		}
	}

	private boolean leave(long size) {
		try {
			if (size > 0) {
				this.table.write(describe(size, State.LEFT), this.lastTimeout);
			}
			else {
				this.table.remove(this.spill.name(), this.lastTimeout);
			}
			return true;
		}
		catch (StoreUnavailableException | IllegalStateException ex) {
			logger.debug("The database has not accepted it", ex);
			return false;
		}
	}

}
