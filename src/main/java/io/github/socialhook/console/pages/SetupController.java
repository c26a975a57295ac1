package io.github.socialhook.console.pages;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import io.github.socialhook.console.operation.ProblemException;
import io.github.socialhook.console.operation.Search;
import io.github.socialhook.console.operation.TestEvents;
import io.github.socialhook.console.security.CurrentUser;
import io.github.socialhook.console.view.Figures;
import io.github.socialhook.console.view.Moment;
import io.github.socialhook.console.view.Page;
import io.github.socialhook.console.view.PageRenderer;
import io.github.socialhook.console.view.Redirect;
import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.endpoint.Endpoint;
import io.github.socialhook.endpoint.Endpoints;
import io.github.socialhook.event.catalogue.EventCatalogue;
import io.github.socialhook.handler.HandlerDirectory;
import io.github.socialhook.inbox.DeliveryFilter;
import io.github.socialhook.inbox.DeliverySummary;
import io.github.socialhook.inbox.Ledger;
import io.github.socialhook.inbox.SummaryPage;
import io.github.socialhook.source.PublishedRegion;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.View;
import org.springframework.web.util.UriUtils;

/** Shows what to register in the Social+ console, and whether deliveries come. */
@Controller
final class SetupController {

	private static final int UNHANDLED = 200;

	/** Among how many deliveries the events are looked for. */
	private static final int LATEST = 10_000;

	private final PageRenderer renderer;

	private final Endpoints endpoints;

	private final Ledger ledger;

	private final Search search;

	private final HandlerDirectory handlers;

	private final TestEvents tests;

	private final InstantSource clock;

	SetupController(PageRenderer renderer, Console console, Endpoints endpoints, TestEvents tests,
			InstantSource clock) {
		this.renderer = renderer;
		this.endpoints = endpoints;
		this.ledger = console.ledger();
		this.search = new Search(console.ledger());
		this.handlers = console.handlers();
		this.tests = tests;
		this.clock = clock;
	}

	@GetMapping("/setup")
	View show() {
		Instant now = this.clock.instant();
		return new Page(this.renderer, "setup")
			.with("rows", this.endpoints.all().stream().map((endpoint) -> row(endpoint, now)).toList())
			.with("unhandled", unhandled())
			.with("latest", Figures.count(LATEST))
			.with("missing", missing())
			.with("regions", PublishedRegion.all());
	}

	/** Leads to the delivery, which shows what became of it. */
	@PostMapping("/setup/{endpoint}/test")
	View test(@PathVariable String endpoint) {
		TestEvents.Result result = this.tests.send(CurrentUser.name(), endpoint);
		if (result.status() != HttpStatus.OK.value()) {
			throw ProblemException.of(HttpStatus.BAD_GATEWAY, "The public port answered with the status "
					+ result.status() + ". Rejections says why. Nothing was stored.");
		}
		DeliveryId id = result.id();
		return new Redirect(
				(id != null) ? "/deliveries/" + UriUtils.encode(id.value(), StandardCharsets.UTF_8) + "?notice=tested"
						: "/deliveries?event=" + TestEvents.NAME);
	}

	/**
	 * The events that a handler takes and that did not come, under any of their names.
	 */
	private List<Missing> missing() {
		Set<String> came = this.ledger.events(LATEST).keySet();
		return this.handlers.list()
			.stream()
			.map((handler) -> new Missing(handler.name(),
					handler.events().stream().filter((event) -> !hasCome(event, came)).toList(),
					handler.events().size()))
			.filter((handler) -> !handler.events().isEmpty())
			.toList();
	}

	private static boolean hasCome(String event, Set<String> came) {
		return came.contains(event) || EventCatalogue.types()
			.stream()
			.filter((type) -> type.name().equals(event) || type.aliases().contains(event))
			.anyMatch((type) -> came.contains(type.name()) || type.aliases().stream().anyMatch(came::contains));
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

	/**
	 * What a handler takes and did not come.
	 *
	 * @param handler the name of the handler
	 * @param events the events
	 * @param taken how many events it takes
	 */
	record Missing(String handler, List<String> events, int taken) {

	}

}
