package io.github.socialhook.store.kafka.consume;

import java.time.Instant;
import java.util.NavigableMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * How far one handler has come in one partition. Records may be finished in any order;
 * the position is that of the first record that is not. Not thread-safe.
 */
final class PartitionProgress {

	/** The records that were read and are not finished, and when each was received. */
	private final NavigableMap<Long, Instant> open = new TreeMap<>();

	/** The offset of the next record to read. */
	private long next;

	/**
	 * Starts at a position.
	 * @param position the offset of the first record that is to be read
	 */
	PartitionProgress(long position) {
		this.next = position;
	}

	/**
	 * A record was read.
	 * @param offset its offset
	 * @param receivedAt when its delivery was received
	 * @return false if it, or a later one, was read before
	 */
	boolean read(long offset, Instant receivedAt) {
		if (offset < this.next) {
			return false;
		}
		this.open.put(offset, receivedAt);
		this.next = offset + 1;
		return true;
	}

	/**
	 * There is nothing more to read before an offset.
	 * @param offset the offset of the next record; ignored if it was read before
	 */
	void reached(long offset) {
		this.next = Math.max(this.next, offset);
	}

	/**
	 * A record is finished: it is not to be read again.
	 * @param offset its offset
	 * @return false if it was not open
	 */
	boolean finished(long offset) {
		return this.open.remove(offset) != null;
	}

	/**
	 * Returns the position that may be committed.
	 * @return the offset before which everything is finished
	 */
	long position() {
		return this.open.isEmpty() ? this.next : this.open.firstKey();
	}

	/** Returns when the first that is not finished was received; null if all are. */
	@Nullable Instant since() {
		return this.open.isEmpty() ? null : this.open.firstEntry().getValue();
	}

	/** Returns how many records were read and are not finished. */
	int openRecords() {
		return this.open.size();
	}

}
