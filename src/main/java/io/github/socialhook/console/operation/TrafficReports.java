package io.github.socialhook.console.operation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import io.github.socialhook.traffic.TrafficFigures;
import io.github.socialhook.traffic.TrafficHistory;
import io.github.socialhook.traffic.TrafficSlot;

/** Reads the traffic. All who look share the same figures for a moment. */
public final class TrafficReports {

	/** It changes once a minute. */
	private static final Duration TIME_TO_LIVE = Duration.ofSeconds(5);

	private final TrafficHistory history;

	private final InstantSource clock;

	private final Map<TrafficRange, Report> cached = new EnumMap<>(TrafficRange.class);

	/**
	 * Creates the reports.
	 * @param history the traffic
	 * @param clock the time
	 */
	public TrafficReports(TrafficHistory history, InstantSource clock) {
		this.history = history;
		this.clock = clock;
	}

	/**
	 * Returns the traffic of this moment or of five seconds ago.
	 * @param range over which time
	 * @return the traffic
	 */
	public synchronized Report of(TrafficRange range) {
		Report report = this.cached.get(range);
		if (report == null || System.nanoTime() - report.readNanos() > TIME_TO_LIVE.toNanos()) {
			Instant now = this.clock.instant();
			List<TrafficSlot> slots = this.history.read(range.from(now), range.number(), range.length());
			TrafficFigures total = slots.stream()
				.map(TrafficSlot::figures)
				.reduce(TrafficFigures.NONE, TrafficFigures::plus);
			report = new Report(range, slots, total, System.nanoTime());
			this.cached.put(range, report);
		}
		return report;
	}

	/**
	 * The traffic of some time.
	 *
	 * @param range over which time
	 * @param slots its parts, the oldest first; the last may not be over
	 * @param total all of them together
	 * @param readNanos when it was read
	 */
	public record Report(TrafficRange range, List<TrafficSlot> slots, TrafficFigures total, long readNanos) {

	}

}
