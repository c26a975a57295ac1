package io.github.socialhook.store.kafka.consume;

/**
 * A partition from its assignment to this node until that ends. Not thread-safe.
 */
final class AssignedPartition {

	private final int number;

	private final long start;

	private final PartitionProgress progress;

	private int running;

	private int writing;

	private boolean revoked;

	/** Read by the writer as well. */
	private volatile boolean left;

	AssignedPartition(int number, long position) {
		this.number = number;
		this.start = position;
		this.progress = new PartitionProgress(position);
	}

	int number() {
		return this.number;
	}

	/** Returns the offset of the first record that is handed over. */
	long start() {
		return this.start;
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

	/**
	 * Returns of how many of its tasks it is being written elsewhere what became of them.
	 */
	int writing() {
		return this.writing;
	}

	void writes() {
		this.writing++;
	}

	void written() {
		this.writing--;
	}

	/** Whether nothing more of it is to be handed over. */
	boolean isRevoked() {
		return this.revoked;
	}

	void revoke() {
		this.revoked = true;
	}

	/** Whether it belongs to another node by now. */
	boolean isLeft() {
		return this.left;
	}

	void leave() {
		this.left = true;
	}

}
