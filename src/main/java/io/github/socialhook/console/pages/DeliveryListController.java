package io.github.socialhook.console.pages;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

import io.github.socialhook.console.operation.HandlerParameterValidator;
import io.github.socialhook.console.operation.ProblemException;
import io.github.socialhook.console.operation.Search;
import io.github.socialhook.console.view.Moment;
import io.github.socialhook.console.view.Page;
import io.github.socialhook.console.view.PageExceptionResolver;
import io.github.socialhook.console.view.PageRenderer;
import io.github.socialhook.console.view.UnlistedNote;
import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.endpoint.Endpoint;
import io.github.socialhook.endpoint.Endpoints;
import io.github.socialhook.handler.HandlerDirectory;
import io.github.socialhook.inbox.DeliveryFilter;
import io.github.socialhook.inbox.Inbox;
import io.github.socialhook.inbox.Ledger;
import io.github.socialhook.inbox.Spills;
import io.github.socialhook.inbox.SummaryPage;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** Lists and filters the deliveries. */
@Controller
final class DeliveryListController {

	private static final int PAGE_SIZE = 50;

	/** What few look for, so that it is folded away. */
	private static final List<String> RARE = List.of("refersTo", "error", "replay", "handler", "endpoint", "from",
			"to");

	private final PageRenderer renderer;

	private final Ledger ledger;

	private final Inbox inbox;

	private final Spills spills;

	private final Search search;

	private final HandlerParameterValidator validator;

	private final HandlerDirectory handlers;

	private final Endpoints endpoints;

	private final InstantSource clock;

	DeliveryListController(PageRenderer renderer, Console console, Endpoints endpoints, InstantSource clock) {
		this.renderer = renderer;
		this.ledger = console.ledger();
		this.inbox = console.inbox();
		this.spills = console.spills();
		this.search = new Search(console.ledger());
		this.validator = new HandlerParameterValidator(console.handlers(), console.ledger());
		this.handlers = console.handlers();
		this.endpoints = endpoints;
		this.clock = clock;
	}

	@GetMapping("/deliveries")
	View list(@RequestParam MultiValueMap<String, String> query) {
		FilterForm filter = FilterForm.of(query);
		String cursor = query.getFirst("cursor");
		Page page = new Page(this.renderer, "deliveries").with("filter", filter)
			.with("states", List.of(DeliveryState.values()))
			.with("endpoints", this.endpoints.all().stream().map(Endpoint::name).toList())
			.with("handlers", this.handlers.names())
			.with("more", RARE.stream().anyMatch((name) -> !filter.get(name).isEmpty()))
			.with("continued", cursor != null)
			.with("spilled", UnlistedNote.of(this.inbox, this.spills));
		try {
			DeliveryFilter valid = this.validator.validate(filter.filter());
			Instant now = this.clock.instant();
			page.with("unindexed", (valid.reference() != null)
					? Moment.ofNullable(this.ledger.indexedUntil().orElse(null), now) : null);
			SummaryPage found = this.search.find(valid, cursor, PAGE_SIZE);
			return page.with("rows", found.entries().stream().map((delivery) -> DeliveryRow.of(delivery, now)).toList())
				.with("next", found.next());
		}
		catch (ProblemException ex) {
			return page.status(HttpStatus.valueOf(ex.problem().status()))
				.with("rows", List.of())
				.with("problem", PageExceptionResolver.describe(ex.problem()));
		}
	}

}
