package io.github.socialhook.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Gives deliveries to their handlers again. */
@Command(name = "replay", description = "Replays one delivery, or all that match the filter.",
		footer = { "Examples:", "  socialhook replay 42 --user anna",
				"  socialhook replay --state DEAD --event channel.didCreate --dry-run --user anna" })
final class ReplayCommand implements Callable<Integer> {

	/** What of a filter the log knows. */
	private static final Set<String> OF_LOG = Set.of("from", "to", "handler");

	@Mixin
	private final ServiceOptions service;

	@Mixin
	private final FilterOptions filter = new FilterOptions();

	@Mixin
	private final Printer printer = new Printer();

	@Parameters(paramLabel = "ID", arity = "0..1",
			description = "The id of one delivery. Without it, the filter selects them.")
	private @Nullable String id;

	@Option(names = "--include-handled", description = "Also to handlers that have succeeded.")
	private boolean includeHandled;

	@Option(names = "--dry-run", description = "Only count what matches.")
	private boolean dryRun;

	@Option(names = "--paced", description = "One first, then five, fifty and the rest; stop when one fails.")
	private boolean paced;

	@Option(names = "--from-log",
			description = "Select by --from, --until and --handler in the log of Kafka, also for handlers that have succeeded.")
	private boolean fromLog;

	ReplayCommand(Surroundings surroundings) {
		this.service = new ServiceOptions(surroundings);
	}

	@Override
	public Integer call() {
		Map<String, String> meant = this.filter.toMap();
		check(meant.keySet());
		try (ApiClient api = this.service.open()) {
			return (this.id != null) ? replayOne(api) : replayMany(api, meant);
		}
	}

	private void check(Set<String> meant) {
		if (this.id == null && meant.isEmpty()) {
			throw CommandFailure.usage("Specify what to replay: an id, or a filter such as --state DEAD.");
		}
		boolean many = this.dryRun || this.paced || this.fromLog || !Set.of("handler").containsAll(meant);
		if (this.id != null && many) {
			throw CommandFailure.usage("One delivery is replayed with --handler and --include-handled only.");
		}
		if (this.fromLog && (this.includeHandled || this.paced || !OF_LOG.containsAll(meant))) {
			throw CommandFailure.usage("The log is replayed with --from, --until, --handler and --dry-run only.");
		}
	}

	private int replayOne(ApiClient api) {
		Map<String, String> parameters = new LinkedHashMap<>();
		if (this.filter.handler() != null) {
			parameters.put("handler", this.filter.handler());
		}
		if (this.includeHandled) {
			parameters.put("includeHandled", "true");
		}
		JsonNode answer = api.post("deliveries/" + ApiClient.encode(Objects.requireNonNull(this.id)) + "/replay",
				parameters);
		this.printer.print(answer.path("replayed").asBoolean()
				? "Delivery " + this.id + " is due again for " + answer.path("due").asString() + " handlers"
				: "Delivery " + this.id + " is already waiting or being handled", answer);
		return ExitCodes.OK;
	}

	private int replayMany(ApiClient api, Map<String, String> meant) {
		Map<String, Object> request = new LinkedHashMap<>(meant);
		request.put("dryRun", this.dryRun);
		if (this.fromLog) {
			request.put("fromLog", true);
		}
		else {
			request.put("includeHandled", this.includeHandled);
			request.put("paced", this.paced);
		}
		JsonNode answer = api.postJson("replays", request);
		String number = (answer.path("complete").asBoolean(true) ? "" : "at least ")
				+ answer.path("matched").asString();
		this.printer.print(this.dryRun ? number + " deliveries match"
				: number + " deliveries are being replayed, as replay " + answer.path("id").asString(), answer);
		return ExitCodes.OK;
	}

}
