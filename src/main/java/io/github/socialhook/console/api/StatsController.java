package io.github.socialhook.console.api;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

import io.github.socialhook.console.security.ApiSecurity;
import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.inbox.Inbox;
import io.github.socialhook.inbox.Ledger;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Counts the deliveries by state. */
@RestController
@RequestMapping(ApiSecurity.PATH + "/v1/stats")
final class StatsController {

	/** Counting may read the whole store, so the result is cached. */
	private static final Duration TIME_TO_LIVE = Duration.ofSeconds(2);

	private final Ledger ledger;

	private final Inbox inbox;

	private @Nullable Stats cached;

	private long cachedNanos;

	StatsController(Ledger ledger, Inbox inbox) {
		this.ledger = ledger;
		this.inbox = inbox;
	}

	@GetMapping
	synchronized Stats show() {
		Stats stats = this.cached;
		if (stats == null || System.nanoTime() - this.cachedNanos > TIME_TO_LIVE.toNanos()) {
			stats = new Stats(states(), this.ledger.backlog().oldestAge().toMillis() / 1000.0, this.inbox.spilled());
			this.cached = stats;
			this.cachedNanos = System.nanoTime();
		}
		return stats;
	}

	private Map<DeliveryState, @Nullable Long> states() {
		Map<DeliveryState, Long> counted = this.ledger.states();
		Map<DeliveryState, @Nullable Long> states = new EnumMap<>(DeliveryState.class);
		for (DeliveryState state : DeliveryState.values()) {
			states.put(state, counted.get(state));
		}
		return states;
	}

	/**
	 * The figures.
	 *
	 * @param states the number of deliveries in each state; null for a state that the
	 * store does not count
	 * @param oldestPendingSeconds the age of the oldest that still waits for a handler
	 * @param spilled the number that are stored beside the database, because it was away
	 */
	record Stats(Map<DeliveryState, @Nullable Long> states, double oldestPendingSeconds,
			long spilled) implements ApiResponse {

	}

}
