package io.github.socialhook.console.api;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.socialhook.console.operation.Parameters;
import io.github.socialhook.console.operation.ProblemException;
import io.github.socialhook.console.operation.ReplayActions;
import io.github.socialhook.console.security.ApiSecurity;
import io.github.socialhook.console.security.CurrentUser;
import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.inbox.DeliveryFilter;
import io.github.socialhook.inbox.Ledger;
import io.github.socialhook.inbox.Replay;
import io.github.socialhook.inbox.Replayer;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

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

	private static final Log logger = LogFactory.getLog(ReplaysController.class);

	private static final int MAX_BYTES = 16 * 1024;

	private static final String DRY_RUN = "dryRun";

	private static final String INCLUDE_HANDLED = "includeHandled";

	private static final Set<String> FLAGS = Set.of(DRY_RUN, INCLUDE_HANDLED);

	private static final Set<String> MEMBERS = Stream.concat(Parameters.FILTER.stream(), FLAGS.stream())
		.collect(Collectors.toUnmodifiableSet());

	private static final JsonMapper JSON = new JsonMapper();

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
	ResponseEntity<BulkReplay> replay(InputStream body) throws IOException {
		Map<String, String> values = read(body);
		boolean dryRun = Boolean.parseBoolean(values.remove(DRY_RUN));
		String includeHandled = values.remove(INCLUDE_HANDLED);
		DeliveryFilter filter = new Parameters(values, Parameters.FILTER).filter();
		Instant indexedUntil = DeliveriesController.indexedUntil(filter, this.ledger);
		if (dryRun) {
			Ledger.Count count = this.actions.count(filter);
			return ResponseEntity.ok(new BulkReplay(true, count.number(), count.complete(), null, indexedUntil));
		}
		Replay replay = this.actions.begin(CurrentUser.name(), filter, !"false".equals(includeHandled));
		return ResponseEntity.accepted().body(new BulkReplay(false, replay.matched(), true, replay.id(), indexedUntil));
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

	private static Map<String, String> read(InputStream body) throws IOException {
		byte[] bytes = body.readNBytes(MAX_BYTES + 1);
		if (bytes.length > MAX_BYTES) {
			throw ProblemException.of(HttpStatus.CONTENT_TOO_LARGE, "The body has more than " + MAX_BYTES + " bytes.");
		}
		try (JsonParser json = JSON.createParser(bytes)) {
			return members(json);
		}
		catch (JacksonException ex) {
			logger.debug("A body is no JSON", ex);
			throw notAnObject();
		}
	}

	private static Map<String, String> members(JsonParser json) {
		Map<String, String> values = new HashMap<>();
		if (json.nextToken() != JsonToken.START_OBJECT) {
			throw notAnObject();
		}
		for (String name = json.nextName(); name != null; name = json.nextName()) {
			if (values.put(name, value(name, json)) != null) {
				throw ProblemException.badParameter(Parameters.shorten(name), "It must not be given more than once.");
			}
		}
		if (json.currentToken() != JsonToken.END_OBJECT || json.nextToken() != null) {
			throw notAnObject();
		}
		values.values().removeIf(String::isEmpty);
		return values;
	}

	private static String value(String name, JsonParser json) {
		JsonToken token = json.nextToken();
		if (!MEMBERS.contains(name)) {
			throw ProblemException.badParameter(Parameters.shorten(name),
					"Unknown parameter. Valid parameters are: " + Parameters.names(MEMBERS) + ".");
		}
		if (FLAGS.contains(name)) {
			if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
				throw ProblemException.badParameter(name, "It must be true or false.");
			}
			return json.getString();
		}
		return switch (token) {
			case VALUE_STRING -> json.getString();
			case VALUE_NULL -> "";
			case null, default -> throw ProblemException.badParameter(Parameters.shorten(name), "It must be a string.");
		};
	}

	private static ProblemException notAnObject() {
		return ProblemException.of(HttpStatus.BAD_REQUEST, "The body must be a JSON object.");
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

	/**
	 * The answer to the replay of many deliveries.
	 *
	 * @param dryRun whether nothing is done
	 * @param matched how many deliveries are meant
	 * @param complete whether these are all; if not, the dry run has stopped counting
	 * @param id the id of the replay in the list of replays; null if nothing is done
	 * @param indexedUntil in a replay by what deliveries refer to, when the oldest was
	 * received that is not found yet; null if there is none
	 */
	record BulkReplay(boolean dryRun, long matched, boolean complete, @Nullable String id,
			@Nullable Instant indexedUntil) implements ApiResponse {

	}

}
