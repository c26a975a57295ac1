package io.github.socialhook.store.kafka.replay;

import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LogRangeTests {

	private final LogRange range = new LogRange(2, new TreeMap<>(
			Map.of(7, new LogRange.Span(10, 12), 3, new LogRange.Span(5, 9), 4, new LogRange.Span(8, 8))));

	@Test
	void leavesOutPartitionsOfWhichNothingIsMeant() {
		assertThat(this.range.spans()).containsOnlyKeys(3, 7);
		assertThat(this.range.size()).isEqualTo(6);
	}

	@Test
	void isReadAsItIsWritten() {
		assertThat(this.range).hasToString("2;3:5-9;7:10-12");
		assertThat(LogRange.parse(this.range.toString())).isEqualTo(this.range);
		assertThat(LogRange.parse(this.range.empty().toString())).isEqualTo(this.range.empty());
	}

	@Test
	void isShorterOnceSomeIsRead() {
		assertThat(this.range.from(3, 8)).hasToString("2;3:8-9;7:10-12");
		assertThat(this.range.from(3, 9)).hasToString("2;7:10-12");
		assertThat(this.range.from(3, 9).from(7, 12).size()).isZero();
	}

}
