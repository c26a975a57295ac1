package io.github.socialhook.console.api;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.github.socialhook.console.operation.BodyDownload;
import io.github.socialhook.console.operation.HandlerParameterValidator;
import io.github.socialhook.console.operation.Parameters;
import io.github.socialhook.console.operation.ReplayActions;
import io.github.socialhook.console.operation.Search;
import io.github.socialhook.console.operation.WaitReasons;
import io.github.socialhook.console.security.ApiSecurity;
import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.handler.HandlerDirectory;
import io.github.socialhook.inbox.DeliveryDetails;
import io.github.socialhook.inbox.DeliveryFilter;
import io.github.socialhook.inbox.Ledger;
import io.github.socialhook.inbox.SummaryPage;
import io.github.socialhook.redaction.Redaction;
import org.jspecify.annotations.Nullable;

import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows the deliveries. */
@RestController
@RequestMapping(ApiSecurity.PATH + "/v1/deliveries")
final class DeliveriesController {

	private static final Set<String> PARAMETERS = new HashSet<>(Parameters.FILTER);

	static {
		PARAMETERS.add("cursor");
		PARAMETERS.add("limit");
	}

	private final Ledger ledger;

	private final Search search;

	private final HandlerDirectory handlers;

	private final HandlerParameterValidator validator;

	private final WaitReasons waits;

	private final Redaction redaction;

	DeliveriesController(Ledger ledger, HandlerDirectory handlers, WaitReasons waits, Redaction redaction) {
		this.redaction = redaction;
		this.waits = waits;
		this.ledger = ledger;
		this.search = new Search(ledger);
		this.handlers = handlers;
		this.validator = new HandlerParameterValidator(handlers, ledger);
	}

	@GetMapping
	DeliveryListResponse list(@RequestParam MultiValueMap<String, String> query) {
		Parameters parameters = Parameters.of(query, PARAMETERS);
		DeliveryFilter filter = this.validator.validate(parameters.filter());
		Instant indexedUntil = indexedUntil(filter, this.ledger);
		SummaryPage page = this.search.find(filter, parameters.cursor(), parameters.limit());
		return new DeliveryListResponse(page.entries().stream().map(DeliveryListItem::of).toList(), page.next(),
				indexedUntil);
	}

	/** Asked before the search, so that it does not promise too much. */
	static @Nullable Instant indexedUntil(DeliveryFilter filter, Ledger ledger) {
		return (filter.reference() != null) ? ledger.indexedUntil().orElse(null) : null;
	}

	@GetMapping("/{id}")
	DeliveryResponse show(@PathVariable String id) {
		DeliveryDetails details = this.ledger.details(ReplayActions.idOf(id))
			.orElseThrow(ReplayActions::noSuchDelivery);
		// Kafka deletes bodies before the store deletes what it knows of deliveries.
		Set<String> takers = this.ledger.delivery(details.summary().id()).map(this.handlers::takersOf).orElse(Set.of());
		return DeliveryResponse.of(details, takers, this.waits.of(details, takers));
	}

	@GetMapping("/{id}/body")
	ResponseEntity<byte[]> body(@PathVariable String id) {
		return BodyDownload.of(ReplayActions.idOf(id), find(id).payload().bytes(), this.redaction);
	}

	private Delivery find(String id) {
		return ReplayActions.find(this.ledger, ReplayActions.idOf(id));
	}

	/**
	 * A page of a list of deliveries.
	 *
	 * @param items the deliveries of the page
	 * @param next the cursor of the next page; null at the end
	 * @param indexedUntil in a search by what deliveries refer to, when the oldest was
	 * received that it does not find yet; null if there is none
	 */
	record DeliveryListResponse(List<DeliveryListItem> items, @Nullable String next,
			@Nullable Instant indexedUntil) implements ApiResponse {

	}

}
