package io.github.socialhook.console.view;

import java.util.Locale;

/** Writes numbers for people. */
public final class Figures {

	private static final long KIB = 1024;

	private Figures() {
	}

	/**
	 * Writes a number.
	 * @param count the number
	 * @return such as {@code 1,204}
	 */
	public static String count(long count) {
		// Charts write hundreds of them, and few are larger.
		return (count >= 0 && count < 1000) ? Long.toString(count) : String.format(Locale.ROOT, "%,d", count);
	}

	/**
	 * Writes a number that may be a lower bound.
	 * @param count the number
	 * @param complete whether all was counted
	 * @return such as {@code 1,204}, {@code at least 1,204} or {@code none of the newest}
	 */
	public static String count(long count, boolean complete) {
		if (complete) {
			return count(count);
		}
		return (count > 0) ? "at least " + count(count) : "none of the newest";
	}

	/**
	 * Writes a number of deliveries.
	 * @param count how many
	 * @return such as {@code 1 delivery} or {@code 1,204 deliveries}
	 */
	public static String deliveries(long count) {
		return count(count) + ((count == 1) ? " delivery" : " deliveries");
	}

	/**
	 * Writes a size.
	 * @param bytes the number of bytes
	 * @return such as {@code 512 bytes} or {@code 1.5 KiB}
	 */
	public static String size(long bytes) {
		if (bytes < KIB) {
			return count(bytes) + ((bytes == 1) ? " byte" : " bytes");
		}
		double value = bytes;
		int unit = -1;
		while (value >= KIB) {
			value /= KIB;
			unit++;
		}
		return String.format(Locale.ROOT, "%.1f %ciB", value, "KMGTPE".charAt(unit));
	}

}
