package io.github.socialhook.console.view;

/**
 * Adds line breaks and indentation to JSON, and changes nothing else: numbers and escapes
 * stay as they were sent. What is no JSON is harmless.
 */
final class JsonIndenter {

	/** Deeper levels are indented no further. */
	private static final int MAX_INDENTATION = 20;

	private static final String BLANKS = " \t\r\n";

	private final String json;

	private final StringBuilder text;

	private int position;

	private int depth;

	JsonIndenter(String json) {
		this.json = json;
		this.text = new StringBuilder(json.length() * 2);
	}

	String indent() {
		while (this.position < this.json.length()) {
			char character = next();
			switch (character) {
				case '{', '[' -> open(character);
				case '}', ']' -> close(character);
				case ',' -> {
					this.text.append(character);
					newLine();
				}
				case ':' -> this.text.append(": ");
				case '"' -> string();
				default -> {
					if (BLANKS.indexOf(character) < 0) {
						this.text.append(character);
					}
				}
			}
		}
		return this.text.toString();
	}

	private char next() {
		char character = this.json.charAt(this.position);
		this.position++;
		return character;
	}

	private void open(char bracket) {
		this.text.append(bracket);
		while (this.position < this.json.length() && BLANKS.indexOf(this.json.charAt(this.position)) >= 0) {
			this.position++;
		}
		if (this.position < this.json.length() && "]}".indexOf(this.json.charAt(this.position)) >= 0) {
			this.text.append(next());
		}
		else {
			this.depth++;
			newLine();
		}
	}

	private void close(char bracket) {
		this.depth = Math.max(0, this.depth - 1);
		newLine();
		this.text.append(bracket);
	}

	private void string() {
		this.text.append('"');
		while (this.position < this.json.length()) {
			char character = next();
			this.text.append(character);
			if (character == '"') {
				return;
			}
			if (character == '\\' && this.position < this.json.length()) {
				this.text.append(next());
			}
		}
	}

	private void newLine() {
		this.text.append('\n').append("  ".repeat(Math.min(this.depth, MAX_INDENTATION)));
	}

}
