package io.github.socialhook.dispatch.attempt;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.function.UnaryOperator;

import io.github.socialhook.inbox.Failure;

/**
 * Describes exceptions with bounded length, because they are stored with every attempt.
 */
final class Failures {

	private static final int LONGEST_MESSAGE = 1000;

	private static final int LONGEST_TRACE = 8000;

	private Failures() {
	}

	/**
	 * Describes an exception. Never throws, whatever the methods of the exception do.
	 * @param thrown the exception
	 * @return its description
	 */
	static Failure describe(Throwable thrown) {
		return describe(thrown, UnaryOperator.identity());
	}

	/**
	 * Describes an exception. Never throws, whatever the methods of the exception do.
	 * @param thrown the exception
	 * @param mask masks what is not to be shown
	 * @return its description
	 */
	static Failure describe(Throwable thrown, UnaryOperator<String> mask) {
		String type = thrown.getClass().getName();
		try {
			String message = thrown.getMessage();
			return new Failure(type, shorten((message != null) ? mask.apply(message) : "", LONGEST_MESSAGE),
					shorten(mask.apply(trace(thrown)), LONGEST_TRACE));
		}
		catch (RuntimeException | StackOverflowError | OutOfMemoryError ex) {
			return new Failure(type, "", "");
		}
	}

	private static String trace(Throwable thrown) {
		StringWriter trace = new StringWriter();
		thrown.printStackTrace(new PrintWriter(trace));
		return trace.toString();
	}

	private static String shorten(String text, int longest) {
		return (text.length() <= longest) ? text : text.substring(0, longest - 1) + "…";
	}

}
