package io.github.socialhook.inbox;

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
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Brings what was spilled over into the database once that is back, in order and exactly
 * once: the database keeps the key of each, so that a crash between the two does not
 * double it.
 */
final class SpillMover implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(SpillMover.class);

	private static final int BATCH = 500;

	/** So many are moved while others wait. */
	private static final int FEW = 64;

	/** A short part of what the sender waits. */
	private static final Duration HOLD = Duration.ofMillis(100);

	private static final Duration PAUSE = Duration.ofMillis(250);

	/** For what the database has refused. */
	private static final Duration BETWEEN_TRIES = Duration.ofMinutes(1);

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final Spill spill;

	private final GroupWriter writer;

	private final HandOver handOver;

	private final Inbox database;

	private final Duration dedupeWindow;

	private final Thread thread = Thread.ofPlatform().name("socialhook-spill-mover").unstarted(this::run);

	/**
	 * What the database refuses although it works, and somebody has been told of: kept in
	 * the file, for a person to look at.
	 */
	private final Set<Long> told = new HashSet<>();

	private final AtomicBoolean outage = new AtomicBoolean();

	/** How many of those there are. */
	private volatile int stuckNumber;

	/** Open to all who spill, and to nobody while the last is moved. */
	private final ReadWriteLock gate = new ReentrantReadWriteLock(true);

	private long after;

	/** How many the database has refused in this round. */
	private int refused;

	private long moved;

	private long lastMoveNanos = System.nanoTime();

	private volatile boolean closed;

	SpillMover(Spill spill, GroupWriter writer, HandOver handOver, Inbox database, Duration dedupeWindow) {
		this.spill = spill;
		this.writer = writer;
		this.handOver = handOver;
		this.database = database;
		this.dedupeWindow = dedupeWindow;
	}

	void start() {
		if (this.spill.size() > 0) {
			logger.warn(this.spill.size() + " deliveries wait in the local spill from before");
		}
		this.thread.start();
	}

	/** Whether the database is away, or older deliveries still wait to be moved there. */
	boolean isBusy() {
		return this.outage.get() || this.spill.size() > this.stuckNumber;
	}

	/** The database has not confirmed a delivery in time. */
	void noteOutage() {
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
					pause();
				}
			}
			catch (RuntimeException | Error ex) {
				logger.error("Moving what was spilled failed; it is tried again", ex);
				pause();
			}
		}
	}

	private boolean isTimeForAnotherTry() {
		return this.stuckNumber > 0 && System.nanoTime() - this.lastMoveNanos > BETWEEN_TRIES.toNanos();
	}

	private void move() {
		this.lastMoveNanos = System.nanoTime();
		if (this.outage.get() && !this.database.isWritable()) {
			pause();
			return;
		}
		this.after = 0;
		this.refused = 0;
		Step step = Step.ON;
		while (step == Step.ON && !this.closed && this.spill.size() - this.refused > FEW) {
			step = moveBatch(PATIENCE);
		}
		if (step == Step.HALTED || !finish()) {
			pause();
		}
	}

	/**
	 * Moves the few that are left while those who come wait for a moment: else there
	 * would be no end under load.
	 */
	private boolean finish() {
		if (!lock(this.gate.writeLock(), HOLD)) {
			return true;
		}
		try {
			Step step = Step.ON;
			while (step == Step.ON && !this.closed) {
				step = moveBatch(HOLD);
			}
			if (step == Step.EMPTY) {
				if (this.outage.get() || this.moved > 0) {
					logger.info("The database is back: " + this.moved
							+ " deliveries were moved there from the local spill");
				}
				this.moved = 0;
				this.stuckNumber = this.refused;
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
	private Step moveBatch(Duration patience) {
		List<Spill.Spilled> batch = this.spill.peek(this.after, BATCH);
		if (batch.isEmpty()) {
			return Step.EMPTY;
		}
		List<Long> stored = new ArrayList<>();
		boolean whole = switch (write(batch, patience)) {
			case STORED -> stored.addAll(batch.stream().map(Spill.Spilled::id).toList());
			case REFUSED -> writeSingly(batch, stored, patience);
			case AWAY -> false;
		};
		if (!stored.isEmpty() && !this.spill.remove(stored, patience)) {
			return Step.HALTED;
		}
		this.moved += stored.size();
		this.after = batch.getLast().id();
		return whole ? Step.ON : Step.HALTED;
	}

	/** One of them is the culprit; the others must not suffer for it. */
	private boolean writeSingly(List<Spill.Spilled> batch, List<Long> stored, Duration patience) {
		for (Spill.Spilled spilled : batch) {
			switch (write(List.of(spilled), patience)) {
				case STORED -> stored.add(spilled.id());
				case REFUSED -> {
					this.refused++;
					tellOnce(spilled);
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
	@Nullable Receipt spillWhileBusy(Delivery delivery) {
		boolean locked = lock(this.gate.readLock(), HOLD);
		try {
			return isBusy() ? this.spill.put(delivery) : null;
		}
		finally {
			if (locked) {
				this.gate.readLock().unlock();
			}
		}
	}

	private static boolean lock(Lock lock, Duration patience) {
		try {
			return lock.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	private void tellOnce(Spill.Spilled spilled) {
		if (this.told.add(spilled.id())) {
			logger.error("The database refuses delivery " + spilled.key() + "; it stays in the local spill");
		}
	}

	private MoveWrite.End write(List<Spill.Spilled> batch, Duration patience) {
		List<PutWrite> puts = batch.stream()
			.map((spilled) -> new PutWrite(spilled.delivery(), this.dedupeWindow, this.handOver, spilled.key()))
			.toList();
		MoveWrite write = new MoveWrite(puts);
		this.writer.add(write);
		return write.end().completeOnTimeout(MoveWrite.End.AWAY, patience.toMillis(), TimeUnit.MILLISECONDS).join();
	}

	private void pause() {
		try {
			Thread.sleep(PAUSE);
		}
		catch (InterruptedException ex) {
			logger.debug("The mover's pause was cut short", ex);
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
