package io.github.socialhook.console.view;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * A time as the pages show it.
 *
 * @param iso for programs, in UTC
 * @param text for people, in UTC
 * @param distance how long ago that is, or how long until then
 */
public record Moment(String iso, String text, String distance) {

	private static final DateTimeFormatter TEXT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT)
		.withZone(ZoneOffset.UTC);

	/**
	 * Describes a time.
	 * @param time the time
	 * @param now the time of the page
	 * @return what to show
	 */
	public static Moment of(Instant time, Instant now) {
		Duration past = Duration.between(time, now);
		String distance = past.isNegative() ? "in " + length(past.negated()) : length(past) + " ago";
		return new Moment(time.toString(), TEXT.format(time) + " UTC", distance);
	}

	/**
	 * Describes a time that may be absent.
	 * @param time the time, or null
	 * @param now the time of the page
	 * @return what to show, or null
	 */
	public static @Nullable Moment ofNullable(@Nullable Instant time, Instant now) {
		return (time != null) ? of(time, now) : null;
	}

	/**
	 * Returns a length of time in its largest unit.
	 * @param length how long
	 * @return such as {@code 5 min}
	 */
	public static String length(Duration length) {
		if (length.toMillis() < 1000) {
			return length.toMillis() + " ms";
		}
		if (length.toSeconds() < 100) {
			return length.toSeconds() + " s";
		}
		if (length.toMinutes() < 100) {
			return length.toMinutes() + " min";
		}
		return (length.toHours() < 48) ? length.toHours() + " h" : length.toDays() + " days";
	}

}
