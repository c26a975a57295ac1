package io.github.socialhook.source;

import org.jspecify.annotations.Nullable;

/** Reads a header of names and values from left to right. */
final class HeaderScanner {

	/** The characters of a token apart from letters and digits. */
	private static final String SYMBOLS = "!#$%&'*+-.^_`|~";

	/** These belong in quotes, but not every proxy writes the quotes. */
	private static final String ADDRESS_SYMBOLS = ":[]";

	private final String text;

	private int position;

	HeaderScanner(String text) {
		this.text = text;
	}

	/** Reads a name; empty if there is none here. */
	String token() {
		return run(SYMBOLS);
	}

	/** Reads a value, with or without quotes; null if there is none here. */
	@Nullable String value() {
		if (take('"')) {
			return quoted();
		}
		String value = run(SYMBOLS + ADDRESS_SYMBOLS);
		return value.isEmpty() ? null : value;
	}

	private String run(String symbols) {
		int start = this.position;
		while (this.position < this.text.length() && isIn(this.text.charAt(this.position), symbols)) {
			this.position++;
		}
		return this.text.substring(start, this.position);
	}

	private static boolean isIn(char c, String symbols) {
		return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || symbols.indexOf(c) >= 0;
	}

	private @Nullable String quoted() {
		StringBuilder value = new StringBuilder();
		for (int i = this.position; i < this.text.length(); i++) {
			char c = this.text.charAt(i);
			if (c == '"') {
				this.position = i + 1;
				return value.toString();
			}
			if (c == '\\' && ++i < this.text.length()) {
				c = this.text.charAt(i);
			}
			value.append(c);
		}
		return null;
	}

	/** Skips a character if it is the next one. */
	boolean take(char next) {
		if (this.position == this.text.length() || this.text.charAt(this.position) != next) {
			return false;
		}
		this.position++;
		return true;
	}

	/** Skips a separator and the blanks around it if it comes next. */
	boolean skip(char separator) {
		int start = this.position;
		this.position = afterBlanks(start);
		boolean taken = take(separator);
		this.position = taken ? afterBlanks(this.position) : start;
		return taken;
	}

	boolean isAtEnd() {
		return afterBlanks(this.position) == this.text.length();
	}

	private int afterBlanks(int start) {
		int next = start;
		while (next < this.text.length() && (this.text.charAt(next) == ' ' || this.text.charAt(next) == '\t')) {
			next++;
		}
		return next;
	}

}
