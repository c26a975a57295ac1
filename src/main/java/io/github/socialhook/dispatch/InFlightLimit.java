package io.github.socialhook.dispatch;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

import io.github.socialhook.inbox.Claim;

/**
 * The claims that are held at a time: so many of them, and so many bytes, for what is
 * read of a body takes several times its room.
 */
final class InFlightLimit {

	private static final long LEAST_BYTES = 8 * 1024 * 1024;

	private final int most;

	private final long mostBytes;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition changed = this.lock.newCondition();

	private int number;

	private long bytes;

	InFlightLimit(int most, long mostBytes) {
		this.most = most;
		this.mostBytes = mostBytes;
	}

	/** As many bytes as can be there several times over beside all the rest. */
	static InFlightLimit of(int most) {
		return new InFlightLimit(most, Math.max(LEAST_BYTES, Runtime.getRuntime().maxMemory() / 8));
	}

	/** Waits until something more may be claimed; false if time is up before. */
	boolean awaitRoom(Duration patience) throws InterruptedException {
		return await(patience, () -> this.number < this.most && this.bytes < this.mostBytes);
	}

	/** Waits until none is held; false if time is up before. */
	boolean awaitEmpty(Duration patience) throws InterruptedException {
		return await(patience, () -> this.number == 0);
	}

	private boolean await(Duration patience, BooleanSupplier condition) throws InterruptedException {
		long left = patience.toNanos();
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

	/** How many more may be claimed. */
	int room() {
		this.lock.lock();
		try {
			return Math.max(0, this.most - this.number);
		}
		finally {
			this.lock.unlock();
		}
	}

	/** At how many bytes no more may be claimed. */
	long roomForBytes() {
		this.lock.lock();
		try {
			return Math.max(0, this.mostBytes - this.bytes);
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
