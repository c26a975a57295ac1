package io.github.socialhook.demo;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.delivery.HandlingOutcome;
import io.github.socialhook.delivery.RequestOutcome;
import org.jspecify.annotations.Nullable;

/**
 * The result of one request of the demo.
 *
 * @param outcome how it was answered; absent if it was not received
 * @param state where its delivery stands; absent if nothing was stored or settled
 * @param attempts what its handlers did, in order
 */
record DemoResult(@Nullable RequestOutcome outcome, @Nullable DeliveryState state, List<Attempt> attempts) {

	@Override
	public String toString() {
		if (this.outcome == null) {
			return "not received";
		}
		return switch (this.outcome) {
			case STORED -> (this.state != null) ? describe(this.state) : "STORED, not settled in time";
			case DUPLICATE -> "DUPLICATE: stored before, not handled again";
			case LEGACY -> "LEGACY: discarded, because it is also sent signed";
			default -> this.outcome + ": rejected";
		};
	}

	private String describe(DeliveryState settled) {
		return switch (settled) {
			case HANDLED -> "HANDLED by " + handlers();
			case UNHANDLED -> "UNHANDLED: stored, no handler takes it";
			case UNREADABLE -> "UNREADABLE: stored as it is";
			case PENDING, RETRYING, DEAD, DUPLICATE, DISCARDED -> settled + ": " + handlers();
		};
	}

	private String handlers() {
		Map<String, Integer> attemptsByHandler = new TreeMap<>();
		this.attempts.forEach((attempt) -> attemptsByHandler.merge(attempt.handler(), 1, Integer::sum));
		return attemptsByHandler.entrySet()
			.stream()
			.map((entry) -> (entry.getValue() == 1) ? entry.getKey()
					: entry.getKey() + " in attempt " + entry.getValue())
			.collect(Collectors.joining(", "));
	}

	/**
	 * One attempt of a handler.
	 *
	 * @param handler its name
	 * @param outcome how it ended
	 */
	record Attempt(String handler, HandlingOutcome outcome) {
	}

}
