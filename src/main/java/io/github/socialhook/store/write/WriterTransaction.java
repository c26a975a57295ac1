package io.github.socialhook.store.write;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import io.github.socialhook.log.FaultLog;
import io.github.socialhook.store.database.Store;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Writes groups, each in a transaction, over a connection that it opens when it is needed
 * and gives up when it is broken. Used by the writer's thread, where nothing else is
 * said.
 */
final class WriterTransaction {

	private static final Log logger = LogFactory.getLog(WriterTransaction.class);

	private static final long DAMAGE_NANOS = TimeUnit.MINUTES.toNanos(1);

	private static final long BACK_OFF_MILLIS = 100;

	/** How long a write waits for a lock that nobody waits for: it is repeated anyway. */
	private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(1);

	private final Store store;

	private final OutageLog outages;

	/** Fair, because the writer hardly ever does not have it. */
	private final ReentrantLock turn = new ReentrantLock(true);

	private @Nullable WriterConnection connection;

	/** Whether the connection leads to a database that is not in place any more. */
	private boolean displaced;

	/** Whether the database has been found to be damaged, and when last. */
	private boolean damaged;

	private long damagedNanos;

	/** Whether it is not to be used any more. */
	private boolean abandoned;

	WriterTransaction(Store store, OutageLog outages) {
		this.store = store;
		this.outages = outages;
	}

	/** Opens a connection if there is none; returns what keeps it from that. */
	@Nullable Exception open() {
		if (this.connection != null && !this.displaced) {
			return null;
		}
		this.turn.lock();
		try {
			if (this.displaced) {
				bringBack();
			}
			if (this.abandoned) {
				abandon();
			}
			if (this.connection == null) {
				this.connection = new WriterConnection(this.store.openUpToDate(), this.store.dialect());
			}
			return null;
		}
		catch (SQLException | RuntimeException ex) {
			return ex;
		}
		finally {
			this.turn.unlock();
		}
	}

	/** Returns what went wrong, or null once every write of the group has been told. */
	@Nullable Exception run(List<Write> group) {
		this.turn.lock();
		try {
			WriterConnection current = Objects.requireNonNull(this.connection);
			begin(current, group);
			new WriteBatch(group).apply(current);
			current.commit();
			confirm();
		}
		catch (SQLException | RuntimeException ex) {
			rollback();
			group.forEach(Write::rolledBack);
			noteDamage(ex);
			if (ex instanceof SQLException failure) {
				this.store.dialect().transactionFailed(failure);
			}
			return ex;
		}
		catch (Error ex) {
			// Who knows how far it got.
			close();
			group.forEach(Write::rolledBack);
			return new IllegalStateException(ex.getClass().getName(), ex);
		}
		finally {
			this.turn.unlock();
		}
		for (Write write : group) {
			try {
				write.committed();
			}
			catch (RuntimeException | Error ex) {
				FaultLog.error(logger, "A callback of a committed write failed", ex);
			}
		}
		return null;
	}

	/**
	 * Makes sure that what has been committed is where it is looked for, before anyone is
	 * told so.
	 */
	private void confirm() throws SQLException {
		if (this.store.dialect().isInPlace()) {
			return;
		}
		this.displaced = true;
		Exception failure = open();
		if (failure != null) {
			throw new SQLException(failure.getMessage(), failure);
		}
	}

	/**
	 * Called while there is nothing to write. Opens a file before it can be removed, and
	 * brings it back if it was.
	 */
	void look() {
		try {
			boolean gone = this.connection != null && !this.store.dialect().isInPlace();
			this.displaced = this.displaced || gone;
			boolean opens = this.displaced || (this.connection == null && !this.store.isRemote());
			Exception failure = opens ? open() : null;
			if (failure != null) {
				this.outages.failed(failure, this.store.describe(failure));
			}
		}
		catch (RuntimeException | Error ex) {
			FaultLog.error(logger, "Maintenance of the database failed", ex);
		}
	}

	/** What is damaged twice within a minute, and over another connection, is damaged. */
	private void noteDamage(Exception failure) {
		if (this.store.isDamaged(failure) && this.store.dialect().isInPlace()) {
			long now = System.nanoTime();
			this.abandoned = this.damaged && now - this.damagedNanos < DAMAGE_NANOS;
			this.damaged = true;
			this.damagedNanos = now;
		}
	}

	/** Begins anew with an empty database, beside the damaged one. */
	private void abandon() throws SQLException {
		close(this.connection);
		this.connection = null;
		this.store.setAside();
		this.abandoned = false;
		this.damaged = false;
	}

	/** Saves what only this connection shows, and gives up all connections. */
	private void bringBack() throws SQLException {
		if (this.connection != null) {
			this.connection.closeStatements();
			this.store.save(this.connection.connection());
		}
		this.displaced = false;
		close(this.connection);
		this.connection = null;
	}

	/** Waits a little before the next try. */
	void backOff() {
		try {
			Thread.sleep(BACK_OFF_MILLIS);
		}
		catch (InterruptedException ex) {
			logger.debug("The back-off of the writer was interrupted", ex);
		}
	}

	/** Runs something between two transactions, if it is soon its turn, on any thread. */
	<T> Optional<T> exclude(WriterTask<T> task) throws SQLException {
		if (!awaitTurn()) {
			return Optional.empty();
		}
		try {
			WriterConnection current = this.displaced ? null : this.connection;
			return (current != null) ? Optional.of(task.run(current)) : Optional.empty();
		}
		finally {
			this.turn.unlock();
		}
	}

	/**
	 * Not for long, because the writer may wait until all other connections are closed.
	 */
	private boolean awaitTurn() {
		try {
			return this.turn.tryLock(BACK_OFF_MILLIS, TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	/**
	 * Another process may be writing: begins as soon as it lets go, as long as anybody of
	 * the group waits for that.
	 */
	private void begin(WriterConnection current, List<Write> group) throws SQLException {
		long began = System.nanoTime();
		while (true) {
			try {
				current.begin();
				return;
			}
			catch (SQLException ex) {
				boolean waits = System.nanoTime() - began < LOCK_TIMEOUT.toNanos()
						|| group.stream().anyMatch(Write::isAwaited);
				if (!waits || !this.store.dialect().isLocked(ex)) {
					throw ex;
				}
			}
		}
	}

	private void rollback() {
		try {
			if (this.connection != null) {
				this.connection.rollback();
			}
		}
		catch (SQLException | RuntimeException ex) {
			close();
		}
	}

	/** Gives up all connections: they lead to where nothing can be written any more. */
	void closeAll() {
		try {
			this.store.discardAll();
		}
		catch (SQLException ex) {
			logger.debug("The other connections could not be closed", ex);
		}
		close();
	}

	/**
	 * Gives up the connection, unless nothing else leads to what is stored.
	 */
	void close() {
		this.turn.lock();
		try {
			if (this.connection != null && !this.displaced && !this.store.dialect().isInPlace()) {
				this.displaced = true;
			}
			if (!this.displaced) {
				close(this.connection);
				this.connection = null;
			}
		}
		finally {
			this.turn.unlock();
		}
	}

	private void close(@Nullable WriterConnection closed) {
		try {
			if (closed != null) {
				this.store.discard(closed.connection());
				closed.close();
			}
		}
		catch (SQLException | RuntimeException | Error ex) {
			logger.debug("A broken connection could not be closed", ex);
		}
	}

}
