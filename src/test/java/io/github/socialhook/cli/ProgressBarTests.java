package io.github.socialhook.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Map;

import io.github.socialhook.sender.LoadReport;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import static org.assertj.core.api.Assertions.assertThat;

class ProgressBarTests {

	private static final Duration MINUTE = Duration.ofSeconds(60);

	private final StringWriter terminal = new StringWriter();

	private final Load load = new Load();

	ProgressBarTests() {
		new CommandLine(this.load).setErr(new PrintWriter(this.terminal)).parseArgs();
	}

	@Test
	void writesOneLineAnewUntilItIsDone() {
		ProgressBar bar = new ProgressBar(this.load.printer, true, MINUTE);
		bar.show(after(Duration.ofSeconds(30)));
		assertThat(this.terminal.toString())
			.startsWith("\r[" + "#".repeat(15) + " ".repeat(15) + "]  50 %  sent 9, acknowledged 8, p99 2.5 ms");
		bar.show(after(Duration.ofSeconds(61)));
		assertThat(this.terminal.toString()).contains("\r[" + "#".repeat(30) + "] 100 %");
		bar.clear();
		assertThat(this.terminal.toString()).endsWith(" \r").doesNotContain("\n");
	}

	@Test
	void saysNothingWhereThereIsNoTerminal() {
		ProgressBar bar = new ProgressBar(this.load.printer, false, MINUTE);
		bar.show(after(Duration.ofSeconds(30)));
		bar.clear();
		assertThat(this.terminal.toString()).isEmpty();
	}

	private static LoadReport after(Duration elapsed) {
		return new LoadReport(9, 8, 1, Map.of(), Map.of(), Duration.ofMillis(1), Duration.ofNanos(2_500_000),
				Duration.ofMillis(3), Duration.ofMillis(4), elapsed);
	}

	@Command(name = "load")
	static class Load {

		@Mixin
		private final Printer printer = new Printer();

	}

}
