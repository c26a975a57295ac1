package io.github.socialhook.store.database;

/**
 * Text that every database can store. PostgreSQL refuses U+0000, and UTF-8 has no form
 * for half of a surrogate pair.
 */
public final class StorableText {

	private static final char REPLACEMENT = '\ufffd';

	private StorableText() {
	}

	/**
	 * Replaces what cannot be stored by U+FFFD.
	 * @param text any text
	 * @return a text of the same length; the same object if all of it can be stored
	 */
	public static String of(String text) {
		int wrong = nextWrong(text, 0);
		if (wrong == text.length()) {
			return text;
		}
		StringBuilder storable = new StringBuilder(text);
		for (; wrong < text.length(); wrong = nextWrong(text, wrong + 1)) {
			storable.setCharAt(wrong, REPLACEMENT);
		}
		return storable.toString();
	}

	private static int nextWrong(String text, int from) {
		int i = from;
		while (i < text.length()) {
			int point = text.codePointAt(i);
			if (point == 0 || (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE)) {
				return i;
			}
			i += Character.charCount(point);
		}
		return text.length();
	}

}
