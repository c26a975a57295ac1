package io.github.socialhook.store.write;

import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import io.github.socialhook.inbox.Outage;
import io.github.socialhook.inbox.StoreUnavailableException;
import io.github.socialhook.log.FaultLog;
import io.github.socialhook.log.LogLimit;
import io.github.socialhook.store.database.Store;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * A thread that writes. It commits what is waiting as one group, and tells each of its
 * writes only after that is synced: under load groups grow by themselves, and an idle
 * store answers at once.
 */
public final class GroupWriter implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(GroupWriter.class);

	private static final int CAPACITY = 8192;

	/** It wakes now and then only to notice that it is being closed. */
	private static final long POLL_MILLIS = 50;

	/** Transactions of others are short, so that it helps to try again at once. */
	private static final int MOST_CONFLICTS = 5;

	private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

	private final Store store;

	private final WriteQueue waiting = new WriteQueue();

	private final Thread thread;

	private final Deadlines deadlines = new Deadlines();

	/** How many writes go together at the most: fewer after a group took too long. */
	private int most = WriteQueue.MOST;

	private final LogLimit slowLog = new LogLimit();

	private volatile boolean closing;

	private volatile boolean closed;

	private final OutageLog outages;

	private final RefusalLog refusals;

	private final WriterTransaction transaction;

	public GroupWriter(Store store, String threadName, InstantSource clock) {
		this.outages = new OutageLog(clock);
		this.store = store;
		this.refusals = new RefusalLog(store);
		this.transaction = new WriterTransaction(store, this.outages);
		this.thread = Thread.ofPlatform().name(threadName).unstarted(this::run);
		FaultLog.prepare();
	}

	public void start() {
		this.deadlines.start();
		this.thread.start();
	}

	/**
	 * Queues a write, unless too much is waiting.
	 * @return false if it was refused; then it is never told anything
	 */
	public boolean offer(Write write) {
		if (this.closing || this.waiting.size() >= CAPACITY) {
			return false;
		}
		add(write);
		return true;
	}

	/** Queues a write that must not get lost: there are never more than claims held. */
	public void add(Write write) {
		this.waiting.add(write);
		if (this.closed && this.waiting.remove(write)) {
			fail(write, new IllegalStateException("The inbox is closed"));
		}
	}

	/**
	 * Runs something in a transaction of this writer, and waits until it is committed.
	 * @throws StoreUnavailableException if it was not committed in time, and never will
	 * be
	 */
	public <T extends @Nullable Object> T execute(Duration timeout, WriterTask<T> task) {
		return execute(timeout, new TaskWrite<>(task, false));
	}

	/** The same, before all that no one waits for. */
	public <T extends @Nullable Object> T executeFirst(Duration timeout, WriterTask<T> task) {
		return execute(timeout, new TaskWrite<>(task, true));
	}

	private <T extends @Nullable Object> T execute(Duration timeout, TaskWrite<T> write) {
		if (!offer(write)) {
			throw new StoreUnavailableException("Too many writes are waiting", null);
		}
		return write.await(timeout);
	}

	/** Runs something short while nothing is written, if that is possible soon. */
	public <T> Optional<T> betweenTransactions(WriterTask<T> task) throws SQLException {
		return this.transaction.exclude(task);
	}

	/** Returns the latest outage of the database that this writer has noticed. */
	public Optional<Outage> lastOutage() {
		return this.outages.last();
	}

	/**
	 * Cancels a result, a little after a time, if it is not there by then and as long as
	 * this is open.
	 */
	public void cancelAfter(Duration timeout, CompletableFuture<?> result) {
		this.deadlines.set(result, timeout);
	}

	/**
	 * Writes what is waiting and stops. A database that does not answer delays that for a
	 * bounded time: what is not written by then fails.
	 */
	@Override
	public void close() {
		this.closing = true;
		try {
			this.thread.join(STOP_TIMEOUT);
			if (this.thread.isAlive()) {
				// It may be waiting for a connection.
				this.thread.interrupt();
				this.thread.join(STOP_TIMEOUT);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		this.deadlines.close();
	}

	private void run() {
		List<Write> group = new ArrayList<>();
		while (!this.closing || this.waiting.size() > 0) {
			fill(group, POLL_MILLIS);
			if (group.isEmpty()) {
				this.transaction.look();
			}
			else {
				writeWhateverHappens(group);
			}
		}
		this.transaction.look();
		this.closed = true;
		while (this.waiting.size() > 0) {
			fill(group, 0);
			group.forEach((late) -> fail(late, new IllegalStateException("The inbox is closed")));
		}
		this.transaction.close();
	}

	private void fill(List<Write> group, long timeoutMillis) {
		group.clear();
		try {
			this.waiting.next(group, this.most, timeoutMillis);
		}
		catch (InterruptedException ex) {
			logger.warn("The writer continues although its thread was interrupted");
		}
	}

	private void writeWhateverHappens(List<Write> group) {
		try {
			write(group);
		}
		catch (RuntimeException | Error ex) {
			// Without this thread nothing is accepted any more, so it must survive.
			FaultLog.error(logger, "A group of writes failed", ex);
			this.transaction.close();
			IllegalStateException cause = new IllegalStateException(ex.getClass().getName(), ex);
			group.forEach((write) -> fail(write, cause));
		}
	}

	/** Writes a group, and returns false if the database does not work. */
	private boolean write(List<Write> group) {
		Exception failure = this.transaction.open();
		boolean down = failure != null;
		if (failure == null) {
			failure = this.transaction.run(group);
			for (int i = 0; i < MOST_CONFLICTS && failure != null && this.store.isConflict(failure); i++) {
				failure = this.transaction.run(group);
			}
			if (failure == null) {
				this.outages.recovered();
				this.most = Math.min(2 * this.most, WriteQueue.MOST);
				return true;
			}
			down = this.store.isDown(failure);
		}
		if (down) {
			boolean first = this.outages.failed(failure, this.store.describe(failure));
			if (first && this.store.isReadOnly(failure)) {
				this.transaction.closeAll();
			}
			this.transaction.close();
			giveUpOrRepeat(group, failure);
			this.transaction.backOff();
		}
		else if (this.store.isTimeout(failure)) {
			slowDown(group, failure);
		}
		else if (group.size() > 1) {
			return writeHalves(group);
		}
		else if (this.store.isConflict(failure)) {
			giveUpOrRepeat(group, failure);
		}
		else {
			refuse(group.getFirst(), failure);
		}
		return !down;
	}

	/** Retries each alone, because only one of them caused the failure. */
	private boolean writeHalves(List<Write> group) {
		int middle = group.size() / 2;
		List<Write> second = List.copyOf(group.subList(middle, group.size()));
		if (!write(List.copyOf(group.subList(0, middle)))) {
			giveUpOrRepeat(second, new IllegalStateException("The database became unavailable"));
			return false;
		}
		return write(second);
	}

	private void refuse(Write write, Exception failure) {
		String reason = this.refusals.refused(failure);
		if (write.simplify()) {
			this.waiting.putBack(List.of(write));
		}
		else {
			fail(write, new RefusedWriteException(reason, failure));
		}
	}

	/**
	 * The database works, but not fast enough for so much at once: less is tried next,
	 * and what was in the group stays before what came later.
	 */
	private void slowDown(List<Write> group, Exception failure) {
		if (this.slowLog.isTime()) {
			logger.warn("The database cancelled a transaction of " + group.size()
					+ " writes because it took too long; it is retried in smaller ones", failure);
		}
		if (group.size() > 1 && !this.closing) {
			this.most = Math.max(1, group.size() / 2);
			this.waiting.putBack(group);
		}
		else {
			giveUpOrRepeat(group, failure);
			this.transaction.backOff();
		}
	}

	private static void fail(Write write, Exception cause) {
		try {
			write.failed(cause);
		}
		catch (RuntimeException | Error ex) {
			FaultLog.error(logger, "A callback of a failed write failed as well", ex);
		}
	}

	private void giveUpOrRepeat(List<Write> group, Exception failure) {
		for (Write write : group) {
			if (!this.closing && write.isWorthRepeating()) {
				this.waiting.add(write);
			}
			else {
				fail(write, failure);
			}
		}
	}

}
