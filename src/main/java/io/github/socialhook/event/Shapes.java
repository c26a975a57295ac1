package io.github.socialhook.event;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Tells events apart by their shape where their names do not.
 */
final class Shapes {

	private static final List<String> VERSION_5_FIELDS = List.of("messageFeedId", "segment", "creatorId");

	private static final List<EventSubject> BARE = List.of(EventTypes.JOIN_REQUEST, EventTypes.INVITATION,
			EventTypes.TAG);

	private Shapes() {
	}

	/**
	 * What an event sent under the name of the given type really is.
	 */
	static EventType tellApart(EventType named, JsonNode data) {
		return switch (named.name()) {
			case "message.didCreate" ->
				isVersion5(data) ? type(wasEdited(data) ? "v5.message.didUpdate" : "v5.message.didCreate") : named;
			case "message.didUpdate", "message.didDelete" -> isVersion5(data) ? type("v5." + named.name()) : named;
			case "v3.video-streaming.didStart", "v3.video-streaming.didStop", "v3.video-streaming.didRecord" ->
				data.has("videoStreamingChildren") ? type(named.name().substring("v3.".length())) : named;
			default -> named;
		};
	}

	/**
	 * What a body without a name is; the reference shows three families so. A tag that
	 * nobody wears yet is taken for a new one.
	 */
	static Optional<EventType> ofBare(JsonNode body) {
		if (body.has("joinRequests")) {
			return answer("v3.communityJoinRequest.", body.path("joinRequests"));
		}
		if (body.has("invitations")) {
			return answer("v3.communityMemberInvitation.", body.path("invitations"));
		}
		if (!body.has("tagId")) {
			return Optional.empty();
		}
		if (body.path("isDeleted").asBoolean(false)) {
			return EventCatalogue.find("tag.deleted");
		}
		return EventCatalogue.find((body.path("usersCount").asLong(0) == 0) ? "tag.created" : "tag.updated");
	}

	/** What a body without a name is about, given the containers it has an id in. */
	static @Nullable EventSubject subjectOfBare(Set<String> containers) {
		return BARE.stream()
			.filter((subject) -> containers.contains(subject.ids().getFirst().container()))
			.findFirst()
			.orElse(null);
	}

	static boolean isVersion5(Class<? extends SocialEvent> type) {
		return type == MessageEvent.DidCreateV5.class || type == MessageEvent.DidUpdateV5.class
				|| type == MessageEvent.DidDeleteV5.class;
	}

	/**
	 * Where messages and feeds stand in an event of version 5, if not in their places:
	 * the reference, read literally, sends feeds as {@code messages}, and messages of the
	 * older version as {@code messageFeeds}.
	 */
	static Map<String, String> misplaced(JsonNode data) {
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

	private static boolean isVersion5(JsonNode data) {
		JsonNode message = first(data.path("messages"));
		return data.has("messageFeeds") || VERSION_5_FIELDS.stream().anyMatch(message::has);
	}

	/** The reference gives the update the literal name of the creation. */
	private static boolean wasEdited(JsonNode data) {
		JsonNode message = first(data.path("messages"));
		Instant created = instant(message.path("createdAt"));
		Instant edited = instant(message.path("editedAt"));
		return created != null && edited != null && edited.isAfter(created);
	}

	private static @Nullable Instant instant(JsonNode node) {
		try {
			return node.isString() ? Instant.parse(node.stringValue()) : null;
		}
		catch (DateTimeParseException ex) {
			return null;
		}
	}

	private static Optional<EventType> answer(String prefix, JsonNode requests) {
		return switch (first(requests).path("status").asString("")) {
			case "pending" -> EventCatalogue.find(prefix + "didCreate");
			case "approved" -> EventCatalogue.find(prefix + "didAccept");
			case "rejected" -> EventCatalogue.find(prefix + "didReject");
			default -> Optional.empty();
		};
	}

	private static JsonNode first(JsonNode oneOrMany) {
		return oneOrMany.isArray() ? oneOrMany.path(0) : oneOrMany;
	}

	private static EventType type(String name) {
		return EventCatalogue.find(name).orElseThrow();
	}

}
