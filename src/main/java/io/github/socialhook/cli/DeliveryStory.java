package io.github.socialhook.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.JsonNode;

/** All that happened to a delivery, for people. */
final class DeliveryStory {

	private DeliveryStory() {
	}

	static String of(JsonNode delivery, Map<String, Object> written) {
		List<String> lines = new ArrayList<>();
		lines.add("Delivery " + text(delivery, "id") + " is " + text(delivery, "state"));
		lines.add("  " + delivery.path("event").asString("no event") + " at endpoint " + text(delivery, "endpoint")
				+ ", received at " + text(delivery, "receivedAt") + ", " + text(delivery, "size") + " bytes");
		add(lines, delivery, "subject", "  about ");
		add(lines, delivery, "reason", "  ");
		for (JsonNode attempt : delivery.path("history")) {
			lines.add("  " + text(attempt, "handler") + ", attempt " + text(attempt, "number") + " at "
					+ text(attempt, "startedAt") + ": " + text(attempt, "outcome") + " after "
					+ text(attempt, "durationMillis") + " ms");
			JsonNode error = attempt.path("error");
			if (error.isObject()) {
				lines.add("    " + text(error, "type") + ": " + text(error, "message"));
			}
		}
		for (JsonNode task : delivery.path("handlers")) {
			lines.add("  " + text(task, "handler") + " is " + text(task, "state")
					+ (task.path("dueAt").isString() ? ", to be tried at " + text(task, "dueAt") : ""));
		}
		for (JsonNode wait : delivery.path("waitsFor")) {
			lines.add("  waits: " + text(wait, "cause"));
		}
		if (written.get("file") != null) {
			lines.add("The body is in " + written.get("file"));
		}
		if (written.get("test") != null) {
			lines.add("The test is " + written.get("test"));
		}
		return String.join("\n", lines);
	}

	private static void add(List<String> lines, JsonNode node, String name, String prefix) {
		if (node.path(name).isString()) {
			lines.add(prefix + text(node, name));
		}
	}

	private static String text(JsonNode node, String name) {
		return node.path(name).asString("");
	}

}
