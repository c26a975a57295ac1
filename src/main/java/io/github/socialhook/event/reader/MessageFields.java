package io.github.socialhook.event.reader;

import java.util.Map;

import io.github.socialhook.event.MessageEvent;
import io.github.socialhook.event.SocialEvent;
import io.github.socialhook.event.catalogue.MessageShape;
import tools.jackson.databind.JsonNode;

/**
 * Finds the fields of message events of version 5 that are sent in each other's place.
 */
final class MessageFields {

	private static final String MESSAGES = "messages";

	private static final String FEEDS = "messageFeeds";

	private static final String OLDER_MESSAGES = "messagesV1";

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
		String placeOfMessages = place(data.path(MESSAGES), MESSAGES);
		String placeOfFeeds = place(data.path(FEEDS), FEEDS);
		if (placeOfMessages.equals(placeOfFeeds)) {
			return isNothing(data.path(FEEDS)) ? Map.of(placeOfMessages, MESSAGES)
					: (isNothing(data.path(MESSAGES)) ? Map.of(placeOfFeeds, FEEDS) : Map.of());
		}
		if (placeOfMessages.equals(MESSAGES)) {
			return placeOfFeeds.equals(FEEDS) ? Map.of() : Map.of(placeOfFeeds, FEEDS);
		}
		return placeOfFeeds.equals(FEEDS) ? Map.of(placeOfMessages, MESSAGES)
				: Map.of(placeOfMessages, MESSAGES, placeOfFeeds, FEEDS);
	}

	private static String place(JsonNode sent, String own) {
		return switch (MessageShape.of(sent)) {
			case MESSAGE_V5 -> MESSAGES;
			case MESSAGE_V1 -> OLDER_MESSAGES;
			case FEED -> FEEDS;
			case UNKNOWN -> own;
		};
	}

	private static boolean isNothing(JsonNode sent) {
		return sent.isMissingNode() || sent.isNull() || (sent.isArray() && sent.isEmpty());
	}

	private static boolean isVersion5(Class<? extends SocialEvent> type) {
		return type == MessageEvent.DidCreateV5.class || type == MessageEvent.DidUpdateV5.class
				|| type == MessageEvent.DidDeleteV5.class;
	}

}
