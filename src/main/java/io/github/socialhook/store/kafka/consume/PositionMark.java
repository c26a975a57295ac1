package io.github.socialhook.store.kafka.consume;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.jspecify.annotations.Nullable;

/**
 * What is committed beside a position.
 *
 * @param readFrom the offset from which on to read, to know what is there twice
 * @param start the position at which the owner of the partition began; negative if it has
 * left the partition in order
 * @param deaths how many owners before it have ended without leaving it, and without
 * having come further
 */
record PositionMark(long readFrom, long start, int deaths) {

	private static final Pattern TEXT = Pattern.compile("([0-9]{1,18})(?:,([0-9]{1,18}),([0-9]{1,4})|(,moved))?");

	private static final int LEFT = -1;

	/** Left while what was moved to the database may wait there. */
	private static final int LEFT_WAITING = -2;

	/** Makes a mark for a partition that is left in order. */
	static PositionMark left(long readFrom) {
		return new PositionMark(readFrom, LEFT, 0);
	}

	/**
	 * Makes a mark for a partition that is left in order while what was moved out of it,
	 * to be handled alone, may still wait.
	 */
	static PositionMark leftWaiting(long readFrom) {
		return new PositionMark(readFrom, LEFT_WAITING, 0);
	}

	/**
	 * Reads a mark.
	 * @param committed what was committed; absent if nothing was
	 * @param position the position
	 * @return the mark; one for a partition that was left in order if another program has
	 * set the position
	 */
	static PositionMark read(@Nullable OffsetAndMetadata committed, long position) {
		Matcher text = TEXT.matcher((committed != null) ? committed.metadata() : "");
		if (!text.matches()) {
			return left(position);
		}
		long readFrom = Math.min(position, Long.parseLong(text.group(1)));
		if (text.group(4) != null) {
			return leftWaiting(readFrom);
		}
		return (text.group(2) == null) ? left(readFrom)
				: new PositionMark(readFrom, Long.parseLong(text.group(2)), Integer.parseInt(text.group(3)));
	}

	/**
	 * Returns how many owners have ended at a position without leaving the partition, and
	 * without having come further.
	 * @param position the position at which the next owner begins
	 */
	int deathsAt(long position) {
		if (this.start < 0) {
			return 0;
		}
		return (this.start == position) ? this.deaths + 1 : 1;
	}

	/** Whether something may wait that was moved out of the partition. */
	boolean mayWait() {
		return this.start != LEFT;
	}

	/** Returns the same with another offset from which on to read. */
	PositionMark readingFrom(long offset) {
		return new PositionMark(offset, this.start, this.deaths);
	}

	/** Returns the text to commit. */
	@Override
	public String toString() {
		if (this.start >= 0) {
			return this.readFrom + "," + this.start + "," + Math.min(this.deaths, 9999);
		}
		return mayWait() ? this.readFrom + ",moved" : Long.toString(this.readFrom);
	}

}
