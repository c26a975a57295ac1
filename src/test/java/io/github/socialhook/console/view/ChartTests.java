package io.github.socialhook.console.view;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import io.github.socialhook.RunsBesideOthers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

@RunsBesideOthers
class ChartTests {

	private static Chart chart(Chart.Series... series) {
		return Chart.of("Requests", List.of("02:30", "02:31", "02:32"), (value) -> String.valueOf(Math.round(value)),
				List.of(series));
	}

	@Test
	void drawsAStepForEachPartOfTheTime() {
		Chart chart = chart(Chart.Series.ofCounts("received", "good", "15", Stream.of(0L, 5L, 10L)));
		assertThat(chart.lines().getFirst().path()).isEqualTo("M0 100H200L200 50H400L400 0H600");
		assertThat(chart.summary()).isEqualTo("Requests: received 15");
		assertThat(chart.slots().lines().filter((line) -> line.startsWith("<rect"))).hasSize(3);
		assertThat(chart.slots()).contains("<rect class=\"slot\" x=\"200\" width=\"200\" y=\"0\" height=\"100\">"
				+ "<title>02:31\nreceived 5</title></rect>");
	}

	@Test
	void leavesAGapWhereThereIsNoValue() {
		Chart chart = chart(new Chart.Series("p99", "info", "10", Arrays.asList(10.0, null, 10.0)));
		assertThat(chart.lines().getFirst().path()).isEqualTo("M0 0H200M400 0H600");
		assertThat(chart.slots()).contains("<title>02:31</title>");
	}

	@Test
	void escapesWhatIsMarkup() {
		assertThat(chart(new Chart.Series("<p99> & \"more\"", "info", "10", List.of(1.0, 1.0, 1.0))).slots())
			.contains("&lt;p99&gt; &amp; &quot;more&quot; 1</title>")
			.doesNotContain("<p99>");
	}

	@ParameterizedTest
	@CsvSource({ "0, 1", "1, 1", "2, 2", "3, 5", "21, 25", "99, 100", "101, 200", "1000, 1000" })
	void endsAtARoundNumber(long largest, String top) {
		assertThat(chart(Chart.Series.ofCounts("x", "good", "", Stream.of(0L, largest, 0L))).top()).isEqualTo(top);
	}

}
