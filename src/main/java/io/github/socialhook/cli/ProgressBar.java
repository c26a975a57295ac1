package io.github.socialhook.cli;

import java.time.Duration;
import java.util.Locale;

import io.github.socialhook.sender.LoadReport;

/** How far a load is, in one line of a terminal that is written anew. */
final class ProgressBar {

	private static final int WIDTH = 30;

	private final Printer printer;

	private final boolean terminal;

	private final Duration whole;

	ProgressBar(Printer printer, boolean terminal, Duration whole) {
		this.printer = printer;
		this.terminal = terminal;
		this.whole = whole;
	}

	void show(LoadReport report) {
		if (this.terminal) {
			this.printer.err().print("\r" + line(report));
			this.printer.err().flush();
		}
	}

	String line(LoadReport report) {
		double done = Math.min(1, (double) report.elapsed().toMillis() / this.whole.toMillis());
		int full = (int) (done * WIDTH);
		return String.format(Locale.ROOT, "[%s%s] %3.0f %%  sent %d, acknowledged %d, p99 %.1f ms   ", "#".repeat(full),
				" ".repeat(WIDTH - full), done * 100, report.sent(), report.acknowledged(),
				report.p99().toNanos() / 1e6);
	}

	void clear() {
		if (this.terminal) {
			this.printer.err().print("\r" + " ".repeat(100) + "\r");
			this.printer.err().flush();
		}
	}

}
