package io.github.socialhook.console.api;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

import io.github.socialhook.console.operation.DiscardActions;
import io.github.socialhook.console.operation.Parameters;
import io.github.socialhook.console.operation.ReplayActions;
import io.github.socialhook.console.security.ApiSecurity;
import io.github.socialhook.console.security.CurrentUser;
import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.inbox.DeliveryFilter;
import io.github.socialhook.inbox.Ledger;
import org.jspecify.annotations.Nullable;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Discards dead letters. */
@RestController
@RequestMapping(ApiSecurity.PATH + "/v1")
final class DiscardsController {

	private static final String DRY_RUN = "dryRun";

	private static final JsonMembers MEMBERS = new JsonMembers(Set.of(DRY_RUN));

	private final Ledger ledger;

	private final DiscardActions actions;

	DiscardsController(Ledger ledger, DiscardActions actions) {
		this.ledger = ledger;
		this.actions = actions;
	}

	@PostMapping("/deliveries/{id}/discard")
	SingleDiscard discard(@PathVariable String id, @RequestParam MultiValueMap<String, String> query) {
		DeliveryId known = ReplayActions.idOf(id);
		String handler = Parameters.of(query, Set.of("handler")).handler();
		this.actions.discard(CurrentUser.name(), known, handler);
		return new SingleDiscard(known.value(), handler);
	}

	@PostMapping(path = "/discards", consumes = MediaType.APPLICATION_JSON_VALUE)
	ResponseEntity<BulkResponse> discard(InputStream body) throws IOException {
		Map<String, String> values = MEMBERS.read(body);
		boolean dryRun = Boolean.parseBoolean(values.remove(DRY_RUN));
		DeliveryFilter filter = new Parameters(values, Parameters.FILTER).filter();
		Instant indexedUntil = DeliveriesController.indexedUntil(filter, this.ledger);
		return dryRun ? BulkResponse.of(this.actions.count(filter), indexedUntil)
				: BulkResponse.of(this.actions.begin(CurrentUser.name(), filter), indexedUntil);
	}

	/**
	 * The answer to the discarding of one delivery.
	 *
	 * @param id its id
	 * @param handler the only handler of which it was discarded; null: all that failed
	 */
	record SingleDiscard(String id, @Nullable String handler) implements ApiResponse {

	}

}
