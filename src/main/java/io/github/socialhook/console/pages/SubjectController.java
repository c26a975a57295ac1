package io.github.socialhook.console.pages;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

import io.github.socialhook.console.operation.ProblemException;
import io.github.socialhook.console.operation.Search;
import io.github.socialhook.console.view.Page;
import io.github.socialhook.console.view.PageRenderer;
import io.github.socialhook.console.view.UnlistedNote;
import io.github.socialhook.delivery.Subject;
import io.github.socialhook.inbox.DeliveryFilter;
import io.github.socialhook.inbox.Inbox;
import io.github.socialhook.inbox.Spills;
import io.github.socialhook.inbox.SummaryPage;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** Tells the story of one subject: all of its deliveries, in the order they came. */
@Controller
final class SubjectController {

	private static final int PAGE_SIZE = 200;

	private final PageRenderer renderer;

	private final Search search;

	private final Inbox inbox;

	private final Spills spills;

	private final InstantSource clock;

	SubjectController(PageRenderer renderer, Console console, InstantSource clock) {
		this.renderer = renderer;
		this.search = new Search(console.ledger());
		this.inbox = console.inbox();
		this.spills = console.spills();
		this.clock = clock;
	}

	/** An id may contain any character, so it is a parameter. */
	@GetMapping("/subjects")
	View show(@RequestParam(defaultValue = "") String subject,
			@RequestParam(required = false) @Nullable String cursor) {
		DeliveryFilter filter = new FilterForm(subject.isEmpty() ? Map.of() : Map.of("subject", subject)).filter();
		Subject known = filter.subject();
		if (known == null) {
			throw ProblemException.badParameter("subject", "It must have the form kind:id.");
		}
		SummaryPage found = this.search.find(filter, cursor, PAGE_SIZE);
		Instant now = this.clock.instant();
		return new Page(this.renderer, "subject").with("kind", known.kind())
			.with("name", known.id())
			.with("subject", known.toString())
			.with("rows", found.entries().reversed().stream().map((delivery) -> DeliveryRow.of(delivery, now)).toList())
			.with("continued", cursor != null)
			.with("spilled", UnlistedNote.of(this.inbox, this.spills))
			.with("next", found.next());
	}

}
