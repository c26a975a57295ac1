package io.github.socialhook.demo;

import java.util.ArrayList;
import java.util.List;

import io.github.socialhook.sender.SendResult;

/** The table that the demo prints at its end: each request, its answer and its result. */
final class ResultTable {

	private final List<List<String>> rows = new ArrayList<>();

	ResultTable() {
		this.rows.add(List.of("Request", "Response", "Result"));
	}

	void add(DemoRequest request, SendResult answer, DemoResult result) {
		this.rows.add(List.of(request.title(), answer.toString(), result.toString()));
	}

	@Override
	public String toString() {
		StringBuilder text = new StringBuilder();
		List<Integer> widths = List.of(width(0), width(1), width(2));
		for (List<String> row : this.rows) {
			text.append(line(row, widths)).append('\n');
			if (row.equals(this.rows.getFirst())) {
				text.append(line(widths.stream().map("-"::repeat).toList(), widths)).append('\n');
			}
		}
		return text.toString();
	}

	private int width(int column) {
		return this.rows.stream().mapToInt((row) -> row.get(column).length()).max().orElse(0);
	}

	private static String line(List<String> cells, List<Integer> widths) {
		StringBuilder line = new StringBuilder();
		for (int i = 0; i < cells.size(); i++) {
			line.append("  ").append(cells.get(i)).append(" ".repeat(widths.get(i) - cells.get(i).length()));
		}
		return line.toString().stripTrailing();
	}

}
