package io.github.socialhook.console.api;

import java.time.Instant;
import java.util.List;

import io.github.socialhook.console.operation.HandlerActions;
import io.github.socialhook.console.operation.HandlerCounts;
import io.github.socialhook.console.operation.Statistics;
import io.github.socialhook.console.security.ApiSecurity;
import io.github.socialhook.console.security.CurrentUser;
import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.handler.HandlerDescription;
import io.github.socialhook.handler.HandlerDirectory;
import io.github.socialhook.handler.HandlerStatus;
import io.github.socialhook.inbox.Ledger;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Lists the handlers with their figures, and pauses and resumes them. */
@RestController
@RequestMapping(ApiSecurity.PATH + "/v1/handlers")
final class HandlersController {

	private final HandlerDirectory handlers;

	private final HandlerActions actions;

	private final HandlerCounts counts;

	private final Ledger ledger;

	HandlersController(HandlerDirectory handlers, HandlerActions actions, HandlerCounts counts, Ledger ledger) {
		this.handlers = handlers;
		this.actions = actions;
		this.counts = counts;
		this.ledger = ledger;
	}

	@GetMapping
	ListResponse.Counted<HandlerListItem> list() {
		Ledger.TaskCounts tasks = this.ledger.tasks(Statistics.LONGEST_COUNT);
		return ListResponse.Counted.of(this.handlers.list().stream().map((handler) -> item(handler, tasks)).toList(),
				tasks.complete());
	}

	private HandlerListItem item(HandlerDescription handler, Ledger.TaskCounts tasks) {
		HandlerStatus status = this.handlers.statusOf(handler.name()).orElse(HandlerStatus.IDLE);
		return HandlerListItem.of(handler, status, this.actions.pausedBy(handler.name(), status.pausedSince()), tasks,
				this.counts.of(handler.name()));
	}

	@PostMapping("/{name}/pause")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void pause(@PathVariable String name) {
		this.actions.pause(CurrentUser.name(), name);
	}

	@PostMapping("/{name}/resume")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void resume(@PathVariable String name) {
		this.actions.resume(CurrentUser.name(), name);
	}

	/**
	 * A handler in the list.
	 *
	 * @param name its name
	 * @param events the names of the events it takes
	 * @param unknownEvents whether it also takes what the catalogue does not know
	 * @param pausedSince since when it is paused, on every node
	 * @param pausedBy the user who has paused it; null if that is not known
	 * @param failingSince since when this node only probes it
	 * @param nextProbeAt when it is probed next
	 * @param lastError how its latest attempt failed, while it is failing
	 * @param running how many deliveries it is working on, on this node
	 * @param pending deliveries that wait for it alone
	 * @param retrying deliveries that it is to try again
	 * @param dead deliveries that it has given up
	 * @param sinceStart what it did on this node since the start
	 */
	record HandlerListItem(String name, List<String> events, boolean unknownEvents, @Nullable Instant pausedSince,
			@Nullable String pausedBy, @Nullable Instant failingSince, @Nullable Instant nextProbeAt,
			@Nullable String lastError, int running, long pending, long retrying, long dead,
			HandlerCounts.Snapshot sinceStart) {

		private static HandlerListItem of(HandlerDescription handler, HandlerStatus status, @Nullable String pausedBy,
				Ledger.TaskCounts tasks, HandlerCounts.Snapshot counts) {
			return new HandlerListItem(handler.name(), handler.events(), handler.unknownEvents(), status.pausedSince(),
					pausedBy, status.failingSince(), status.nextProbeAt(), status.lastError(), status.running(),
					tasks.of(handler.name(), DeliveryState.PENDING), tasks.of(handler.name(), DeliveryState.RETRYING),
					tasks.of(handler.name(), DeliveryState.DEAD), counts);
		}

	}

}
