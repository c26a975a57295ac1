package io.github.socialhook.console.pages;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.socialhook.console.operation.Parameters;
import io.github.socialhook.console.operation.Search;
import io.github.socialhook.console.operation.SpillActions;
import io.github.socialhook.console.operation.Statistics;
import io.github.socialhook.console.operation.TrafficRange;
import io.github.socialhook.console.operation.TrafficReports;
import io.github.socialhook.console.security.CurrentUser;
import io.github.socialhook.console.security.PagesSecurity;
import io.github.socialhook.console.security.Users;
import io.github.socialhook.console.view.Alert;
import io.github.socialhook.console.view.Figures;
import io.github.socialhook.console.view.Moment;
import io.github.socialhook.console.view.Page;
import io.github.socialhook.console.view.PageRenderer;
import io.github.socialhook.console.view.Redirect;
import io.github.socialhook.console.view.SharedParts;
import io.github.socialhook.console.view.UnusedSpill;
import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.handler.HandlerDescription;
import io.github.socialhook.handler.HandlerDirectory;
import io.github.socialhook.handler.HandlerStatus;
import io.github.socialhook.inbox.DeliveryFilter;
import io.github.socialhook.inbox.DeliverySummary;
import io.github.socialhook.inbox.EmbeddedStore;
import io.github.socialhook.inbox.Inbox;
import io.github.socialhook.inbox.Ledger;
import io.github.socialhook.inbox.Outage;
import io.github.socialhook.inbox.Spills;
import io.github.socialhook.inbox.StoreUnavailableException;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** Says whether everything is well, and if not, what is wrong. */
@Controller
final class OverviewController {

	/** What waits for longer is not just being handled. */
	private static final Duration LONG = Duration.ofMinutes(1);

	private static final int LATEST = 5;

	private static final Map<DeliveryState, String> MEANINGS = Map.of(DeliveryState.PENDING, "wait for a handler",
			DeliveryState.RETRYING, "failed, will be retried", DeliveryState.DEAD, "failed for good",
			DeliveryState.HANDLED, "all handlers returned", DeliveryState.UNHANDLED, "no handler takes the event",
			DeliveryState.UNREADABLE, "the body is not JSON", DeliveryState.DUPLICATE, "stored before",
			DeliveryState.DISCARDED, "failed, discarded by a user");

	/** Shown even if there are none. */
	private static final Set<DeliveryState> ALWAYS = EnumSet.of(DeliveryState.PENDING, DeliveryState.HANDLED,
			DeliveryState.RETRYING, DeliveryState.DEAD);

	private final PageRenderer renderer;

	private final PagesSecurity security;

	private final Ledger ledger;

	private final Search search;

	private final Inbox inbox;

	private final @Nullable EmbeddedStore store;

	private final Statistics statistics;

	private final TrafficReports traffic;

	private final HandlerDirectory handlers;

	private final Spills spills;

	private final SpillActions actions;

	private final SharedParts parts;

	private final InstantSource clock;

	OverviewController(PageRenderer renderer, PagesSecurity security, Console console, SpillActions actions,
			SharedParts parts, InstantSource clock) {
		this.renderer = renderer;
		this.security = security;
		this.ledger = console.ledger();
		this.search = new Search(console.ledger());
		this.inbox = console.inbox();
		this.store = console.store();
		this.statistics = console.statistics();
		this.traffic = console.traffic();
		this.handlers = console.handlers();
		this.spills = console.spills();
		this.actions = actions;
		this.parts = parts;
		this.clock = clock;
	}

	/** A browser that refreshes a part of the page gets that part, as others do then. */
	@GetMapping("/")
	View show(@RequestParam MultiValueMap<String, String> query,
			@RequestHeader(name = "HX-Target", required = false) @Nullable String target) {
		if (this.security.isClosed()) {
			return new Page(this.renderer, "closed").with("command", Users.HASH_COMMAND);
		}
		TrafficRange range = Parameters.of(query, Set.of("range")).range();
		return switch (target) {
			case "live" -> this.parts.get("live", this::live);
			case "traffic" -> this.parts.get("traffic " + range.key(), () -> traffic(range));
			case null, default -> page(range);
		};
	}

	Page page(TrafficRange range) {
		Page page = new Page(this.renderer, "overview");
		addState(page, range);
		return page;
	}

	private Page live() {
		Page page = Page.parts(this.renderer, "overview", Set.of("live", "dead"));
		// The form of a spill has a token of its user.
		return addState(page, null).isEmpty() ? page.shared() : page;
	}

	private Page traffic(TrafficRange range) {
		Page page = Page.parts(this.renderer, "overview", Set.of("traffic"));
		addTraffic(page, range);
		return page.shared();
	}

	/** Returns the spills that are shown. */
	private List<UnusedSpill> addState(Page page, @Nullable TrafficRange range) {
		Instant now = this.clock.instant();
		List<Alert> alerts = new ArrayList<>();
		addOutage(alerts, now);
		addHandlers(alerts, now);
		List<UnusedSpill> spills = List.of();
		try {
			spills = addStore(page, alerts, now);
			if (range != null) {
				addTraffic(page, range);
			}
		}
		catch (StoreUnavailableException ex) {
			alerts.addFirst(Alert.bad("The database is unavailable, so nothing else can be shown.", null, null));
		}
		page.with("alerts", alerts);
		return spills;
	}

	private void addTraffic(Page page, TrafficRange range) {
		page.with("traffic", TrafficCharts.of(this.traffic.of(range))).with("ranges", TrafficRange.values());
	}

	@PostMapping("/spills/{name}/forget")
	View forgetSpill(@PathVariable String name) {
		this.actions.forget(CurrentUser.name(), name);
		return new Redirect("/");
	}

	private void addOutage(List<Alert> alerts, Instant now) {
		Outage outage = this.inbox.lastOutage().orElse(null);
		if (outage != null && !outage.over()) {
			alerts.add(Alert.bad("The database has accepted no writes since " + Moment.of(outage.since(), now).text()
					+ ": " + outage.cause(), null, null));
		}
		long spilled = this.inbox.spilled();
		if (spilled > 0) {
			alerts.add(Alert.warning(
					Figures.deliveries(spilled)
							+ " in the spill of this instance, to be moved to the database when it is back.",
					null, null));
		}
	}

	private void addHandlers(List<Alert> alerts, Instant now) {
		for (HandlerDescription handler : this.handlers.list()) {
			HandlerStatus status = this.handlers.statusOf(handler.name()).orElse(HandlerStatus.IDLE);
			if (status.pausedSince() != null) {
				alerts.add(Alert.warning(
						"The handler " + handler.name() + " has been paused since "
								+ Moment.of(status.pausedSince(), now).text() + ". Its deliveries wait.",
						"/handlers", "Handlers"));
			}
			if (status.failingSince() != null) {
				alerts.add(Alert.bad("The handler " + handler.name() + " has failed for nearly all deliveries since "
						+ Moment.of(status.failingSince(), now).text()
						+ ". This instance only probes it; its deliveries wait.", "/handlers", "Handlers"));
			}
		}
	}

	private List<UnusedSpill> addStore(Page page, List<Alert> alerts, Instant now) {
		Statistics.Figures figures = this.statistics.current();
		addFigures(alerts, figures);
		List<UnusedSpill> spills = UnusedSpill.of(this.spills, now);
		addSpills(alerts, spills);
		DeliverySummary last = this.ledger.search(DeliveryFilter.ALL, null, 1)
			.entries()
			.stream()
			.findFirst()
			.orElse(null);
		page.with("last", (last != null) ? DeliveryRow.of(last, now) : null)
			.with("tiles", tiles(figures))
			.with("counted", Moment.of(figures.countedAt(), now))
			.with("oldest", (figures.backlog().pending() > 0) ? Moment.length(figures.backlog().oldestAge()) : null)
			.with("spilled", Figures.count(figures.spilled()))
			.with("size", (this.store != null) ? Figures.size(this.store.bytes()) : null)
			.with("spills", spills)
			.with("dead", latestDead(now));
		return spills;
	}

	private static void addSpills(List<Alert> alerts, List<UnusedSpill> spills) {
		if (!spills.isEmpty()) {
			long known = spills.stream().mapToLong(UnusedSpill::deliveries).sum();
			String text = (known > 0) ? Figures.deliveries(known) + " in local spills that no instance uses."
					: "A local spill that no instance uses may have deliveries.";
			alerts.add(Alert.bad(text + " Start an instance with that file.", "/#spills", "Which"));
		}
	}

	private static void addFigures(List<Alert> alerts, Statistics.Figures figures) {
		Duration untried = figures.backlog().oldestUntriedAge();
		if (untried.compareTo(LONG) > 0) {
			alerts.add(Alert.warning(
					"A delivery has been waiting for its first attempt for " + Moment.length(untried)
							+ ": its handler is slow, paused or failing.",
					"/deliveries?state=PENDING", "Waiting deliveries"));
		}
		long dead = figures.backlog().dead();
		if (dead > 0) {
			alerts.add(Alert.warning(Figures.deliveries(dead) + " failed for good. Correct the handler, then replay "
					+ ((dead == 1) ? "it." : "them."), "/deliveries?state=DEAD", "Dead letters"));
		}
	}

	private static List<Tile> tiles(Statistics.Figures figures) {
		List<Tile> tiles = new ArrayList<>();
		MEANINGS.keySet().stream().sorted().forEach((state) -> {
			Long count = figures.states().get(state);
			if (count != null && (count > 0 || ALWAYS.contains(state))) {
				tiles.add(new Tile(state.name(), DeliveryRow.kind(state), Figures.count(count), MEANINGS.get(state),
						count == 0));
			}
		});
		return tiles;
	}

	private List<DeliveryRow> latestDead(Instant now) {
		DeliveryFilter dead = new DeliveryFilter(DeliveryState.DEAD, null, null, null, null, null, null, null);
		return this.search.find(dead, null, LATEST)
			.entries()
			.stream()
			.map((delivery) -> DeliveryRow.of(delivery, now))
			.toList();
	}

	/**
	 * The number of deliveries in a state.
	 *
	 * @param state the state
	 * @param kind the state, as the style sheet calls it
	 * @param count how many there are
	 * @param meaning what the state means
	 * @param none whether there are none
	 */
	record Tile(String state, String kind, String count, @Nullable String meaning, boolean none) {

	}

}
