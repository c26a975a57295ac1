package io.github.socialhook.signature;

import java.util.concurrent.Semaphore;

/**
 * The memory that large bodies may take together until each has been verified, so that
 * forgeries cannot fill the heap.
 */
final class BodyMemory {

	private final Semaphore bytes;

	BodyMemory(long size) {
		this.bytes = new Semaphore((int) Math.min(size, Integer.MAX_VALUE));
	}

	/** Leaves most of the heap free, and has room for a few of the largest bodies. */
	static BodyMemory forBodiesUpTo(int limit) {
		return new BodyMemory(Math.max(Runtime.getRuntime().maxMemory() / 8, 4L * limit));
	}

	boolean tryAcquire(int number) {
		return this.bytes.tryAcquire(number);
	}

	void release(int number) {
		this.bytes.release(number);
	}

	int available() {
		return this.bytes.availablePermits();
	}

}
