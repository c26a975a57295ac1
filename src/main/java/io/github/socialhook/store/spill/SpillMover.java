package io.github.socialhook.store.spill;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.inbox.Inbox;
import io.github.socialhook.inbox.Receipt;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Brings what was spilled over into the database once that is back, in order and exactly
 * once: the database keeps the key of each, so that a crash between the two does not
 * double it.
 */
public final class SpillMover implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(SpillMover.class);

	private static final int BATCH = 500;

	/** So many are moved while others wait. */
	private static final int FEW = 64;

	/** A short part of what the sender waits. */
	private static final Duration LOCK_TIMEOUT = Duration.ofMillis(100);

	private static final Duration INTERVAL = Duration.ofMillis(250);

	/** For what the database has refused. */
	private static final Duration RETRY_INTERVAL = Duration.ofMinutes(1);

	private static final Duration MOVE_TIMEOUT = Duration.ofSeconds(10);

	private final Spill spill;

	private final SpillTarget target;

	private final Inbox database;

	private final Duration dedupeWindow;

	private final Thread thread = Thread.ofPlatform().name("socialhook-spill-mover").unstarted(this::run);

	/**
	 * What the database refuses although it works, and somebody has been logged of: kept
	 * in the file, for a person to look at.
	 */
	private final Set<Long> logged = new HashSet<>();

	private final AtomicBoolean outage = new AtomicBoolean();

	/** How many of those there are. */
	private volatile int refusedBefore;

	/** Open to all who spill, and to nobody while the last is moved. */
	private final ReadWriteLock gate = new ReentrantReadWriteLock(true);

	private long after;

	/** How many the database has refused in this round. */
	private int refused;

	private long moved;

	private long lastMoveNanos = System.nanoTime();

	private volatile boolean closed;

	public SpillMover(Spill spill, SpillTarget target, Inbox database, Duration dedupeWindow) {
		this.spill = spill;
		this.target = target;
		this.database = database;
		this.dedupeWindow = dedupeWindow;
	}

	public void start() {
		if (this.spill.size() > 0) {
			logger.warn(this.spill.size() + " deliveries wait in the local spill from before");
		}
		this.thread.start();
	}

	/** Whether the database is away, or older deliveries still wait to be moved there. */
	public boolean isBusy() {
		return this.outage.get() || this.spill.size() > this.refusedBefore;
	}

	/** The database has not confirmed a delivery in time. */
	public void noteOutage() {
		if (this.outage.compareAndSet(false, true)) {
			logger.warn("The database does not answer in time: deliveries go to the local spill");
		}
	}

	private void run() {
		while (!this.closed) {
			try {
				if (isBusy() || isTimeForAnotherTry()) {
					move();
				}
				else {
					backOff();
				}
			}
			catch (RuntimeException | Error ex) {
				logger.error("Moving what was spilled failed; it is tried again", ex);
				backOff();
			}
		}
	}

	private boolean isTimeForAnotherTry() {
		return this.refusedBefore > 0 && System.nanoTime() - this.lastMoveNanos > RETRY_INTERVAL.toNanos();
	}

	private void move() {
		this.lastMoveNanos = System.nanoTime();
		if (this.outage.get() && !this.database.isWritable()) {
			backOff();
			return;
		}
		this.after = 0;
		this.refused = 0;
		Step step = Step.ON;
		while (step == Step.ON && !this.closed && this.spill.size() - this.refused > FEW) {
			step = moveBatch(MOVE_TIMEOUT);
		}
		if (step == Step.HALTED || !finish()) {
			backOff();
		}
	}

	/**
	 * Moves the few that are left while those who come wait for a moment: else there
	 * would be no end under load.
	 */
	private boolean finish() {
		if (!lock(this.gate.writeLock(), LOCK_TIMEOUT)) {
			return true;
		}
		try {
			Step step = Step.ON;
			while (step == Step.ON && !this.closed) {
				step = moveBatch(LOCK_TIMEOUT);
			}
			if (step == Step.EMPTY) {
				if (this.outage.get() || this.moved > 0) {
					logger.info("The database is back: " + this.moved
							+ " deliveries were moved there from the local spill");
				}
				this.moved = 0;
				this.refusedBefore = this.refused;
				this.outage.set(false);
			}
			return step != Step.HALTED;
		}
		finally {
			this.gate.writeLock().unlock();
		}
	}

	/**
	 * Moves the next of the file, all at once or none, so that none overtakes another.
	 */
	private Step moveBatch(Duration timeout) {
		List<Spill.Spilled> batch = this.spill.peek(this.after, BATCH);
		if (batch.isEmpty()) {
			return Step.EMPTY;
		}
		List<Long> stored = new ArrayList<>();
		boolean whole = switch (this.target.write(batch, this.dedupeWindow, timeout)) {
			case STORED -> stored.addAll(batch.stream().map(Spill.Spilled::id).toList());
			case REFUSED -> writeSingly(batch, stored, timeout);
			case AWAY -> false;
		};
		if (!stored.isEmpty() && !this.spill.remove(stored, timeout)) {
			return Step.HALTED;
		}
		this.moved += stored.size();
		this.after = batch.getLast().id();
		return whole ? Step.ON : Step.HALTED;
	}

	/** One of them is the culprit; the others must not suffer for it. */
	private boolean writeSingly(List<Spill.Spilled> batch, List<Long> stored, Duration timeout) {
		for (Spill.Spilled spilled : batch) {
			switch (this.target.write(List.of(spilled), this.dedupeWindow, timeout)) {
				case STORED -> stored.add(spilled.id());
				case REFUSED -> {
					this.refused++;
					logOnce(spilled);
				}
				case AWAY -> {
					return false;
				}
			}
		}
		return true;
	}

	/**
	 * Puts a delivery into the file, unless that has just been emptied: then it is for
	 * the database.
	 */
	public @Nullable Receipt spillWhileBusy(Delivery delivery) {
		boolean locked = lock(this.gate.readLock(), LOCK_TIMEOUT);
		try {
			return isBusy() ? this.spill.put(delivery) : null;
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

	private void logOnce(Spill.Spilled spilled) {
		if (this.logged.add(spilled.id())) {
			logger.error("The database refuses delivery " + spilled.key() + "; it stays in the local spill");
		}
	}

	private void backOff() {
		try {
			Thread.sleep(INTERVAL);
		}
		catch (InterruptedException ex) {
			logger.debug("The back-off of the mover was interrupted", ex);
		}
	}

	@Override
	public void close() {
		this.closed = true;
		this.thread.interrupt();
		try {
			this.thread.join();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/** How far it has come. */
	private enum Step {

		/** There may be more. */
		ON,

		/** There is no more. */
		EMPTY,

		/** It has to be tried again. */
		HALTED

	}

}
