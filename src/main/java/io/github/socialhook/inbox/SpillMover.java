package io.github.socialhook.inbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Brings what was spilled over into the database once that is back, in order and exactly
 * once: the database keeps the key of each, so that a crash between the two does not
 * double it.
 */
final class SpillMover implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(SpillMover.class);

	private static final int BATCH = 500;

	private static final Duration PAUSE = Duration.ofMillis(250);

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final Spill spill;

	private final GroupWriter writer;

	private final HandOver handOver;

	private final Inbox database;

	private final Duration dedupeWindow;

	private final Thread thread = Thread.ofPlatform().name("socialhook-spill-mover").unstarted(this::run);

	/**
	 * What the database refuses although it works: kept in the file, for a person to look
	 * at.
	 */
	private final Set<Long> stuck = new HashSet<>();

	private volatile boolean outage;

	/** How much of what is in the file has been tried in vain. */
	private volatile int leftAlone;

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
		return this.outage || this.spill.size() > this.leftAlone;
	}

	/** The database has not confirmed a delivery in time. */
	void noteOutage() {
		if (!this.outage) {
			logger.warn("The database does not answer in time: deliveries go to the local spill");
		}
		this.outage = true;
		this.leftAlone = 0;
	}

	private void run() {
		while (!this.closed) {
			try {
				if (isBusy()) {
					move();
				}
				else {
					pause();
				}
			}
			catch (RuntimeException ex) {
				logger.error("Moving what was spilled failed; it is tried again", ex);
				pause();
			}
		}
	}

	private void move() {
		if (this.outage && !this.database.isWritable()) {
			pause();
			return;
		}
		long moved = 0;
		long last = 0;
		boolean whole = true;
		List<Spill.Spilled> batch = this.spill.peek(last, BATCH);
		while (whole && !batch.isEmpty() && !this.closed) {
			int stored = store(batch);
			moved += stored;
			whole = stored == batch.size() || this.database.isWritable();
			last = batch.getLast().id();
			batch = this.spill.peek(last, BATCH);
		}
		if (whole) {
			this.outage = false;
			// Whatever reaches the file from now on is more than that.
			this.leftAlone = this.stuck.size();
			logger.info("The database is back: " + moved + " deliveries were moved there from the local spill");
		}
		else {
			pause();
		}
	}

	/** Returns how many of them the database has now. */
	private int store(List<Spill.Spilled> batch) {
		List<PutWrite> writes = new ArrayList<>();
		for (Spill.Spilled spilled : batch) {
			PutWrite write = new PutWrite(spilled.delivery(), this.dedupeWindow, this.handOver, spilled.key());
			writes.add(write);
			this.writer.add(write);
		}
		List<Long> stored = new ArrayList<>();
		for (int i = 0; i < batch.size(); i++) {
			if (isStored(writes.get(i).receipt())) {
				stored.add(batch.get(i).id());
				this.stuck.remove(batch.get(i).id());
			}
			else if (this.database.isWritable() && this.stuck.add(batch.get(i).id())) {
				logger.error("The database refuses delivery " + batch.get(i).key() + "; it stays in the local spill");
			}
		}
		return (stored.isEmpty() || this.spill.remove(stored)) ? stored.size() : 0;
	}

	private static boolean isStored(CompletableFuture<Receipt> receipt) {
		try {
			return !(receipt.orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
				.join() instanceof Receipt.Unavailable);
		}
		catch (CancellationException | CompletionException ex) {
			return false;
		}
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

}
