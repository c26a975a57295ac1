package io.github.socialhook.store.kafka.consume;

import io.github.socialhook.inbox.Claim;
import org.jspecify.annotations.Nullable;

/**
 * What one handler has to do with one record of the log. Two are never equal.
 */
final class LogTask {

	private final AssignedPartition partition;

	private final long offset;

	private final Claim claim;

	private final @Nullable String key;

	/**
	 * Creates a task.
	 * @param partition the partition, as it is assigned now
	 * @param offset the offset of the record
	 * @param claim the claim under which it is handed over
	 * @param key those with the same key are handed over one after another; absent if the
	 * order does not matter
	 */
	LogTask(AssignedPartition partition, long offset, Claim claim, @Nullable String key) {
		this.partition = partition;
		this.offset = offset;
		this.claim = claim;
		this.key = key;
	}

	AssignedPartition partition() {
		return this.partition;
	}

	long offset() {
		return this.offset;
	}

	Claim claim() {
		return this.claim;
	}

	@Nullable String key() {
		return this.key;
	}

	int size() {
		return this.claim.delivery().payload().size();
	}

}
