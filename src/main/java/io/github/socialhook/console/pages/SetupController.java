package io.github.socialhook.console.pages;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.github.socialhook.console.view.Figures;
import io.github.socialhook.console.view.Moment;
import io.github.socialhook.console.view.Page;
import io.github.socialhook.console.view.PageRenderer;
import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.endpoint.Endpoint;
import io.github.socialhook.endpoint.Endpoints;
import io.github.socialhook.inbox.DeliveryFilter;
import io.github.socialhook.inbox.DeliverySummary;
import io.github.socialhook.inbox.Ledger;
import io.github.socialhook.inbox.SummaryPage;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.View;

/** Shows what to register in the Social+ console, and whether deliveries come. */
@Controller
final class SetupController {

	private static final int UNHANDLED = 200;

	private final PageRenderer renderer;

	private final Endpoints endpoints;

	private final Search search;

	private final InstantSource clock;

	SetupController(PageRenderer renderer, Endpoints endpoints, Ledger ledger, InstantSource clock) {
		this.renderer = renderer;
		this.endpoints = endpoints;
		this.search = new Search(ledger);
		this.clock = clock;
	}

	@GetMapping("/setup")
	View show() {
		Instant now = this.clock.instant();
		return new Page(this.renderer, "setup")
			.with("rows", this.endpoints.all().stream().map((endpoint) -> row(endpoint, now)).toList())
			.with("unhandled", unhandled());
	}

	private Row row(Endpoint endpoint, Instant now) {
		SummaryPage found = this.search
			.find(new DeliveryFilter(null, null, endpoint.name(), null, null, null, null, null), null, 1);
		Moment last = found.entries()
			.stream()
			.findFirst()
			.map((delivery) -> Moment.of(delivery.receivedAt(), now))
			.orElse(null);
		return new Row(endpoint.name().value(), endpoint.path(), endpoint.secrets().size(), last, found.next() == null);
	}

	/** The events of the latest deliveries that no handler took. */
	private List<Event> unhandled() {
		DeliveryFilter filter = new DeliveryFilter(DeliveryState.UNHANDLED, null, null, null, null, null, null, null);
		Map<String, Integer> counts = new TreeMap<>();
		for (DeliverySummary delivery : this.search.find(filter, null, UNHANDLED).entries()) {
			if (delivery.event() != null) {
				counts.merge(delivery.event(), 1, Integer::sum);
			}
		}
		return counts.entrySet()
			.stream()
			.map((event) -> new Event(event.getKey(), Figures.deliveries(event.getValue())))
			.toList();
	}

	/**
	 * An endpoint.
	 *
	 * @param name its name
	 * @param path the path to register
	 * @param secrets how many secrets are accepted
	 * @param last when its last delivery came; null if none was found
	 * @param certain whether the whole store was looked through
	 */
	record Row(String name, String path, int secrets, @Nullable Moment last, boolean certain) {

	}

	/**
	 * An event that no handler takes.
	 *
	 * @param name its name
	 * @param count how many there are among the latest
	 */
	record Event(String name, String count) {

	}

}
