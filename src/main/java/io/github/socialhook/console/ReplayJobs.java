package io.github.socialhook.console;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.inbox.Replayer;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Replays many deliveries without flooding their handlers: a batch at a time, and only
 * while not much else is waiting. What is not yet due when the node stops stays as it is.
 */
final class ReplayJobs implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(ReplayJobs.class);

	/** 1,000 deliveries a second. */
	static final int BATCH = 100;

	private static final long PAUSE_MILLIS = 100;

	/** Live deliveries wait behind older ones, so never let many wait. */
	static final int MOST_WAITING = 500;

	private static final int MOST_REMEMBERED = 50;

	private final Replayer replayer;

	private final InstantSource clock;

	private final List<ReplayJob> jobs = new CopyOnWriteArrayList<>();

	private final AtomicLong ids = new AtomicLong();

	private final ScheduledExecutorService timer = Executors
		.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("socialhook-replay").factory());

	private @Nullable ScheduledFuture<?> working;

	ReplayJobs(Replayer replayer, InstantSource clock) {
		this.replayer = replayer;
		this.clock = clock;
	}

	void start() {
		this.working = this.timer.scheduleWithFixedDelay(this::work, PAUSE_MILLIS, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
	}

	/** Begins to replay deliveries, which are given from the newest to the oldest. */
	synchronized ReplayJob.Status add(String user, @Nullable String handler, long[] numbers) {
		ReplayJob job = new ReplayJob(this.ids.incrementAndGet(), user, handler, this.clock.instant(), numbers);
		this.jobs.add(job);
		forgetOld();
		return job.status();
	}

	private void forgetOld() {
		List<ReplayJob> old = new ArrayList<>(this.jobs.stream().filter(ReplayJob::isDone).toList());
		while (this.jobs.size() > MOST_REMEMBERED && !old.isEmpty()) {
			this.jobs.remove(old.removeFirst());
		}
	}

	/** The latest first. */
	List<ReplayJob.Status> list() {
		return this.jobs.reversed().stream().map(ReplayJob::status).toList();
	}

	/** Makes the next batch of the oldest job due, if this is the time for it. */
	void work() {
		try {
			for (ReplayJob job : this.jobs) {
				List<DeliveryId> next = job.next(BATCH);
				if (!next.isEmpty() && !this.replayer.isBusy(MOST_WAITING)) {
					job.advance(next.size(), this.replayer.replay(next, job.handler()));
					logEnd(job);
				}
				if (!next.isEmpty()) {
					return;
				}
			}
		}
		catch (RuntimeException ex) {
			logger.warn("Replaying goes on as soon as the store works again: " + ex.getMessage());
		}
	}

	private static void logEnd(ReplayJob job) {
		if (job.isDone()) {
			ReplayJob.Status status = job.status();
			logger.info("Replay " + status.id() + " is done: " + status.replayed() + " of " + status.matched()
					+ " deliveries are due again");
		}
	}

	@Override
	public void close() {
		if (this.working != null) {
			this.working.cancel(false);
		}
		this.timer.shutdownNow();
		for (ReplayJob job : this.jobs) {
			if (!job.isDone()) {
				ReplayJob.Status status = job.status();
				logger.warn("Replay " + status.id() + " is cut short: " + (status.matched() - status.done()) + " of "
						+ status.matched() + " deliveries stay as they are");
			}
		}
	}

}
