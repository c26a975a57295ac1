package io.github.socialhook.store.kafka.consume;

import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * How far one handler has come in one partition. Records may be finished in any order;
 * the position is that of the first record that is not. Not thread-safe.
 */
final class PartitionProgress {

	/** The records that were read and are not finished. */
	private final NavigableSet<Long> open = new TreeSet<>();

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
	 * @return false if it, or a later one, was read before
	 */
	boolean read(long offset) {
		if (offset < this.next) {
			return false;
		}
		this.open.add(offset);
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
		return this.open.remove(offset);
	}

	/**
	 * Returns the position that may be committed.
	 * @return the offset before which everything is finished
	 */
	long position() {
		return this.open.isEmpty() ? this.next : this.open.first();
	}

	/** Returns how many records were read and are not finished. */
	int openRecords() {
		return this.open.size();
	}

}
