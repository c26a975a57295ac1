package io.github.socialhook.store.ledger;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.socialhook.inbox.Ledger;
import org.jspecify.annotations.Nullable;

/**
 * Where a search continues. A search for what was received before a time begins where
 * that is reached, and looks at the rest at its end: there is only what came out of a
 * spill, or was received while a clock was wrong.
 *
 * @param before the number below which it continues
 * @param bound the number at which it has begun; {@link #ALL} if that is the highest
 * @param rest whether it is at what lies above that
 */
record SearchPosition(long before, long bound, boolean rest) {

	static final long ALL = Long.MAX_VALUE;

	/** Above all numbers. */
	static final SearchPosition START = new SearchPosition(ALL, ALL, false);

	private static final Pattern FORM = Pattern.compile("(before|rest):(\\d{1,19})(?::(\\d{1,19}))?");

	/** Begins at a number. */
	static SearchPosition at(long bound) {
		return (bound == ALL) ? START : new SearchPosition(bound + 1, bound, false);
	}

	/**
	 * Reads a position from the text that callers see.
	 * @throws Ledger.InvalidCursorException if it is not a cursor of this store
	 */
	static SearchPosition read(String cursor) {
		Matcher matcher = FORM.matcher(decode(cursor));
		if (!matcher.matches()) {
			throw new Ledger.InvalidCursorException();
		}
		try {
			return new SearchPosition(Long.parseLong(matcher.group(2)),
					(matcher.group(3) != null) ? Long.parseLong(matcher.group(3)) : ALL,
					matcher.group(1).equals("rest"));
		}
		catch (NumberFormatException ex) {
			throw new Ledger.InvalidCursorException();
		}
	}

	private static String decode(String cursor) {
		try {
			return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
		}
		catch (IllegalArgumentException ex) {
			throw new Ledger.InvalidCursorException();
		}
	}

	String write() {
		String text = (this.rest ? "rest:" : "before:") + this.before + ((this.bound == ALL) ? "" : ":" + this.bound);
		return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
	}

	/** Continues below a number of the same part. */
	SearchPosition below(long number) {
		return new SearchPosition(number, this.bound, this.rest);
	}

	/** Continues behind something that was found, in whichever part that is. */
	SearchPosition behind(long number) {
		return new SearchPosition(number, this.bound, this.bound != ALL && number > this.bound);
	}

	/**
	 * Continues behind a window.
	 * @return where; null if nothing is left
	 */
	@Nullable SearchPosition next(boolean last, long lowest) {
		if (!last && !(this.rest && lowest <= this.bound + 1)) {
			return below(lowest);
		}
		return (this.rest || this.bound == ALL) ? null : new SearchPosition(ALL, this.bound, true);
	}

}
