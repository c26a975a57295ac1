package io.github.socialhook.console.view;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.DoubleFunction;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.web.util.HtmlUtils;

/**
 * A chart as SVG, 600 wide and 100 high: lines over parts of the time, each of the same
 * length.
 *
 * @param title what it shows
 * @param summary the same with the totals, for who does not see it
 * @param lines the lines, which may cover each other
 * @param top the value at the upper edge
 * @param slots the parts of the time as rectangles in SVG, with their values in words:
 * there are too many for the template, which takes long the first time
 */
public record Chart(String title, String summary, List<Line> lines, String top, String slots) {

	private static final int WIDTH = 600;

	private static final int HEIGHT = 100;

	private static final double[] STEPS = { 1, 2, 2.5, 5, 10 };

	/**
	 * Draws a chart.
	 * @param title what it shows
	 * @param times when each part of the time begins, in words
	 * @param format writes a value
	 * @param series what it shows
	 * @return the chart
	 */
	public static Chart of(String title, List<String> times, DoubleFunction<String> format, List<Series> series) {
		double top = ceiling(series.stream()
			.flatMap((each) -> each.values().stream())
			.filter(Objects::nonNull)
			.mapToDouble(Double::doubleValue)
			.max()
			.orElse(0));
		StringBuilder slots = new StringBuilder();
		double width = (double) WIDTH / times.size();
		for (int i = 0; i < times.size(); i++) {
			slots.append(slot(i * width, width, times.get(i) + words(series, i, format)));
		}
		List<Line> lines = series.stream()
			.map((each) -> new Line(each.name(), each.kind(), each.total(), path(each.values(), top)))
			.toList();
		String summary = title + ": "
				+ String.join(", ", series.stream().map((each) -> each.name() + " " + each.total()).toList());
		return new Chart(title, summary, lines, format.apply(top), slots.toString());
	}

	private static String slot(double x, double width, String text) {
		return "<rect class=\"slot\" x=\"" + number(x) + "\" width=\"" + number(width)
				+ "\" y=\"0\" height=\"100\"><title>" + HtmlUtils.htmlEscape(text, "UTF-8") + "</title></rect>\n";
	}

	private static String words(List<Series> series, int index, DoubleFunction<String> format) {
		StringBuilder words = new StringBuilder();
		for (Series each : series) {
			Double value = each.values().get(index);
			if (value != null) {
				words.append('\n').append(each.name()).append(' ').append(format.apply(value));
			}
		}
		return words.toString();
	}

	/** Returns the next round number. */
	private static double ceiling(double value) {
		if (value <= 1) {
			return 1;
		}
		double unit = Math.pow(10, Math.floor(Math.log10(value)));
		return Arrays.stream(STEPS)
			.map((step) -> step * unit)
			.filter((round) -> round >= value)
			.findFirst()
			.orElseThrow();
	}

	/** A value that is absent leaves a gap; one alone is a short line. */
	private static String path(List<@Nullable Double> values, double top) {
		StringBuilder path = new StringBuilder();
		double width = (double) WIDTH / values.size();
		boolean pen = false;
		for (int i = 0; i < values.size(); i++) {
			Double value = values.get(i);
			if (value != null) {
				String height = number(HEIGHT - HEIGHT * value / top);
				path.append(pen ? 'L' : 'M').append(number(i * width)).append(' ').append(height);
				path.append('H').append(number((i + 1) * width));
			}
			pen = value != null;
		}
		return path.toString();
	}

	private static String number(double value) {
		long tenths = Math.round(10 * value);
		return (tenths % 10 == 0) ? String.valueOf(tenths / 10) : tenths / 10 + "." + tenths % 10;
	}

	/**
	 * What a line shows.
	 *
	 * @param name its name
	 * @param kind its name for the style sheet
	 * @param total what it comes to, in words
	 * @param values a value for each part of the time; null where there is none
	 */
	public record Series(String name, String kind, String total, List<@Nullable Double> values) {

		/**
		 * Creates a series of counts.
		 * @param name its name
		 * @param kind its name for the style sheet
		 * @param total what it comes to, in words
		 * @param counts the counts
		 * @return the series
		 */
		public static Series ofCounts(String name, String kind, String total, Stream<Long> counts) {
			return new Series(name, kind, total, counts.<@Nullable Double>map(Long::doubleValue).toList());
		}

	}

	/**
	 * A line.
	 *
	 * @param name its name
	 * @param kind its name for the style sheet
	 * @param total what it comes to, in words
	 * @param path its path in SVG
	 */
	public record Line(String name, String kind, String total, String path) {

	}

}
