package io.github.socialhook.forward;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** Reads the header {@code Retry-After}: seconds or a date. */
final class RetryAfter {

	private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");

	/** What a service asks for beyond that is taken for a mistake. */
	private static final Duration LONGEST = Duration.ofDays(1);

	private RetryAfter() {
	}

	/** Returns the time to wait, at most a day; empty if the header says none. */
	static Optional<Duration> parse(@Nullable String header, Instant now) {
		if (header == null) {
			return Optional.empty();
		}
		String text = header.strip();
		if (SECONDS.matcher(text).matches()) {
			return Optional.of(bounded(Duration.ofSeconds(Long.parseLong(text))));
		}
		try {
			Instant date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
			return Optional.of(bounded(Duration.between(now, date)));
		}
		catch (DateTimeException ex) {
			return Optional.empty();
		}
	}

	private static Duration bounded(Duration delay) {
		if (delay.isNegative()) {
			return Duration.ZERO;
		}
		return (delay.compareTo(LONGEST) < 0) ? delay : LONGEST;
	}

}
