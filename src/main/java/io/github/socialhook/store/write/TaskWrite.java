package io.github.socialhook.store.write;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

import io.github.socialhook.inbox.StoreUnavailableException;
import org.jspecify.annotations.Nullable;

/**
 * A write with a caller that waits for it. What has been given up is withdrawn: it never
 * takes effect after its caller was told that it failed.
 *
 * @param <T> what it results in
 */
final class TaskWrite<T extends @Nullable Object> implements Write {

	/**
	 * As long as a transaction that has begun may take to end: no database is silent for
	 * longer before its connection is given up.
	 */
	private static final Duration LONGEST_TRANSACTION = Duration.ofSeconds(30);

	private final WriterTask<T> task;

	private final boolean urgent;

	private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);

	private final CompletableFuture<T> committed = new CompletableFuture<>();

	private @Nullable T result;

	TaskWrite(WriterTask<T> task, boolean urgent) {
		this.task = task;
		this.urgent = urgent;
	}

	/**
	 * Waits until it is committed.
	 * @throws StoreUnavailableException if it was not in time, or the store failed
	 */
	T await(Duration timeout) {
		try {
			return awaitCommit(timeout);
		}
		catch (ExecutionException ex) {
			throw new StoreUnavailableException("The store failed", ex.getCause());
		}
		catch (TimeoutException ex) {
			throw new StoreUnavailableException("The store did not answer in time", ex);
		}
		catch (InterruptedException ex) {
			withdraw();
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while waiting for the store", ex);
		}
	}

	private T awaitCommit(Duration timeout) throws ExecutionException, TimeoutException, InterruptedException {
		try {
			return this.committed.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (TimeoutException ex) {
			if (withdraw()) {
				throw ex;
			}
			// It is being written for the last time: how that ends is known soon.
			return this.committed.get(LONGEST_TRANSACTION.toNanos(), TimeUnit.NANOSECONDS);
		}
	}

	/**
	 * Gives it up.
	 * @return false if it is being written just now; then it is not written again after a
	 * rollback
	 */
	private boolean withdraw() {
		return this.state.compareAndSet(State.WAITING, State.WITHDRAWN)
				|| !this.state.compareAndSet(State.RUNNING, State.LAST_RUN);
	}

	@Override
	public boolean isUrgent() {
		return this.urgent;
	}

	@Override
	public boolean isAwaited() {
		return this.urgent && this.state.get() == State.WAITING;
	}

	@Override
	public void apply(WriterConnection connection) throws SQLException {
		if (this.state.compareAndSet(State.WAITING, State.RUNNING)) {
			this.result = this.task.run(connection);
		}
	}

	@Override
	public void rolledBack() {
		if (!this.state.compareAndSet(State.RUNNING, State.WAITING)
				&& this.state.compareAndSet(State.LAST_RUN, State.WITHDRAWN)) {
			this.committed.completeExceptionally(new TimeoutException("It was rolled back and is not retried"));
		}
	}

	@Override
	@SuppressWarnings("NullAway") // The result is null only where the task may return
									// null.
	public void committed() {
		this.committed.complete(this.result);
	}

	@Override
	public void failed(Exception cause) {
		this.committed.completeExceptionally(cause);
	}

	private enum State {

		WAITING,

		RUNNING,

		LAST_RUN,

		WITHDRAWN

	}

}
