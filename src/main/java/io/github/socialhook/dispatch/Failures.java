package io.github.socialhook.dispatch;

import java.io.PrintWriter;
import java.io.StringWriter;

import io.github.socialhook.inbox.Failure;

/** Describes exceptions, within bounds: they are stored with every attempt. */
final class Failures {

	private static final int LONGEST_MESSAGE = 1000;

	private static final int LONGEST_TRACE = 8000;

	private Failures() {
	}

	static Failure describe(Throwable thrown) {
		StringWriter trace = new StringWriter();
		thrown.printStackTrace(new PrintWriter(trace));
		String message = thrown.getMessage();
		return new Failure(thrown.getClass().getName(), shorten((message != null) ? message : "", LONGEST_MESSAGE),
				shorten(trace.toString(), LONGEST_TRACE));
	}

	private static String shorten(String text, int longest) {
		return (text.length() <= longest) ? text : text.substring(0, longest - 1) + "…";
	}

}
