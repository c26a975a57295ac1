package io.github.socialhook.console.pages;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

import io.github.socialhook.console.operation.TrafficRange;
import io.github.socialhook.console.operation.TrafficReports;
import io.github.socialhook.console.view.Chart;
import io.github.socialhook.console.view.Figures;
import io.github.socialhook.traffic.TrafficFigures;
import io.github.socialhook.traffic.TrafficSlot;
import org.jspecify.annotations.Nullable;

/**
 * The charts of the traffic.
 *
 * @param range the time that is shown
 * @param charts the charts
 * @param first when the first slot begins, in words
 * @param last when the last slot begins, in words
 * @param rows the same as a table
 */
record TrafficCharts(TrafficRange range, List<Chart> charts, String first, String last, List<Row> rows) {

	private static final double MEDIAN = 0.5;

	private static final double NEARLY_ALL = 0.99;

	private static final DateTimeFormatter TIME = formatter("HH:mm");

	private static final DateTimeFormatter DAY = formatter("EEE d MMM HH:mm");

	private static DateTimeFormatter formatter(String pattern) {
		return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(ZoneOffset.UTC);
	}

	static TrafficCharts of(TrafficReports.Report report) {
		DateTimeFormatter format = (report.range() == TrafficRange.HOUR) ? TIME : DAY;
		List<TrafficSlot> slots = report.slots();
		List<String> times = slots.stream().map((slot) -> format.format(slot.at())).toList();
		TrafficFigures total = report.total();
		List<Chart> charts = List.of(
				Chart.of("Requests", times, TrafficCharts::count,
						List.of(series("received", "good", slots, total, TrafficFigures::received),
								series("duplicates", "calm", slots, total, TrafficFigures::duplicates),
								series("rejected", "warning", slots, total, TrafficFigures::rejected),
								series("not stored", "bad", slots, total, TrafficFigures::unavailable))),
				Chart.of("Handling", times, TrafficCharts::count,
						List.of(series("handled", "good", slots, total, TrafficFigures::handled),
								series("failed attempts", "bad", slots, total, TrafficFigures::failed))),
				Chart.of("Time to the answer", times, TrafficCharts::millis,
						List.of(quantile("half within", "info", slots, total, MEDIAN),
								quantile("99 % within", "warning", slots, total, NEARLY_ALL))));
		List<Row> rows = new ArrayList<>();
		for (int i = slots.size() - 1; i >= 0; i--) {
			if (!slots.get(i).figures().equals(TrafficFigures.NONE)) {
				rows.add(Row.of(slots.get(i), times.get(i)));
			}
		}
		return new TrafficCharts(report.range(), charts, times.getFirst(), times.getLast(), rows);
	}

	private static Chart.Series series(String name, String kind, List<TrafficSlot> slots, TrafficFigures total,
			ToLongFunction<TrafficFigures> value) {
		return Chart.Series.ofCounts(name, kind, Figures.count(value.applyAsLong(total)),
				slots.stream().map((slot) -> value.applyAsLong(slot.figures())));
	}

	private static Chart.Series quantile(String name, String kind, List<TrafficSlot> slots, TrafficFigures total,
			double share) {
		List<@Nullable Double> values = new ArrayList<>();
		slots.forEach((slot) -> values.add(slot.figures().ackMillis(share)));
		return new Chart.Series(name, kind, millis(total.ackMillis(share)), values);
	}

	private static String count(double value) {
		return Figures.count(Math.round(value));
	}

	private static String millis(@Nullable Double value) {
		return (value != null) ? String.format(Locale.ROOT, (value < 10) ? "%.1f ms" : "%.0f ms", value) : "no request";
	}

	/**
	 * A part of the time.
	 *
	 * @param time when it begins
	 * @param received how many deliveries were stored
	 * @param rejected how many requests were rejected or not stored
	 * @param handled how many deliveries were handled
	 * @param failed how many attempts failed
	 * @param ack in which time 99 % of the genuine requests were answered
	 */
	record Row(String time, String received, String rejected, String handled, String failed, String ack) {

		private static Row of(TrafficSlot slot, String time) {
			TrafficFigures figures = slot.figures();
			return new Row(time, Figures.count(figures.received()),
					Figures.count(figures.rejected() + figures.unavailable()), Figures.count(figures.handled()),
					Figures.count(figures.failed()), millis(figures.ackMillis(NEARLY_ALL)));
		}

	}

}
