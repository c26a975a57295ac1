package io.github.socialhook.event.reader;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;

import org.jspecify.annotations.Nullable;

/**
 * A date in the form that Social+ documents and nearly always sends, as
 * {@code 2018-11-30T09:35:23.816Z}: a formatter takes ten times as long.
 */
final class PlainInstant {

	private static final String FORM = "dddd-dd-ddTdd:dd:dd";

	private static final int MOST_DIGITS = 9;

	private PlainInstant() {
	}

	/**
	 * Returns the instant, or null if the text has another form.
	 * @throws DateTimeException if there is no such day
	 */
	static @Nullable Instant parse(String text) {
		int last = text.length() - 1;
		if (last < FORM.length() || text.charAt(last) != 'Z' || !hasForm(text)) {
			return null;
		}
		int nanos = (last == FORM.length()) ? 0 : fraction(text, FORM.length(), last);
		int hour = number(text, 11, 2);
		int minute = number(text, 14, 2);
		int second = number(text, 17, 2);
		if (nanos < 0 || hour > 23 || minute > 59 || second > 59) {
			return null;
		}
		long days = LocalDate.of(number(text, 0, 4), number(text, 5, 2), number(text, 8, 2)).toEpochDay();
		long minutes = (days * 24 + hour) * 60 + minute;
		return Instant.ofEpochSecond(minutes * 60 + second, nanos);
	}

	private static boolean hasForm(String text) {
		for (int i = 0; i < FORM.length(); i++) {
			char expected = FORM.charAt(i);
			char actual = text.charAt(i);
			if ((expected == 'd') ? !isDigit(actual) : actual != expected) {
				return false;
			}
		}
		return true;
	}

	/** Returns the nanoseconds behind the point, or -1 if there is something else. */
	private static int fraction(String text, int start, int end) {
		int digits = end - start - 1;
		if (text.charAt(start) != '.' || digits < 1 || digits > MOST_DIGITS) {
			return -1;
		}
		for (int i = start + 1; i < end; i++) {
			if (!isDigit(text.charAt(i))) {
				return -1;
			}
		}
		int nanos = number(text, start + 1, digits);
		for (int i = digits; i < MOST_DIGITS; i++) {
			nanos *= 10;
		}
		return nanos;
	}

	private static int number(String text, int start, int digits) {
		int number = 0;
		for (int i = start; i < start + digits; i++) {
			number = 10 * number + (text.charAt(i) - '0');
		}
		return number;
	}

	private static boolean isDigit(char c) {
		return c >= '0' && c <= '9';
	}

}
