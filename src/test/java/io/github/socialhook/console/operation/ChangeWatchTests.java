package io.github.socialhook.console.operation;

import java.time.Duration;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** How often it looks for changes. */
class ChangeWatchTests {

	@ParameterizedTest
	@CsvSource({ "PT0S, PT2S", "PT0.02S, PT2S", "PT0.035S, PT3.5S", "PT0.06S, PT6S", "PT1S, PT6S" })
	void looksLessOftenWhileThatTakesLong(Duration look, Duration interval) {
		assertThat(ChangeWatch.intervalAfter(look)).isEqualTo(interval);
	}

}
