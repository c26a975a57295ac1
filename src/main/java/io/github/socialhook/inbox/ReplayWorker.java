package io.github.socialhook.inbox;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Goes on with the oldest replay that has not ended, without flooding the handlers: a
 * batch at a time, and only while not much else is waiting. Of several nodes one does
 * that, and another takes over when it is silent.
 */
final class ReplayWorker implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(ReplayWorker.class);

	/** 1,000 deliveries a second. */
	static final int BATCH = 100;

	private static final long PAUSE_MILLIS = 100;

	/** How many pauses go by between two looks while there is nothing to do. */
	private static final int IDLE_PAUSES = 20;

	static final int MOST_WAITING = 500;

	private static final long PATIENCE_SECONDS = 10;

	private final GroupWriter writer;

	private final HandOver handOver;

	private final String node;

	private final EntryQueries entries;

	private final ReplayTable replays;

	private final ReplayThrottle throttle;

	private final InstantSource clock;

	private final ScheduledExecutorService timer = Executors
		.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("socialhook-replay").factory());

	private final AtomicInteger pausesLeft = new AtomicInteger();

	private @Nullable ScheduledFuture<?> ticking;

	private boolean failing;

	ReplayWorker(Store store, GroupWriter writer, HandOver handOver, InstantSource clock) {
		JdbcClient jdbc = store.reader();
		this.writer = writer;
		this.handOver = handOver;
		this.node = store.holder();
		this.entries = new EntryQueries(jdbc);
		this.replays = new ReplayTable(jdbc);
		this.throttle = new ReplayThrottle(jdbc, MOST_WAITING);
		this.clock = clock;
	}

	void start() {
		this.ticking = this.timer.scheduleWithFixedDelay(this::tick, PAUSE_MILLIS, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
	}

	/** There is something to do. */
	void wake() {
		this.pausesLeft.set(0);
	}

	private void tick() {
		if (this.pausesLeft.getAndUpdate((left) -> Math.max(0, left - 1)) > 0) {
			return;
		}
		this.pausesLeft.set(IDLE_PAUSES);
		try {
			if (work()) {
				wake();
			}
			this.failing = false;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (RuntimeException ex) {
			if (!this.failing) {
				logger.warn("Replaying goes on as soon as the store works again", ex);
			}
			this.failing = true;
		}
	}

	/**
	 * Takes the next step of the oldest replay, if it is ours and the time for it.
	 * @return false if there is nothing to do for a while
	 */
	boolean work() throws InterruptedException {
		ReplayTable.Open open = this.replays.oldestOpen().orElse(null);
		Instant now = this.clock.instant();
		if (open == null || open.isHeldByAnother(this.node, now)) {
			return false;
		}
		DeliveryFilter filter = open.replay().filter();
		if (!this.throttle.isBusy(filter.handler())) {
			EntryQueries.Span span = this.entries.next(filter, open.position(), open.last(), BATCH);
			step(new ReplayStepWrite(open, span, now, this.handOver), open.replay());
		}
		return true;
	}

	private void step(ReplayStepWrite write, Replay replay) throws InterruptedException {
		if (!this.writer.offer(write)) {
			throw new IllegalStateException("Too much is waiting to be stored");
		}
		try {
			int number = write.replayed().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
			if (number >= 0 && write.isLast()) {
				logger.info("Replay " + replay.id() + " is done: " + (replay.replayed() + number) + " of "
						+ replay.matched() + " deliveries were made due again");
			}
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException("The store failed", ex.getCause());
		}
		catch (TimeoutException ex) {
			write.replayed().cancel(false);
			throw new IllegalStateException("The store did not answer in time", ex);
		}
	}

	@Override
	public void close() {
		if (this.ticking != null) {
			this.ticking.cancel(false);
		}
		this.timer.shutdownNow();
	}

}
