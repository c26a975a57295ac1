package io.github.socialhook.store.kafka.consume;

/**
 * A partition from its assignment to this node until that ends. Not thread-safe.
 */
final class AssignedPartition {

	private final int number;

	private final PartitionProgress progress;

	private int running;

	private boolean revoked;

	AssignedPartition(int number, long position) {
		this.number = number;
		this.progress = new PartitionProgress(position);
	}

	int number() {
		return this.number;
	}

	PartitionProgress progress() {
		return this.progress;
	}

	/** Returns how many of its tasks are handed over and not settled. */
	int running() {
		return this.running;
	}

	void started() {
		this.running++;
	}

	void ended() {
		this.running--;
	}

	/** Whether it belongs to another node by now. */
	boolean isRevoked() {
		return this.revoked;
	}

	void revoke() {
		this.revoked = true;
	}

}
