package io.github.socialhook.store.kafka.consume;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.jspecify.annotations.Nullable;

/**
 * What is committed beside a position.
 *
 * @param readFrom the offset from which on to read, to know what is there twice
 * @param start the position at which the owner of the partition began; -1 if it has left
 * the partition in order
 * @param deaths how many owners before it have ended without leaving it, and without
 * having come further
 */
record PositionMark(long readFrom, long start, int deaths) {

	private static final Pattern TEXT = Pattern.compile("([0-9]{1,18})(?:,([0-9]{1,18}),([0-9]{1,4}))?");

	private static final int NOBODY = -1;

	/** Makes a mark for a partition that is left in order. */
	static PositionMark left(long readFrom) {
		return new PositionMark(readFrom, NOBODY, 0);
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
		return (text.group(2) == null) ? left(readFrom)
				: new PositionMark(readFrom, Long.parseLong(text.group(2)), Integer.parseInt(text.group(3)));
	}

	/**
	 * Returns how many owners have ended at a position without leaving the partition, and
	 * without having come further.
	 * @param position the position at which the next owner begins
	 */
	int deathsAt(long position) {
		if (this.start == NOBODY) {
			return 0;
		}
		return (this.start == position) ? this.deaths + 1 : 1;
	}

	/** Returns the text to commit. */
	@Override
	public String toString() {
		return (this.start == NOBODY) ? Long.toString(this.readFrom)
				: this.readFrom + "," + this.start + "," + Math.min(this.deaths, 9999);
	}

}
