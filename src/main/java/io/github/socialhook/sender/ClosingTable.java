package io.github.socialhook.sender;

import java.util.ArrayList;
import java.util.List;

/** Shows on a console what became of all that was sent. */
final class ClosingTable {

	private final List<List<String>> rows = new ArrayList<>();

	ClosingTable() {
		this.rows.add(List.of("What was sent", "Answer", "What became of it"));
	}

	void add(Scene scene, Answer answer, Fate fate) {
		this.rows.add(List.of(scene.title(), answer.toString(), fate.toString()));
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
