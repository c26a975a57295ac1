package io.github.socialhook.console.pages;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.github.socialhook.console.operation.ProblemException;
import io.github.socialhook.console.operation.ReplayActions;
import io.github.socialhook.console.security.CurrentUser;
import io.github.socialhook.console.view.Figures;
import io.github.socialhook.console.view.Moment;
import io.github.socialhook.console.view.Page;
import io.github.socialhook.console.view.PageExceptionResolver;
import io.github.socialhook.console.view.PageRenderer;
import io.github.socialhook.console.view.Redirect;
import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.handler.HandlerDirectory;
import io.github.socialhook.inbox.DeliveryFilter;
import io.github.socialhook.inbox.Ledger;
import io.github.socialhook.inbox.Replay;
import io.github.socialhook.inbox.Replayer;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** Shows the replays of many deliveries, begins and cancels them. */
@Controller
@RequestMapping("/replays")
final class ReplayPageController {

	private static final int ALL = 100;

	private final PageRenderer renderer;

	private final Replayer replayer;

	private final ReplayActions actions;

	private final HandlerDirectory handlers;

	private final InstantSource clock;

	ReplayPageController(PageRenderer renderer, Replayer replayer, ReplayActions actions, HandlerDirectory handlers,
			InstantSource clock) {
		this.renderer = renderer;
		this.replayer = replayer;
		this.actions = actions;
		this.handlers = handlers;
		this.clock = clock;
	}

	@GetMapping
	View list(@RequestParam(defaultValue = "") String notice) {
		Instant now = this.clock.instant();
		List<Row> rows = this.replayer.list().stream().map((replay) -> Row.of(replay, now)).toList();
		return new Page(this.renderer, "replays").with("rows", rows)
			.with("running", rows.stream().anyMatch(Row::isMoving))
			.with("log", this.actions.hasLog())
			.with("notice", switch (notice) {
				case "begun" -> "The replay has begun.";
				case "discarding" -> "The dead letters are being discarded.";
				case "cancelled" -> "It is cancelled. What was done before stays as it is.";
				default -> null;
			});
	}

	/** Counts first, so that the button can say what it does. */
	@GetMapping("/new")
	View prepare(@RequestParam MultiValueMap<String, String> query) {
		FilterForm filter = FilterForm.of(query);
		Ledger.Count count = this.actions.count(filter.filter());
		String number = Figures.deliveries(count.number());
		return new Page(this.renderer, "replay").with("filter", filter)
			.with("any", count.number() > 0 || !count.complete())
			.with("includeHandled", filter.get("state").equals(DeliveryState.HANDLED.name()))
			.with("matches", (count.complete() ? "exactly " : "at least ") + number)
			.with("count", count.complete() ? number : "all of them");
	}

	@PostMapping
	View begin(@RequestParam MultiValueMap<String, String> form) {
		this.actions.begin(CurrentUser.name(), FilterForm.of(form).filter(), form.containsKey("includeHandled"),
				form.containsKey("paced"));
		return new Redirect("/replays?notice=begun");
	}

	/** Asks for a range of time, and counts what the log has of it. */
	@GetMapping("/log")
	View prepareFromLog(@RequestParam MultiValueMap<String, String> query) {
		FilterForm range = FilterForm.ofLog(query);
		Page page = new Page(this.renderer, "replaylog").with("handlers", this.handlers.names());
		if (range.isEmpty()) {
			return page.with("filter", range);
		}
		Instant now = this.clock.instant();
		// What is received until the button is pressed was not counted.
		FilterForm counted = range.withDefault("to", now.toString());
		try {
			Replayer.Log.Range found = this.actions.findInLog(counted.filter());
			return page.with("filter", counted)
				.with("count", Figures.count(found.number()))
				.with("any", found.number() > 0)
				.with("deletedBefore", Moment.ofNullable(found.deletedBefore(), now));
		}
		catch (ProblemException ex) {
			return page.status(HttpStatus.valueOf(ex.problem().status()))
				.with("filter", range)
				.with("problem", PageExceptionResolver.describe(ex.problem()));
		}
	}

	@PostMapping("/log")
	View beginFromLog(@RequestParam MultiValueMap<String, String> form) {
		DeliveryFilter range = FilterForm.ofLog(form).filter();
		this.actions.findInLog(range);
		this.actions.beginFromLog(CurrentUser.name(), range);
		return new Redirect("/replays?notice=begun");
	}

	@PostMapping("/{id}/cancel")
	View cancel(@PathVariable String id) {
		this.actions.cancel(CurrentUser.name(), id);
		return new Redirect("/replays?notice=cancelled");
	}

	/**
	 * A replay.
	 *
	 * @param id its id
	 * @param user who asked for it
	 * @param discard whether it discards them, instead of replaying them
	 * @param fromLog whether it reads them from the log
	 * @param filter which deliveries are meant
	 * @param requested when it was asked for
	 * @param matched how many deliveries were meant
	 * @param done how many of them it has dealt with
	 * @param replayed how many of those were made due again, or discarded
	 * @param leftOut how many of those were not
	 * @param percent how much of it is done
	 * @param ended when it ended; null while it continues
	 * @param cancelled whether someone ended it
	 * @param stopped whether it ended because deliveries failed again
	 * @param paced whether it stops between until what it made due is handled
	 * @param outcomes what became of what it made due; null if that is not recorded
	 */
	record Row(String id, String user, boolean discard, boolean fromLog, FilterForm filter, Moment requested,
			String matched, String done, String replayed, String leftOut, long percent, @Nullable Moment ended,
			boolean cancelled, boolean stopped, boolean paced, @Nullable Outcomes outcomes) {

		private static Row of(Replay replay, Instant now) {
			long percent = (replay.matched() > 0) ? Math.min(ALL, replay.done() * ALL / replay.matched()) : ALL;
			return new Row(replay.id(), replay.user(), replay.action() == Replay.Action.DISCARD, replay.fromLog(),
					form(replay.filter()), Moment.of(replay.requestedAt(), now), Figures.count(replay.matched()),
					Figures.count(replay.done()), Figures.count(replay.replayed()),
					Figures.count(replay.done() - replay.replayed()), percent, Moment.ofNullable(replay.endedAt(), now),
					replay.cancelled(), replay.stopped(), replay.paced(), Outcomes.of(replay));
		}

		/** Whether its figures may change at any moment. */
		private boolean isMoving() {
			return this.ended == null || (this.outcomes != null && !this.outcomes.waiting().equals("0"));
		}

		private static FilterForm form(DeliveryFilter filter) {
			Map<String, String> values = new TreeMap<>();
			put(values, "state", filter.state());
			put(values, "event", filter.event());
			put(values, "endpoint", filter.endpoint());
			put(values, "subject", filter.subject());
			put(values, "handler", filter.handler());
			put(values, "from", filter.from());
			put(values, "to", filter.to());
			put(values, "q", filter.text());
			put(values, "refersTo", filter.reference());
			put(values, "error", filter.error());
			put(values, "replay", filter.replay());
			return new FilterForm(values);
		}

		private static void put(Map<String, String> values, String name, @Nullable Object value) {
			if (value != null) {
				values.put(name, value.toString());
			}
		}

	}

	/**
	 * What became of the deliveries that a replay made due.
	 *
	 * @param handled how many were handled
	 * @param failed how many have failed again
	 * @param waiting how many are not handled yet
	 * @param other how many ended otherwise; null if none did
	 */
	record Outcomes(String handled, String failed, String waiting, @Nullable String other) {

		private static @Nullable Outcomes of(Replay replay) {
			Replay.Outcomes known = replay.outcomes();
			if (known == null) {
				return null;
			}
			long failed = known.failed() + known.retrying();
			return new Outcomes(Figures.count(known.handled()), Figures.count(failed),
					Figures.count(Math.max(0, replay.replayed() - known.handled() - failed - known.other())),
					(known.other() > 0) ? Figures.count(known.other()) : null);
		}

	}

}
