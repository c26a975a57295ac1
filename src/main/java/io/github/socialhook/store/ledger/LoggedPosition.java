package io.github.socialhook.store.ledger;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.socialhook.inbox.DeliverySummary;
import io.github.socialhook.store.queue.RowNumber;
import org.jspecify.annotations.Nullable;

/**
 * Where a search among what is in the log continues: with what was received before a
 * time, or then and has a lower number.
 *
 * @param time milliseconds since 1970 in UTC
 * @param number the number of a delivery
 */
record LoggedPosition(long time, long number) {

	private static final Pattern FORM = Pattern.compile("log:(-?[0-9]{1,18}):([0-9]{1,18})");

	/**
	 * Returns where a search begins or continues.
	 * @param cursor where the part before it ended; null for the first part
	 * @param to only what was received before this time; null for all
	 * @return where; null if the log was left behind
	 */
	static @Nullable LoggedPosition begin(@Nullable String cursor, @Nullable Instant to) {
		if (cursor == null) {
			return new LoggedPosition((to != null) ? to.toEpochMilli() : Long.MAX_VALUE, 0);
		}
		Matcher matcher = FORM.matcher(decode(cursor));
		return matcher.matches()
				? new LoggedPosition(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2))) : null;
	}

	private static String decode(String cursor) {
		try {
			return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
		}
		catch (IllegalArgumentException ex) {
			return "";
		}
	}

	static LoggedPosition behind(DeliverySummary entry) {
		return new LoggedPosition(entry.receivedAt().toEpochMilli(), RowNumber.of(entry.id()));
	}

	String write() {
		String text = "log:" + this.time + ":" + this.number;
		return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
	}

}
