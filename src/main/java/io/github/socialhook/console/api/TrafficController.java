package io.github.socialhook.console.api;

import java.time.Instant;
import java.util.List;
import java.util.Set;

import io.github.socialhook.console.operation.Parameters;
import io.github.socialhook.console.operation.TrafficRange;
import io.github.socialhook.console.operation.TrafficReports;
import io.github.socialhook.console.security.ApiSecurity;
import io.github.socialhook.traffic.TrafficFigures;
import io.github.socialhook.traffic.TrafficSlot;
import org.jspecify.annotations.Nullable;

import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows how much came and was handled over the last hour, day or week. */
@RestController
@RequestMapping(ApiSecurity.PATH + "/v1/traffic")
final class TrafficController {

	private static final double MEDIAN = 0.5;

	private static final double NEARLY_ALL = 0.99;

	private final TrafficReports reports;

	TrafficController(TrafficReports reports) {
		this.reports = reports;
	}

	@GetMapping
	TrafficResponse show(@RequestParam MultiValueMap<String, String> query) {
		TrafficRange range = Parameters.of(query, Set.of("range")).range();
		TrafficReports.Report report = this.reports.of(range);
		return new TrafficResponse(range.length().toSeconds(), Figures.of(report.total()),
				report.slots().stream().map(Slot::of).toList());
	}

	/**
	 * The traffic.
	 *
	 * @param stepSeconds how long each part of the time is
	 * @param total the whole time
	 * @param items its parts, the oldest first; the last may not be over
	 */
	record TrafficResponse(long stepSeconds, Figures total, List<Slot> items) implements ApiResponse {

	}

	/**
	 * A part of the time.
	 *
	 * @param at when it begins
	 * @param figures what came and was handled
	 */
	record Slot(Instant at, Figures figures) {

		private static Slot of(TrafficSlot slot) {
			return new Slot(slot.at(), Figures.of(slot.figures()));
		}

	}

	/**
	 * What came and was handled.
	 *
	 * @param received how many deliveries were stored
	 * @param duplicates how many genuine requests were duplicates
	 * @param rejected how many requests were rejected
	 * @param unavailable how many genuine requests could not be stored in time
	 * @param handled how many deliveries were handled by all of their handlers
	 * @param failed how many attempts of handlers failed
	 * @param ackP50Millis in how many milliseconds half of the genuine requests were
	 * answered; null if there were none
	 * @param ackP99Millis in how many milliseconds 99 % of them were
	 */
	record Figures(long received, long duplicates, long rejected, long unavailable, long handled, long failed,
			@Nullable Double ackP50Millis, @Nullable Double ackP99Millis) {

		private static Figures of(TrafficFigures figures) {
			return new Figures(figures.received(), figures.duplicates(), figures.rejected(), figures.unavailable(),
					figures.handled(), figures.failed(), figures.ackMillis(MEDIAN), figures.ackMillis(NEARLY_ALL));
		}

	}

}
