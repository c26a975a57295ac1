package io.github.socialhook.dispatch.attempt;

import java.io.PrintWriter;
import java.io.StringWriter;

import io.github.socialhook.inbox.Failure;

/**
 * Describes exceptions with bounded length, because they are stored with every attempt.
 */
public final class Failures {

	private static final int LONGEST_MESSAGE = 1000;

	private static final int LONGEST_TRACE = 8000;

	private Failures() {
	}

	/**
	 * Describes an exception. Never throws, whatever the methods of the exception do.
	 * @param thrown the exception
	 * @return its description
	 */
	public static Failure describe(Throwable thrown) {
		String type = thrown.getClass().getName();
		try {
			String message = thrown.getMessage();
			return new Failure(type, shorten((message != null) ? message : "", LONGEST_MESSAGE), trace(thrown));
		}
		catch (RuntimeException | StackOverflowError | OutOfMemoryError ex) {
			return new Failure(type, "", "");
		}
	}

	private static String trace(Throwable thrown) {
		StringWriter trace = new StringWriter();
		thrown.printStackTrace(new PrintWriter(trace));
		return shorten(trace.toString(), LONGEST_TRACE);
	}

	private static String shorten(String text, int longest) {
		return (text.length() <= longest) ? text : text.substring(0, longest - 1) + "…";
	}

}
