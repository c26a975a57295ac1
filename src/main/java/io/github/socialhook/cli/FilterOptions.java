package io.github.socialhook.cli;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which deliveries are meant, in the words of the API. */
final class FilterOptions {

	@Option(names = "--state", paramLabel = "STATE", description = "Only deliveries in this state, such as DEAD.")
	private @Nullable String state;

	@Option(names = "--event", paramLabel = "NAME", description = "Only deliveries of this event.",
			completionCandidates = EventNames.class)
	private @Nullable String event;

	@Option(names = "--endpoint", paramLabel = "NAME", description = "Only deliveries to this endpoint.")
	private @Nullable String endpoint;

	@Option(names = "--subject", paramLabel = "KIND:ID",
			description = "Only deliveries about this subject, such as channel:lobby.")
	private @Nullable String subject;

	@Option(names = "--handler", paramLabel = "NAME", description = "Only deliveries of this handler.")
	private @Nullable String handler;

	@Option(names = "--from", paramLabel = "TIME",
			description = "Only deliveries received at or after this time, such as 2026-11-23T09:00:00Z.")
	private @Nullable String from;

	@Option(names = "--until", paramLabel = "TIME", description = "Only deliveries received before this time.")
	private @Nullable String until;

	Map<String, String> toMap() {
		Map<String, String> map = new LinkedHashMap<>();
		put(map, "state", this.state);
		put(map, "event", this.event);
		put(map, "endpoint", this.endpoint);
		put(map, "subject", this.subject);
		put(map, "handler", this.handler);
		put(map, "from", this.from);
		put(map, "to", this.until);
		return map;
	}

	@Nullable String handler() {
		return this.handler;
	}

	private static void put(Map<String, String> map, String name, @Nullable String value) {
		if (value != null) {
			map.put(name, value);
		}
	}

}
