package io.github.socialhook.signature;

import org.jspecify.annotations.Nullable;

/** Goes through a header of names and values from left to right. */
final class HeaderScanner {

	/** Of the characters of a token, those that are no letters or digits. */
	private static final String SIGNS = "!#$%&'*+-.^_`|~";

	/** What should be in quotes, but not every proxy puts it there. */
	private static final String SIGNS_OF_ADDRESSES = ":[]";

	private final String text;

	private int at;

	HeaderScanner(String text) {
		this.text = text;
	}

	/** A name; empty if there is none here. */
	String token() {
		return run(SIGNS);
	}

	/** A value, in quotes or without; null if there is none here. */
	@Nullable String value() {
		if (take('"')) {
			return quoted();
		}
		String value = run(SIGNS + SIGNS_OF_ADDRESSES);
		return value.isEmpty() ? null : value;
	}

	private String run(String signs) {
		int start = this.at;
		while (this.at < this.text.length() && isIn(this.text.charAt(this.at), signs)) {
			this.at++;
		}
		return this.text.substring(start, this.at);
	}

	private static boolean isIn(char c, String signs) {
		return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || signs.indexOf(c) >= 0;
	}

	private @Nullable String quoted() {
		StringBuilder value = new StringBuilder();
		for (int i = this.at; i < this.text.length(); i++) {
			char c = this.text.charAt(i);
			if (c == '"') {
				this.at = i + 1;
				return value.toString();
			}
			if (c == '\\' && ++i < this.text.length()) {
				c = this.text.charAt(i);
			}
			value.append(c);
		}
		return null;
	}

	/** Goes past a character, if it is the very next. */
	boolean take(char next) {
		if (this.at == this.text.length() || this.text.charAt(this.at) != next) {
			return false;
		}
		this.at++;
		return true;
	}

	/** Goes past a separator and the blanks around it, if it is the next thing. */
	boolean skip(char separator) {
		int start = this.at;
		this.at = afterBlanks(start);
		boolean taken = take(separator);
		this.at = taken ? afterBlanks(this.at) : start;
		return taken;
	}

	boolean isAtEnd() {
		return afterBlanks(this.at) == this.text.length();
	}

	private int afterBlanks(int start) {
		int next = start;
		while (next < this.text.length() && (this.text.charAt(next) == ' ' || this.text.charAt(next) == '\t')) {
			next++;
		}
		return next;
	}

}
