package io.github.socialhook.dispatch;

import java.time.Duration;
import java.util.Collection;
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

	private int number;

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
		return await(timeout, () -> this.number < this.maximum && this.bytes < this.maximumBytes);
	}

	/** Waits until none is held; false if the timeout elapses first. */
	boolean awaitIdle(Duration timeout) throws InterruptedException {
		return await(timeout, () -> this.number == 0);
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
			return Math.max(0, this.maximum - this.number);
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

	void add(Collection<Claim> claims) {
		claims.forEach((claim) -> change(1, claim));
	}

	void remove(Claim claim) {
		change(-1, claim);
	}

	private void change(int sign, Claim claim) {
		this.lock.lock();
		try {
			this.number += sign;
			this.bytes += (long) sign * claim.delivery().payload().size();
			this.changed.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

}
