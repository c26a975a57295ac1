package io.github.socialhook.store.spill;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.inbox.Receipt;
import io.github.socialhook.log.LogLimit;
import io.github.socialhook.store.spill.MoveRound.Step;
import io.github.socialhook.store.write.BackgroundTask;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * Brings what was spilled over to where it belongs once that is back, in order and
 * exactly once: the key of each is kept there, so that a crash between the two does not
 * double it.
 */
public final class SpillMover implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(SpillMover.class);

	/** So many are moved while others wait. */
	private static final int FEW = 64;

	/** A short part of what the sender waits. */
	private static final Duration SHORTEST_HOLD = Duration.ofMillis(100);

	/** Leaves as much of the half that the target has of what the sender waits. */
	private static final Duration LONGEST_HOLD = Duration.ofMillis(300);

	private static final Duration INTERVAL = Duration.ofMillis(250);

	/** Between tries of what the target has refused. */
	private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);

	private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

	private static final Duration MOVE_TIMEOUT = Duration.ofSeconds(10);

	private final Spill spill;

	private final SpillTarget target;

	private final BackgroundTask task = new BackgroundTask("socialhook-spill-mover", this::run, backOff(),
			this::failed);

	private final LogLimit failures = new LogLimit();

	private final RefusedDeliveries refused;

	private final AtomicBoolean outage = new AtomicBoolean();

	/** While the target refuses whatever comes. */
	private volatile boolean refusing;

	/** Open to all who spill, and to no one while the last is moved. */
	private final ReadWriteLock gate = new ReentrantReadWriteLock(true);

	/** How long those who spill wait for the end; longer for a target that is slow. */
	private volatile Duration hold = SHORTEST_HOLD;

	private BackOffExecution pauses = backOff().start();

	/** How many since the target was left. */
	private long moved;

	public SpillMover(Spill spill, SpillTarget target) {
		this.spill = spill;
		this.target = target;
		this.refused = new RefusedDeliveries(target.name(), backOff());
	}

	public void start() {
		if (this.spill.size() > 0) {
			logger.warn(this.spill.size() + " deliveries of an earlier run wait in the local spill");
		}
		this.task.start();
	}

	/**
	 * Whether the target is unavailable, or older deliveries still wait to be moved
	 * there.
	 */
	public boolean isBusy() {
		return this.outage.get() || this.refusing || this.spill.size() > this.refused.size();
	}

	/** The target has not confirmed a delivery in time. */
	public void noteOutage() {
		if (this.outage.compareAndSet(false, true)) {
			logger.warn(this.target.name() + " does not answer in time: deliveries go to the local spill");
		}
	}

	private Duration run() {
		return (isBusy() || this.refused.isTimeToRetry()) ? move() : INTERVAL;
	}

	private void failed(Throwable failure) {
		if (this.failures.isTime()) {
			logger.error("Moving deliveries from the local spill failed and is retried", failure);
		}
	}

	/** Returns how long to pause before the next round. */
	private Duration move() {
		if (this.outage.get() && !this.target.isWritable()) {
			return INTERVAL;
		}
		MoveRound round = new MoveRound(this.spill, this.target, this.refused);
		Step step = round.begin(MOVE_TIMEOUT);
		while (step == Step.ON && !this.task.isClosed()
				&& (round.isRetrying() || this.spill.size() - this.refused.size() > FEW)) {
			step = round.moveBatch(MOVE_TIMEOUT);
		}
		if (step == Step.ON || step == Step.EMPTY) {
			step = finish(round);
		}
		round.end();
		this.moved = (step == Step.EMPTY) ? 0 : this.moved + round.moved();
		if (step == Step.REFUSED) {
			this.refusing = true;
			return Duration.ofMillis(this.pauses.nextBackOff());
		}
		this.pauses = backOff().start();
		return (step == Step.HALTED) ? INTERVAL : Duration.ZERO;
	}

	/**
	 * Moves the few that are left while those who come wait for a moment: else there
	 * would be no end under load.
	 */
	private Step finish(MoveRound round) {
		if (!lock(this.gate.writeLock(), SHORTEST_HOLD)) {
			return Step.ON;
		}
		try {
			Step step = Step.ON;
			while (step == Step.ON && !this.task.isClosed()) {
				step = round.moveBatch(this.hold);
			}
			if (step == Step.HALTED) {
				Duration longer = this.hold.multipliedBy(2);
				this.hold = (longer.compareTo(LONGEST_HOLD) < 0) ? longer : LONGEST_HOLD;
			}
			if (step == Step.EMPTY && round.isRefused()) {
				return Step.REFUSED;
			}
			if (step == Step.EMPTY) {
				opened(this.moved + round.moved());
			}
			return step;
		}
		finally {
			this.gate.writeLock().unlock();
		}
	}

	/** From now on deliveries go to the target. */
	private void opened(long moved) {
		if (this.outage.get() || moved > 0) {
			logger.info(this.target.name() + " is available again: " + moved
					+ " deliveries were moved from the local spill");
		}
		this.hold = SHORTEST_HOLD;
		this.refusing = false;
		this.outage.set(false);
	}

	/**
	 * Puts a delivery into the file, unless that has just been emptied: then it is for
	 * the target.
	 * @param key the name by which the target recognises it; null if it needs none
	 */
	@Nullable Receipt spillWhileBusy(Delivery delivery, @Nullable String key, AcceptBudget budget) {
		boolean locked = lock(this.gate.readLock(), budget.atMostAQuarter(this.hold));
		try {
			if (!isBusy()) {
				return null;
			}
			// While the target is unavailable, there is no second place to leave time
			// for.
			return this.spill.put(delivery, key, this.outage.get() ? budget.left() : budget.leftOfHalf());
		}
		finally {
			if (locked) {
				this.gate.readLock().unlock();
			}
		}
	}

	private static boolean lock(Lock lock, Duration timeout) {
		try {
			return lock.tryLock(timeout.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	private static ExponentialBackOff backOff() {
		ExponentialBackOff backOff = new ExponentialBackOff(SHORTEST_PAUSE.toMillis(), 2);
		backOff.setMaxInterval(LONGEST_PAUSE.toMillis());
		return backOff;
	}

	@Override
	public void close() {
		this.task.close();
	}

}
