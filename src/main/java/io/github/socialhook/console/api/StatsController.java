package io.github.socialhook.console.api;

import java.time.Instant;
import java.util.Map;

import io.github.socialhook.console.operation.Statistics;
import io.github.socialhook.console.security.ApiSecurity;
import io.github.socialhook.delivery.DeliveryState;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Counts the deliveries by state. */
@RestController
@RequestMapping(ApiSecurity.PATH + "/v1/stats")
final class StatsController {

	private final Statistics statistics;

	StatsController(Statistics statistics) {
		this.statistics = statistics;
	}

	@GetMapping
	Stats show() {
		Statistics.Figures figures = this.statistics.current();
		return new Stats(figures.states(), figures.backlog().oldestAge().toMillis() / 1000.0, figures.spilled(),
				figures.countedAt());
	}

	/**
	 * The figures.
	 *
	 * @param states the number of deliveries in each state; null for a state that the
	 * store does not count
	 * @param oldestPendingSeconds the age of the oldest that still waits for a handler
	 * @param spilled the number that are stored beside the database, because it was away
	 * @param countedAt when this was counted
	 */
	record Stats(Map<DeliveryState, @Nullable Long> states, double oldestPendingSeconds, long spilled,
			Instant countedAt) implements ApiResponse {

	}

}
