package io.github.socialhook.event.reader;

import java.math.BigDecimal;

import org.jspecify.annotations.Nullable;

/** A number in a text, as JSON would write it. */
final class PlainNumber {

	/** Longer than every number that fits a field, and short enough to parse at once. */
	private static final int LONGEST = 64;

	/**
	 * More digits before or after the point are not worth the work of writing them out.
	 */
	private static final int LARGEST_SCALE = 400;

	private PlainNumber() {
	}

	/** The number, or null if the text is none. */
	static @Nullable BigDecimal parse(String text) {
		if (text.length() > LONGEST || !isCandidate(text)) {
			return null;
		}
		try {
			BigDecimal number = new BigDecimal(text);
			return (Math.abs((long) number.scale()) <= LARGEST_SCALE) ? number : null;
		}
		catch (NumberFormatException ex) {
			return null;
		}
	}

	private static boolean isCandidate(String text) {
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if ((c < '0' || c > '9') && "+-.eE".indexOf(c) < 0) {
				return false;
			}
		}
		return true;
	}

}
