package io.github.socialhook.event.reader;

import java.util.Map;

import io.github.socialhook.event.MessageEvent;
import io.github.socialhook.event.SocialEvent;
import tools.jackson.databind.JsonNode;

/**
 * Finds the fields of message events of version 5 that are sent in each other's place.
 */
final class MessageFields {

	private MessageFields() {
	}

	/**
	 * Where messages and feeds stand in an event of version 5, if not in their places:
	 * the reference, read literally, sends feeds as {@code messages}, and messages of the
	 * older version as {@code messageFeeds}.
	 */
	static Map<String, String> misplaced(Class<? extends SocialEvent> type, JsonNode data) {
		if (!isVersion5(type)) {
			return Map.of();
		}
		JsonNode message = first(data.path("messages"));
		JsonNode feed = first(data.path("messageFeeds"));
		boolean messagesAreFeeds = message.has("messageFeedId") && !message.has("messageId");
		if (!feed.has("messageId")) {
			return (messagesAreFeeds && feed.isEmpty()) ? Map.of("messageFeeds", "messages") : Map.of();
		}
		String place = feed.has("messageFeedId") ? "messages" : "messagesV1";
		if (messagesAreFeeds) {
			return Map.of("messageFeeds", "messages", place, "messageFeeds");
		}
		return (message.isEmpty() || place.equals("messagesV1")) ? Map.of(place, "messageFeeds") : Map.of();
	}

	private static boolean isVersion5(Class<? extends SocialEvent> type) {
		return type == MessageEvent.DidCreateV5.class || type == MessageEvent.DidUpdateV5.class
				|| type == MessageEvent.DidDeleteV5.class;
	}

	private static JsonNode first(JsonNode oneOrMany) {
		return oneOrMany.isArray() ? oneOrMany.path(0) : oneOrMany;
	}

}
