package io.github.socialhook.console.pages;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

import io.github.socialhook.console.operation.HandlerActions;
import io.github.socialhook.console.operation.HandlerCounts;
import io.github.socialhook.console.operation.Statistics;
import io.github.socialhook.console.security.CurrentUser;
import io.github.socialhook.console.view.Figures;
import io.github.socialhook.console.view.Moment;
import io.github.socialhook.console.view.Page;
import io.github.socialhook.console.view.PageRenderer;
import io.github.socialhook.console.view.Redirect;
import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.handler.HandlerDescription;
import io.github.socialhook.handler.HandlerDirectory;
import io.github.socialhook.handler.HandlerStatus;
import io.github.socialhook.inbox.Ledger;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** Shows the handlers, and pauses and resumes them. */
@Controller
@RequestMapping("/handlers")
final class HandlerListController {

	private final PageRenderer renderer;

	private final HandlerDirectory handlers;

	private final HandlerActions actions;

	private final HandlerCounts counts;

	private final Ledger ledger;

	private final InstantSource clock;

	HandlerListController(PageRenderer renderer, HandlerDirectory handlers, HandlerActions actions,
			HandlerCounts counts, Ledger ledger, InstantSource clock) {
		this.renderer = renderer;
		this.handlers = handlers;
		this.actions = actions;
		this.counts = counts;
		this.ledger = ledger;
		this.clock = clock;
	}

	@GetMapping
	View list(@RequestParam(defaultValue = "") String notice) {
		Ledger.TaskCounts tasks = this.ledger.tasks(Statistics.LONGEST_COUNT);
		Instant now = this.clock.instant();
		List<Row> rows = this.handlers.list().stream().map((handler) -> row(handler, tasks, now)).toList();
		Page page = new Page(this.renderer, "handlers").with("rows", rows).with("complete", tasks.complete());
		return page.with("notice", switch (notice) {
			case "paused" -> "The handler is paused on every instance. Its deliveries wait, and nothing is lost.";
			case "resumed" -> "The handler is resumed.";
			default -> null;
		});
	}

	private Row row(HandlerDescription handler, Ledger.TaskCounts tasks, Instant now) {
		HandlerStatus status = this.handlers.statusOf(handler.name()).orElse(HandlerStatus.IDLE);
		HandlerCounts.Snapshot counts = this.counts.of(handler.name());
		return new Row(handler.name(), String.join(", ", handler.events()), handler.events().size(),
				handler.unknownEvents(), Moment.ofNullable(status.pausedSince(), now),
				this.actions.pausedBy(handler.name(), status.pausedSince()),
				Moment.ofNullable(status.failingSince(), now), Moment.ofNullable(status.nextProbeAt(), now),
				status.lastError(), status.running(), count(tasks, handler, DeliveryState.PENDING),
				count(tasks, handler, DeliveryState.RETRYING), count(tasks, handler, DeliveryState.DEAD),
				Figures.count(counts.handled()), Figures.count(counts.failed() + counts.dead()),
				Moment.length(Duration.ofMillis(Math.round(counts.meanMillis()))));
	}

	private static String count(Ledger.TaskCounts tasks, HandlerDescription handler, DeliveryState state) {
		return Figures.count(tasks.of(handler.name(), state),
				(state == DeliveryState.PENDING) ? tasks.allPending() : tasks.allFailing());
	}

	@PostMapping("/{name}/pause")
	View pause(@PathVariable String name) {
		this.actions.pause(CurrentUser.name(), name);
		return new Redirect("/handlers?notice=paused");
	}

	@PostMapping("/{name}/resume")
	View resume(@PathVariable String name) {
		this.actions.resume(CurrentUser.name(), name);
		return new Redirect("/handlers?notice=resumed");
	}

	/**
	 * A handler.
	 *
	 * @param name its name
	 * @param events the events it takes
	 * @param eventCount how many those are
	 * @param unknownEvents whether it also takes what the catalogue does not know
	 * @param paused since when it is paused; null if it is not
	 * @param pausedBy who has paused it; null if that is not known
	 * @param failing since when this instance only probes it; null if it does not
	 * @param probe when it is probed next; null if it is being probed
	 * @param error how its latest attempt failed; null if it is not failing
	 * @param running how many deliveries it is working on, on this instance
	 * @param pending deliveries that wait for it alone
	 * @param retrying deliveries that it is to try again
	 * @param dead deliveries that it has given up
	 * @param handled attempts that succeeded on this instance since the start
	 * @param failed attempts that failed on this instance since the start
	 * @param mean how long an attempt took on average
	 */
	record Row(String name, String events, int eventCount, boolean unknownEvents, @Nullable Moment paused,
			@Nullable String pausedBy, @Nullable Moment failing, @Nullable Moment probe, @Nullable String error,
			int running, String pending, String retrying, String dead, String handled, String failed, String mean) {

	}

}
