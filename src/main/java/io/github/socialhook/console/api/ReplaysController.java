package io.github.socialhook.console.api;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

import io.github.socialhook.console.operation.Parameters;
import io.github.socialhook.console.operation.ReplayActions;
import io.github.socialhook.console.security.ApiSecurity;
import io.github.socialhook.console.security.CurrentUser;
import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.inbox.DeliveryFilter;
import io.github.socialhook.inbox.Ledger;
import io.github.socialhook.inbox.Replayer;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Replays deliveries: makes them due again for their handlers. */
@RestController
@RequestMapping(ApiSecurity.PATH + "/v1")
final class ReplaysController {

	private static final String DRY_RUN = "dryRun";

	private static final String INCLUDE_HANDLED = "includeHandled";

	private static final String PACED = "paced";

	private static final String FROM_LOG = "fromLog";

	private static final JsonMembers MEMBERS = new JsonMembers(Set.of(DRY_RUN, INCLUDE_HANDLED, PACED, FROM_LOG));

	private final Ledger ledger;

	private final Replayer replayer;

	private final ReplayActions actions;

	ReplaysController(Ledger ledger, Replayer replayer, ReplayActions actions) {
		this.ledger = ledger;
		this.replayer = replayer;
		this.actions = actions;
	}

	@PostMapping("/deliveries/{id}/replay")
	ResponseEntity<SingleReplay> replay(@PathVariable String id, @RequestParam MultiValueMap<String, String> query) {
		DeliveryId delivered = ReplayActions.idOf(id);
		Parameters parameters = Parameters.of(query, Set.of("handler", INCLUDE_HANDLED));
		String handler = parameters.handler();
		Replayer.Result replay = this.actions.replay(CurrentUser.name(), delivered, handler,
				parameters.flag(INCLUDE_HANDLED));
		return ResponseEntity.accepted().body(SingleReplay.of(delivered, handler, replay));
	}

	@PostMapping(path = "/replays", consumes = MediaType.APPLICATION_JSON_VALUE)
	ResponseEntity<BulkResponse> replay(InputStream body) throws IOException {
		Map<String, String> values = MEMBERS.read(body);
		boolean dryRun = Boolean.parseBoolean(values.remove(DRY_RUN));
		if (Boolean.parseBoolean(values.remove(FROM_LOG))) {
			return replayLog(values, dryRun);
		}
		boolean includeHandled = !"false".equals(values.remove(INCLUDE_HANDLED));
		boolean paced = Boolean.parseBoolean(values.remove(PACED));
		DeliveryFilter filter = new Parameters(values, Parameters.FILTER).filter();
		Instant indexedUntil = DeliveriesController.indexedUntil(filter, this.ledger);
		return dryRun ? BulkResponse.of(this.actions.count(filter), indexedUntil)
				: BulkResponse.of(this.actions.begin(CurrentUser.name(), filter, includeHandled, paced), indexedUntil);
	}

	private ResponseEntity<BulkResponse> replayLog(Map<String, String> values, boolean dryRun) {
		DeliveryFilter filter = new Parameters(values, Parameters.OF_LOG).filter();
		Replayer.Log.Range range = this.actions.findInLog(filter);
		return dryRun ? BulkResponse.of(range)
				: BulkResponse.of(this.actions.beginFromLog(CurrentUser.name(), filter), range);
	}

	@GetMapping("/replays")
	ListResponse<ReplayListItem> list() {
		return ListResponse.of(this.replayer.list().stream().map(ReplayListItem::of).toList());
	}

	@PostMapping("/replays/{id}/cancel")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void cancel(@PathVariable String id) {
		this.actions.cancel(CurrentUser.name(), id);
	}

	/**
	 * The answer to the replay of one delivery.
	 *
	 * @param id its id
	 * @param handler the only handler that gets it; null: all that take it
	 * @param replayed whether it is due again; false if it was waiting or being handled
	 * anyway
	 * @param due the number of handlers for which it is due again
	 * @param leftOut the handlers that do not get it again, because they have succeeded
	 */
	record SingleReplay(String id, @Nullable String handler, boolean replayed, int due,
			Set<String> leftOut) implements ApiResponse {

		private static SingleReplay of(DeliveryId id, @Nullable String handler, Replayer.Result replay) {
			return new SingleReplay(id.value(), handler, replay.replayed(), replay.due().size(), replay.leftOut());
		}

	}

}
