package io.github.socialhook.console.pages;

import java.nio.charset.StandardCharsets;

import io.github.socialhook.console.operation.DiscardActions;
import io.github.socialhook.console.operation.ReplayActions;
import io.github.socialhook.console.security.CurrentUser;
import io.github.socialhook.console.view.Figures;
import io.github.socialhook.console.view.Page;
import io.github.socialhook.console.view.PageRenderer;
import io.github.socialhook.console.view.Redirect;
import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.inbox.Ledger;

import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.util.UriUtils;

/** Discards dead letters, each time after a question that says how many. */
@Controller
final class DiscardPageController {

	private final PageRenderer renderer;

	private final Ledger ledger;

	private final DiscardActions actions;

	DiscardPageController(PageRenderer renderer, Ledger ledger, DiscardActions actions) {
		this.renderer = renderer;
		this.ledger = ledger;
		this.actions = actions;
	}

	@GetMapping("/discards/new")
	View prepare(@RequestParam MultiValueMap<String, String> query) {
		FilterForm filter = FilterForm.of(query);
		Ledger.Count count = this.actions.count(filter.filter());
		String number = Figures.deliveries(count.number());
		return new Page(this.renderer, "discard").with("filter", filter)
			.with("any", count.number() > 0 || !count.complete())
			.with("path", "/discards")
			.with("back", "/deliveries?" + filter.query())
			.with("matches", (count.complete() ? "exactly " : "at least ") + number)
			.with("count", count.complete() ? number : "all of them");
	}

	@PostMapping("/discards")
	View begin(@RequestParam MultiValueMap<String, String> form) {
		this.actions.begin(CurrentUser.name(), FilterForm.of(form).filter());
		return new Redirect("/replays?notice=discarding");
	}

	@GetMapping("/deliveries/{id}/discard")
	View prepare(@PathVariable String id) {
		DeliveryId known = ReplayActions.idOf(id);
		if (this.ledger.details(known).isEmpty()) {
			throw ReplayActions.noSuchDelivery();
		}
		return new Page(this.renderer, "discard").with("any", true)
			.with("delivery", known.value())
			.with("path", path(known) + "/discard")
			.with("back", path(known))
			.with("count", Figures.deliveries(1));
	}

	@PostMapping("/deliveries/{id}/discard")
	View discard(@PathVariable String id) {
		DeliveryId known = ReplayActions.idOf(id);
		this.actions.discard(CurrentUser.name(), known, null);
		return new Redirect(path(known) + "?notice=discarded");
	}

	private static String path(DeliveryId id) {
		return "/deliveries/" + UriUtils.encode(id.value(), StandardCharsets.UTF_8);
	}

}
