package io.github.socialhook.signature;

import java.util.concurrent.Semaphore;

/**
 * The memory that large bodies may take together until each has been verified, so that
 * forgeries cannot fill it.
 */
final class BodyMemory {

	private final Semaphore bytes;

	BodyMemory(long size) {
		this.bytes = new Semaphore((int) Math.min(size, Integer.MAX_VALUE));
	}

	/** Leaves most of the heap to others, and room for a few of the largest bodies. */
	static BodyMemory forBodiesUpTo(int limit) {
		return new BodyMemory(Math.max(Runtime.getRuntime().maxMemory() / 8, 4L * limit));
	}

	boolean take(int number) {
		return this.bytes.tryAcquire(number);
	}

	void giveBack(int number) {
		this.bytes.release(number);
	}

	int free() {
		return this.bytes.availablePermits();
	}

}
