package io.github.socialhook.event.reader;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A date in the documented form is what Java reads, and all else is left to others. */
class PlainInstantTests {

	private static final String DOCUMENTED = "2018-11-30T09:35:23.816Z";

	@Property
	void readsWhatJavaReads(@ForAll @LongRange(min = -62_167_219_200L, max = 253_402_300_799L) long second,
			@ForAll @IntRange(max = 999_999_999) int nanos, @ForAll @IntRange(min = 0, max = 9) int digits) {
		String fraction = (digits > 0) ? "." + String.format(Locale.ROOT, "%09d", nanos).substring(0, digits) : "";
		String text = LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC)
			.format(DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT)) + fraction + "Z";
		assertThat(PlainInstant.parse(text)).isEqualTo(Instant.parse(text));
	}

	@Test
	void readsNothingThatJavaDoesNotReadWhateverOneCharacterIsReplacedWith() {
		int read = 0;
		for (int place = 0; place < DOCUMENTED.length(); place++) {
			for (char other = 0; other < 256; other++) {
				String text = DOCUMENTED.substring(0, place) + other + DOCUMENTED.substring(place + 1);
				Instant plain = parse(text);
				if (plain != null) {
					read++;
					assertThat(plain).isEqualTo(Instant.parse(text));
				}
			}
		}
		assertThat(read).as("texts with another digit that is possible there").isGreaterThan(100);
	}

	private static @Nullable Instant parse(String text) {
		try {
			return PlainInstant.parse(text);
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "Z", "2018-11-30", "2018-11-30T09:35Z", "2018-11-30T09:35:23", "2018-11-30T09:35:23.Z",
			"2018-11-30T09:35:23.1234567890Z", "2018-11-30T09:35:23,816Z", "2018-11-30T24:00:00Z",
			"2018-11-30T23:59:60Z", "+2018-11-30T09:35:23Z", "2018-11-30t09:35:23z", "2018-11-30T09:35:23+00Z",
			"1543570523816.00000Z" })
	void leavesOtherFormsToOthers(String text) {
		assertThat(PlainInstant.parse(text)).isNull();
	}

	@Test
	void knowsLeapYears() {
		assertThat(parse("2024-02-29T00:00:00Z")).isEqualTo("2024-02-29T00:00:00Z");
		assertThat(parse("2023-02-29T00:00:00Z")).isNull();
	}

}
