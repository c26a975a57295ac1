package io.github.socialhook.store.replay;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.inbox.DeliveryFilter;
import io.github.socialhook.inbox.Replay;
import io.github.socialhook.log.LoggedTask;
import io.github.socialhook.store.ledger.DeliveryQueries;
import io.github.socialhook.store.queue.LocalHandoff;
import io.github.socialhook.store.queue.QueueDialect;
import io.github.socialhook.store.write.GroupWriter;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Goes on with the oldest replay that has not ended, without flooding the handlers: a
 * batch at a time, and only while not much else is waiting. Of several nodes one does
 * that, and another takes over when it is silent.
 */
public final class ReplayWorker implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(ReplayWorker.class);

	/** 1,000 deliveries a second. */
	public static final int BATCH = 100;

	private static final long INTERVAL_MILLIS = 100;

	/** How many intervals go by between two looks while there is nothing to do. */
	private static final int IDLE_INTERVALS = 20;

	/** How many go by while a paced replay waits for what it made due. */
	private static final int WAITING_INTERVALS = 2;

	public static final int MOST_WAITING = 500;

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private final GroupWriter writer;

	private final LocalHandoff handoff;

	private final QueueDialect dialect;

	private final DeliveryQueries entries;

	private final ReplayTable replays;

	private final ReplayThrottle throttle;

	private final @Nullable SourceReplay sourced;

	private final ReplayOutcomes outcomes;

	private final BodySource bodies;

	private final InstantSource clock;

	private final ScheduledExecutorService timer = Executors
		.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("socialhook-replay").factory());

	private final AtomicInteger intervalsLeft = new AtomicInteger();

	private @Nullable ScheduledFuture<?> ticking;

	private boolean failing;

	/** Whether there are only replays that wait for what they made due. */
	private boolean waiting;

	/** Creates a worker that knows no deliveries outside the database. */
	public ReplayWorker(JdbcClient jdbc, GroupWriter writer, LocalHandoff handoff, QueueDialect dialect,
			BodySource bodies, InstantSource clock) {
		this(jdbc, writer, handoff, dialect, bodies, null, clock);
	}

	/**
	 * Creates a worker.
	 * @param bodies where the bodies are that are not in the database
	 * @param source where deliveries are that are not in the database; null if there are
	 * none, or this node does not read them
	 */
	public ReplayWorker(JdbcClient jdbc, GroupWriter writer, LocalHandoff handoff, QueueDialect dialect,
			BodySource bodies, @Nullable DeliverySource source, InstantSource clock) {
		this.bodies = bodies;
		this.writer = writer;
		this.handoff = handoff;
		this.dialect = dialect;
		this.entries = new DeliveryQueries(jdbc, dialect);
		this.replays = new ReplayTable(jdbc);
		this.throttle = new ReplayThrottle(jdbc, dialect, MOST_WAITING);
		this.sourced = (source != null) ? new SourceReplay(source, writer, dialect, this.throttle) : null;
		this.outcomes = new ReplayOutcomes(jdbc, writer, dialect);
		this.clock = clock;
	}

	public void start() {
		Runnable task = new LoggedTask(logger, "Replaying failed and is retried", this::tick);
		this.ticking = this.timer.scheduleWithFixedDelay(task, INTERVAL_MILLIS, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
	}

	/** There is something to do. */
	public void wake() {
		this.intervalsLeft.set(0);
	}

	private void tick() {
		if (this.intervalsLeft.getAndUpdate((left) -> Math.max(0, left - 1)) > 0) {
			return;
		}
		this.intervalsLeft.set(IDLE_INTERVALS);
		try {
			if (work()) {
				this.intervalsLeft.set(this.waiting ? WAITING_INTERVALS : 0);
			}
			this.failing = false;
		}
		catch (RuntimeException ex) {
			if (!this.failing && !this.timer.isShutdown()) {
				logger.warn("Replaying continues when the store works again", ex);
			}
			this.failing = true;
		}
	}

	/**
	 * Takes the next step of the oldest replay that need not wait, if it is ours and the
	 * time for it. What became of earlier steps is found out before.
	 * @return false if there is nothing to do for a while
	 */
	public boolean work() {
		this.outcomes.follow();
		this.waiting = false;
		Instant now = this.clock.instant();
		for (ReplayTable.Open open : this.replays.open()) {
			if (open.place() != null && this.sourced == null) {
				continue;
			}
			if (open.isHeldByAnother(this.dialect.holder(), now)) {
				return this.waiting;
			}
			if (mayGoOn(open, now)) {
				this.waiting = false;
				goOn(open, now);
				return true;
			}
			this.waiting = true;
		}
		return this.waiting;
	}

	/** Between its stages, a paced replay waits for others, and others do not for it. */
	private boolean mayGoOn(ReplayTable.Open open, Instant now) {
		Replay replay = open.replay();
		if (!replay.paced() || !Pace.isStop(replay.replayed())) {
			return true;
		}
		Set<String> outcomes = this.outcomes.of(open.number());
		if (Pace.hasFailed(outcomes)) {
			this.writer.execute(TIMEOUT, (connection) -> new ReplayRequests(connection).stop(open, now));
			logger.info("Replay " + replay.id() + " ends after " + replay.replayed()
					+ " deliveries, because they failed again");
			return false;
		}
		return !Pace.isWaiting(outcomes);
	}

	private void goOn(ReplayTable.Open open, Instant now) {
		Replay replay = open.replay();
		String place = open.place();
		if (place != null && this.sourced != null) {
			if (!this.sourced.isBusy(open) && this.sourced.step(open, place, now)) {
				this.handoff.storeHasDue();
			}
			return;
		}
		DeliveryFilter filter = replay.filter();
		// What is discarded keeps nobody waiting.
		if (replay.action() == Replay.Action.DISCARD || !this.throttle.isBusy(filter.handler())) {
			int most = replay.paced() ? Pace.roomAfter(replay.replayed()) : BATCH;
			step(open, this.entries.next(filter, open.position(), open.last(), most), now);
		}
	}

	private void step(ReplayTable.Open open, DeliveryQueries.Span span, Instant now) {
		Replay replay = open.replay();
		List<DeliveryId> ready = (replay.action() == Replay.Action.DISCARD) ? span.ids()
				: this.bodies.prepare(span.ids(), replay.filter().handler(), replay.includeHandled());
		int number = this.writer.execute(TIMEOUT,
				(connection) -> new ReplayRows(connection).step(open, span, ready, this.dialect, now));
		this.handoff.storeHasDue();
		if (number >= 0 && open.isLast(span.reached())) {
			boolean discard = replay.action() == Replay.Action.DISCARD;
			logger.info("Replay " + replay.id() + " is done: " + (replay.replayed() + number) + " of "
					+ replay.matched() + " deliveries were " + (discard ? "discarded" : "made due again"));
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
