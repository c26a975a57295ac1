package io.github.socialhook.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Follows what comes to a running service, and what becomes of it. */
@Command(name = "tail",
		description = "Shows deliveries of a running service as they come, and again when their state changes.",
		footer = { "Example:", "  socialhook tail --user anna --state DEAD" })
final class TailCommand implements Callable<Integer> {

	/** How many deliveries are remembered to tell new ones. */
	private static final int REMEMBERED = 10_000;

	private static final int PAGE = 200;

	/** Behind more than that in one step, it is told that some were left out. */
	private static final int MOST_PAGES = 20;

	@Mixin
	private final ServiceOptions service;

	@Mixin
	private final FilterOptions filter = new FilterOptions();

	@Mixin
	private final Printer printer = new Printer();

	@Option(names = "--lines", paramLabel = "NUMBER", defaultValue = "10",
			description = "The number of earlier deliveries to show first. Default: ${DEFAULT-VALUE}")
	private int lines;

	@Option(names = "--count", paramLabel = "NUMBER", defaultValue = "0",
			description = "Stop after this number of lines. Default: never")
	private int count;

	@Option(names = "--every", paramLabel = "TIME", defaultValue = "1s",
			description = "The polling interval. Default: ${DEFAULT-VALUE}")
	private @Nullable Duration interval;

	private final Map<String, String> states = new LinkedHashMap<>();

	private int printed;

	TailCommand(Surroundings surroundings) {
		this.service = new ServiceOptions(surroundings);
	}

	@Override
	public Integer call() throws InterruptedException {
		try (ApiClient api = this.service.open()) {
			begin(api);
			while (!isDone()) {
				Thread.sleep(Objects.requireNonNull(this.interval));
				look(api);
			}
			return ExitCodes.OK;
		}
	}

	/** What is older than what is shown at first is known, too. */
	private void begin(ApiClient api) {
		List<JsonNode> latest = page(api, null).items();
		for (JsonNode each : latest.subList(Math.min(this.lines, latest.size()), latest.size())) {
			remember(each);
		}
		latest.subList(0, Math.min(this.lines, latest.size())).reversed().forEach(this::show);
	}

	private void look(ApiClient api) {
		List<JsonNode> found = new ArrayList<>();
		String cursor = null;
		int pages = 0;
		do {
			Page page = page(api, cursor);
			found.addAll(page.items());
			boolean isLast = page.items().stream().anyMatch(this::isKnown);
			cursor = isLast ? null : page.next();
			pages++;
		}
		while (cursor != null && pages < MOST_PAGES);
		if (cursor != null) {
			this.printer.note("Too many deliveries: some are not shown.");
		}
		found.reversed().forEach(this::show);
	}

	private Page page(ApiClient api, @Nullable String cursor) {
		Map<String, String> parameters = this.filter.toMap();
		parameters.put("limit", String.valueOf(PAGE));
		if (cursor != null) {
			parameters.put("cursor", cursor);
		}
		JsonNode answer = api.get("deliveries", parameters);
		JsonNode next = answer.path("next");
		return new Page(List.copyOf(answer.path("items").values()), next.isNull() ? null : next.asString());
	}

	private boolean isKnown(JsonNode delivery) {
		return this.states.containsKey(delivery.path("id").asString());
	}

	private void show(JsonNode delivery) {
		if (!delivery.path("state").asString().equals(remember(delivery)) && !isDone()) {
			this.printer.print(line(delivery), delivery);
			this.printed++;
		}
	}

	private @Nullable String remember(JsonNode delivery) {
		String before = this.states.put(delivery.path("id").asString(), delivery.path("state").asString());
		if (this.states.size() > REMEMBERED) {
			this.states.remove(this.states.keySet().iterator().next());
		}
		return before;
	}

	private boolean isDone() {
		return this.count > 0 && this.printed >= this.count;
	}

	static String line(JsonNode delivery) {
		String error = delivery.path("lastError").path("type").asString("");
		return String.format(Locale.ROOT, "%s  %-10s  %-30s  %s%s%s", delivery.path("receivedAt").asString(),
				delivery.path("state").asString(), delivery.path("event").asString("(no event)"),
				delivery.path("id").asString(), prefixed("  ", delivery.path("subject").asString("")),
				prefixed("  ", error));
	}

	private static String prefixed(String prefix, String text) {
		return text.isEmpty() ? "" : prefix + text;
	}

	/**
	 * A page of the list.
	 *
	 * @param items the deliveries, newest first
	 * @param next the cursor of the next page
	 */
	private record Page(List<JsonNode> items, @Nullable String next) {

	}

}
