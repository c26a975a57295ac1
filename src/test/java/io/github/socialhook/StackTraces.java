package io.github.socialhook;

import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/** The stack traces in the log, to which other tests write as well. */
public final class StackTraces {

	private StackTraces() {
	}

	/**
	 * Requires that no stack trace belongs to a message.
	 * @param log what was logged
	 * @param message a part of the message of an exception, or of a line before one
	 */
	public static void requireNone(CharSequence log, String message) {
		String upToTwoLines = "[^\n]*(\n[^\n]*)?\n\tat ";
		assertThat(log).doesNotContainPattern(Pattern.quote(message) + upToTwoLines);
	}

}
