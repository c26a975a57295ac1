package io.github.socialhook.console;

import java.util.List;
import java.util.Map;

import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.handler.HandlerDescription;
import io.github.socialhook.handler.HandlerDirectory;
import io.github.socialhook.inbox.Ledger;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows the handlers: what each takes, and its figures. */
@RestController
@RequestMapping(ApiDoor.PATH + "/v1/handlers")
final class HandlersController {

	private final HandlerDirectory handlers;

	private final HandlerCounts counts;

	private final Ledger ledger;

	HandlersController(HandlerDirectory handlers, HandlerCounts counts, Ledger ledger) {
		this.handlers = handlers;
		this.counts = counts;
		this.ledger = ledger;
	}

	@GetMapping
	Listing<HandlerLine> list() {
		Map<String, Map<DeliveryState, Long>> tasks = this.ledger.tasks();
		List<HandlerLine> lines = this.handlers.list()
			.stream()
			.map((handler) -> HandlerLine.of(handler, tasks.get(handler.name()), this.counts.of(handler.name())))
			.toList();
		return Listing.all(lines);
	}

	/**
	 * A handler in the list.
	 *
	 * @param name its name
	 * @param events the names of the events it takes
	 * @param unknownEvents whether it also takes what the catalogue does not know
	 * @param pending deliveries that it lags behind with, or that wait to be replayed to
	 * it alone
	 * @param retrying deliveries that it is to try again
	 * @param dead deliveries that it has given up
	 * @param sinceStart what it did on this node since the start
	 */
	record HandlerLine(String name, List<String> events, boolean unknownEvents, long pending, long retrying, long dead,
			HandlerCounts.Snapshot sinceStart) {

		private static HandlerLine of(HandlerDescription handler, @Nullable Map<DeliveryState, Long> stored,
				HandlerCounts.Snapshot counts) {
			Map<DeliveryState, Long> tasks = (stored != null) ? stored : Map.of();
			return new HandlerLine(handler.name(), handler.events(), handler.unknownEvents(),
					tasks.getOrDefault(DeliveryState.PENDING, 0L), tasks.getOrDefault(DeliveryState.RETRYING, 0L),
					tasks.getOrDefault(DeliveryState.DEAD, 0L), counts);
		}

	}

}
