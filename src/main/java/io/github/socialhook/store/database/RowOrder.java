package io.github.socialhook.store.database;

/**
 * What the number of a row in the table {@code delivery} says about time. Those that the
 * database gives rise with the time of receipt. Those that are given elsewhere are higher
 * than all of them, and are not in the order of time.
 */
public final class RowOrder {

	/** The lowest number that is given elsewhere. */
	public static final long FIRST_OTHER = 1L << 58;

	private RowOrder() {
	}

	/** Whether all that have higher numbers than this were received later, or nearly. */
	public static boolean isByTime(long number) {
		return number < FIRST_OTHER;
	}

}
