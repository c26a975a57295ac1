package io.github.socialhook.dispatch;

import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

import io.github.socialhook.inbox.Claim;

/**
 * Limits the number of claims that this node holds at a time and the bytes of their
 * bodies, because a parsed body needs several times the memory of its bytes.
 */
final class InFlightLimit {

	private static final long MINIMUM_BYTES = 8 * 1024 * 1024;

	private final int maximum;

	private final long maximumBytes;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition changed = this.lock.newCondition();

	/**
	 * By identity, so that none is counted twice and a second removal changes nothing.
	 */
	private final Set<Claim> claims = Collections.newSetFromMap(new IdentityHashMap<>());

	private long bytes;

	InFlightLimit(int maximum, long maximumBytes) {
		this.maximum = maximum;
		this.maximumBytes = maximumBytes;
	}

	/** Returns a limit whose bytes depend on the heap. */
	static InFlightLimit of(int maximum) {
		return new InFlightLimit(maximum, Math.max(MINIMUM_BYTES, Runtime.getRuntime().maxMemory() / 8));
	}

	/** Waits until more may be claimed; false if the timeout elapses first. */
	boolean awaitCapacity(Duration timeout) throws InterruptedException {
		return await(timeout, () -> this.claims.size() < this.maximum && this.bytes < this.maximumBytes);
	}

	/** Waits until none is held; false if the timeout elapses first. */
	boolean awaitIdle(Duration timeout) throws InterruptedException {
		return await(timeout, this.claims::isEmpty);
	}

	private boolean await(Duration timeout, BooleanSupplier condition) throws InterruptedException {
		long left = timeout.toNanos();
		this.lock.lockInterruptibly();
		try {
			while (!condition.getAsBoolean()) {
				if (left <= 0) {
					return false;
				}
				left = this.changed.awaitNanos(left);
			}
			return true;
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Returns how many more claims may be held. */
	int available() {
		this.lock.lock();
		try {
			return Math.max(0, this.maximum - this.claims.size());
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Returns how many more bytes may be held; the last claim may exceed that. */
	long availableBytes() {
		this.lock.lock();
		try {
			return Math.max(0, this.maximumBytes - this.bytes);
		}
		finally {
			this.lock.unlock();
		}
	}

	void add(Collection<Claim> added) {
		this.lock.lock();
		try {
			added.stream().filter(this.claims::add).forEach((claim) -> this.bytes += claim.delivery().payload().size());
		}
		finally {
			this.lock.unlock();
		}
	}

	void remove(Claim claim) {
		this.lock.lock();
		try {
			if (this.claims.remove(claim)) {
				this.bytes -= claim.delivery().payload().size();
				this.changed.signalAll();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

}
