package io.github.socialhook.store.write;

import java.time.Duration;
import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import io.github.socialhook.log.LoggedTask;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Cancels results that are overdue. A virtual thread that waits with a timeout of its own
 * sets a timer for it, which costs more than all the rest of the waiting; here one thread
 * looks after all of them, a few times in the shortest wait there is.
 */
final class Deadlines implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(Deadlines.class);

	private static final long PERIOD_MILLIS = 20;

	private final Queue<Deadline> deadlines = new ConcurrentLinkedQueue<>();

	private final ScheduledExecutorService thread = Executors
		.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("socialhook-deadlines").factory());

	private @Nullable ScheduledFuture<?> rounds;

	void start() {
		Runnable task = new LoggedTask(logger, "Checking for overdue writes failed and is retried", this::look);
		this.rounds = this.thread.scheduleWithFixedDelay(task, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
	}

	/** Cancels a result, a little after a time, if it is not there by then. */
	void set(CompletableFuture<?> result, Duration timeout) {
		this.deadlines.add(new Deadline(result, System.nanoTime() + timeout.toNanos()));
	}

	private void look() {
		long now = System.nanoTime();
		for (Iterator<Deadline> all = this.deadlines.iterator(); all.hasNext();) {
			Deadline deadline = all.next();
			if (deadline.result().isDone()) {
				all.remove();
			}
			else if (deadline.nanos() - now <= 0) {
				all.remove();
				deadline.result().cancel(false);
			}
		}
	}

	@Override
	public void close() {
		if (this.rounds != null) {
			this.rounds.cancel(false);
		}
		this.thread.shutdownNow();
		this.deadlines.forEach((deadline) -> deadline.result().cancel(false));
	}

	/**
	 * Until when someone waits.
	 *
	 * @param result what for
	 * @param nanos the time of the system's timer
	 */
	private record Deadline(CompletableFuture<?> result, long nanos) {
	}

}
