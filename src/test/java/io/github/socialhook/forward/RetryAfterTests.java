package io.github.socialhook.forward;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class RetryAfterTests {

	private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

	@ParameterizedTest
	@CsvSource({ "120, PT2M", "0, PT0S", "' 7 ', PT7S", "999999999, P1D", "'Mon, 23 Nov 2026 10:05:00 GMT', PT5M",
			"'Mon, 23 Nov 2026 09:00:00 GMT', PT0S", "'Wed, 23 Nov 2033 10:00:00 GMT', P1D" })
	void readsSecondsAndDatesUpToADay(String header, Duration delay) {
		assertThat(RetryAfter.parse(header, NOW)).contains(delay);
	}

	@ParameterizedTest
	@CsvSource({ ",", "''", "soon", "-5", "1.5", "99999999999999999999", "2026-11-23T10:05:00Z" })
	void ignoresWhatIsNeither(@Nullable String header) {
		assertThat(RetryAfter.parse(header, NOW)).isEmpty();
	}

}
