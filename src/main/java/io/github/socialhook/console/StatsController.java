package io.github.socialhook.console;

import java.time.Duration;
import java.util.Map;

import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.inbox.Inbox;
import io.github.socialhook.inbox.Ledger;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows how many deliveries stand where. */
@RestController
@RequestMapping(ApiDoor.PATH + "/v1/stats")
final class StatsController {

	/**
	 * Counting goes through the whole store, so whoever asks often gets what was counted.
	 */
	private static final Duration FRESH_FOR = Duration.ofSeconds(2);

	private final Ledger ledger;

	private final Inbox inbox;

	private @Nullable Stats counted;

	private long countedNanos;

	StatsController(Ledger ledger, Inbox inbox) {
		this.ledger = ledger;
		this.inbox = inbox;
	}

	@GetMapping
	synchronized Stats show() {
		Stats stats = this.counted;
		if (stats == null || System.nanoTime() - this.countedNanos > FRESH_FOR.toNanos()) {
			stats = new Stats(this.ledger.states(), this.ledger.backlog().oldestAge().toMillis() / 1000.0,
					this.inbox.spilled());
			this.counted = stats;
			this.countedNanos = System.nanoTime();
		}
		return stats;
	}

	/**
	 * The figures.
	 *
	 * @param states the number of deliveries in each state
	 * @param oldestPendingSeconds the age of the oldest that still waits for a handler
	 * @param spilled the number that are stored beside the database, because it was away
	 */
	record Stats(Map<DeliveryState, Long> states, double oldestPendingSeconds, long spilled) implements Shown {

	}

}
