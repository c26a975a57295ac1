package io.github.socialhook.store.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import io.github.socialhook.inbox.Capacity;
import io.github.socialhook.inbox.Claim;
import org.jspecify.annotations.Nullable;

/**
 * What this node has accepted and takes to its own dispatcher without reading it back,
 * and the wake-up that says when something is due. While older deliveries wait in the
 * store nothing is handed over, so that none overtakes them.
 */
public final class LocalHandoff {

	private static final int MOST_CLAIMS = 1024;

	private static final long MOST_BYTES = Math.clamp(Runtime.getRuntime().maxMemory() / 32, 2 * 1024 * 1024,
			8 * 1024 * 1024);

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition changed = this.lock.newCondition();

	private final Deque<Claim> claims = new ArrayDeque<>();

	private int reserved;

	private long bytes;

	private volatile @Nullable Duration lease;

	private volatile Capacity capacity = Capacity.UNLIMITED;

	private boolean storeHasDue = true;

	private long nextLook = System.nanoTime();

	/** Whether someone asked for another look since the last one began. */
	private boolean lookRequested;

	public void open(Duration lease, Capacity capacity) {
		locked(() -> {
			this.lease = lease;
			this.capacity = capacity;
			this.nextLook = System.nanoTime();
		});
	}

	/** Stops handing over, and returns what was not taken. */
	public List<Claim> close() {
		this.lock.lock();
		try {
			this.lease = null;
			this.changed.signalAll();
			return drain(MOST_CLAIMS, Long.MAX_VALUE);
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Returns how long a claim lasts, or null while this is closed. */
	public @Nullable Duration lease() {
		return this.lease;
	}

	public Capacity capacity() {
		return this.capacity;
	}

	/** Whether nothing is being handed over, not even what is about to be committed. */
	public boolean isDrained() {
		this.lock.lock();
		try {
			return this.claims.isEmpty() && this.reserved == 0;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Makes room for a delivery that is about to be stored.
	 * @return the end of its lease, or null if it is to wait in the store
	 */
	public @Nullable Instant reserve(int size, Instant now) {
		this.lock.lock();
		try {
			if (this.lease == null || this.storeHasDue || this.claims.size() + this.reserved >= MOST_CLAIMS
					|| this.bytes + size > MOST_BYTES) {
				noteDue();
				return null;
			}
			this.reserved++;
			this.bytes += size;
			return now.plus(this.lease);
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Gives back the room of a delivery that was not stored after all. */
	public void cancel(int size) {
		locked(() -> {
			this.reserved--;
			this.bytes -= size;
		});
	}

	/**
	 * Hands over what {@link #reserve} made room for and what is now stored.
	 * @return false if this was closed in between: the claim must be released
	 */
	public boolean add(Claim claim) {
		this.lock.lock();
		try {
			this.reserved--;
			if (this.lease == null) {
				this.bytes -= claim.delivery().payload().size();
				return false;
			}
			this.claims.add(claim);
			this.changed.signal();
			return true;
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Takes over, until there are enough bytes. */
	public List<Claim> poll(int most, long enoughBytes) {
		this.lock.lock();
		try {
			return drain(most, enoughBytes);
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Something in the store is due, now or soon to be committed. */
	public void storeHasDue() {
		locked(this::noteDue);
	}

	/** The store was looked through: nothing is due in it before the given time. */
	public void storeHasNoneFor(Duration wait) {
		locked(() -> {
			this.storeHasDue = false;
			this.nextLook = System.nanoTime() + (this.lookRequested ? 0 : wait.toNanos());
		});
	}

	/**
	 * The store was looked through: what is due in it has to wait for something else, so
	 * that another look before the given time is of no use.
	 */
	public void storeHasOnlyWaiting(Duration wait) {
		locked(() -> {
			this.storeHasDue = true;
			this.nextLook = System.nanoTime() + (this.lookRequested ? 0 : wait.toNanos());
		});
	}

	/** Asks for another look, even if one is under way. */
	public void requestLook() {
		locked(() -> {
			this.lookRequested = true;
			lookAt(System.nanoTime());
		});
	}

	public void beginLook() {
		locked(() -> this.lookRequested = false);
	}

	/** Sees to it that the store is looked into no later than after the given time. */
	public void lookWithin(Duration wait) {
		locked(() -> lookAt(System.nanoTime() + wait.toNanos()));
	}

	/** Puts off the next look, because the store could not be read. */
	public void lookNotBefore(Duration wait) {
		locked(() -> this.nextLook = System.nanoTime() + wait.toNanos());
	}

	public boolean isTimeToLook() {
		this.lock.lock();
		try {
			return this.lease != null && this.nextLook - System.nanoTime() <= 0;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Waits until something is due.
	 * @return false if nothing is due at the deadline, or this is closed
	 */
	public boolean await(long deadline) throws InterruptedException {
		this.lock.lockInterruptibly();
		try {
			while (this.claims.isEmpty() && this.nextLook - System.nanoTime() > 0) {
				long now = System.nanoTime();
				if (this.lease == null || deadline - now <= 0) {
					return false;
				}
				this.changed.await(Math.min(deadline - now, this.nextLook - now), TimeUnit.NANOSECONDS);
			}
			return this.lease != null;
		}
		finally {
			this.lock.unlock();
		}
	}

	private void locked(Runnable step) {
		this.lock.lock();
		try {
			step.run();
		}
		finally {
			this.lock.unlock();
		}
	}

	private void noteDue() {
		if (!this.storeHasDue) {
			this.storeHasDue = true;
			lookAt(System.nanoTime());
		}
	}

	private void lookAt(long time) {
		if (time - this.nextLook < 0) {
			this.nextLook = time;
			this.changed.signal();
		}
	}

	private List<Claim> drain(int most, long enoughBytes) {
		List<Claim> drained = new ArrayList<>(Math.min(most, this.claims.size()));
		long taken = 0;
		while (drained.size() < most && taken < enoughBytes && !this.claims.isEmpty()) {
			Claim claim = this.claims.removeFirst();
			taken += claim.delivery().payload().size();
			drained.add(claim);
		}
		this.bytes -= taken;
		return drained;
	}

}
