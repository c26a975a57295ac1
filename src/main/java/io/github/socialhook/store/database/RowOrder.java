package io.github.socialhook.store.database;

/**
 * What the number of a row in the table {@code delivery} says about time. Those that the
 * database gives rise with the time of receipt. Those that are given elsewhere are higher
 * than all of them, and rise with it within one partition.
 */
public final class RowOrder {

	/** The lowest number that is given elsewhere. */
	public static final long FIRST_OTHER = 1L << 58;

	/** As many bits of such a number tell the rows of one partition apart. */
	public static final int OFFSET_BITS = 40;

	private RowOrder() {
	}

	/** Whether all that have higher numbers than this were received later, or nearly. */
	public static boolean isByTime(long number) {
		return number < FIRST_OTHER;
	}

	/**
	 * Returns the highest number that is in the order of time with another.
	 * @param number the number of a row
	 * @return the last that the database gives by itself, or the last of a partition
	 */
	public static long lastByTime(long number) {
		return isByTime(number) ? FIRST_OTHER - 1 : number | ((1L << OFFSET_BITS) - 1);
	}

}
