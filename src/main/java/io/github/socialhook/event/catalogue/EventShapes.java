package io.github.socialhook.event.catalogue;

import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.socialhook.event.InvitationEvent;
import io.github.socialhook.event.JoinRequestEvent;
import io.github.socialhook.event.MessageCreated;
import io.github.socialhook.event.MessageDeleted;
import io.github.socialhook.event.MessageEvent;
import io.github.socialhook.event.MessageUpdated;
import io.github.socialhook.event.SocialEvent;
import io.github.socialhook.event.StreamRecorded;
import io.github.socialhook.event.StreamStarted;
import io.github.socialhook.event.StreamStopped;
import io.github.socialhook.event.TagEvent;
import io.github.socialhook.event.model.Tag;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Tells events apart by their shape where their names do not.
 */
final class EventShapes {

	private static final List<EventSubject> BARE = List.of(EventTypes.JOIN_REQUEST, EventTypes.INVITATION,
			EventTypes.TAG);

	private static final Set<String> TAG_FIELDS = Arrays.stream(Tag.class.getRecordComponents())
		.map(RecordComponent::getName)
		.collect(Collectors.toUnmodifiableSet());

	/** Fields that nothing else has that is sent without a name. */
	private static final List<String> OF_TAGS = List.of("backgroundColor", "textColor", "usersCount");

	private static final int LEAST_TAG_FIELDS = 3;

	private static final List<String> RESPONSE_FIELDS = List.of("respondedAt", "responderId", "responderPublicId",
			"responderInternalId");

	/** Each is fulfilled by all shapes of one event. */
	private static final List<Class<?>> COMMON = List.of(MessageCreated.class, MessageUpdated.class,
			MessageDeleted.class, StreamStarted.class, StreamStopped.class, StreamRecorded.class);

	private EventShapes() {
	}

	/** The types that all shapes of one event fulfil. */
	static List<Class<?>> common() {
		return COMMON;
	}

	/** The type of an event that was sent under the name of the given one. */
	static EventType tellApart(EventType named, JsonNode data) {
		Class<? extends SocialEvent> type = named.type();
		if (type == MessageEvent.DidCreate.class && isVersion5(data)) {
			return EventCatalogue.of(wasEdited(data) ? MessageEvent.DidUpdateV5.class : MessageEvent.DidCreateV5.class);
		}
		if (type == MessageEvent.DidUpdate.class && isVersion5(data)) {
			return EventCatalogue.of(MessageEvent.DidUpdateV5.class);
		}
		if (type == MessageEvent.DidDelete.class && isVersion5(data)) {
			return EventCatalogue.of(MessageEvent.DidDeleteV5.class);
		}
		return data.has("videoStreamingChildren") ? withChildren(named) : named;
	}

	/**
	 * The type of a body without a name; the reference shows three families like this. A
	 * tag without users is read as a new one, and a request without a status as a new one
	 * if no one has responded to it.
	 */
	static @Nullable EventType ofBare(JsonNode body) {
		if (body.has("joinRequests")) {
			return answered(body.path("joinRequests"), JoinRequestEvent.DidCreate.class,
					JoinRequestEvent.DidAccept.class, JoinRequestEvent.DidReject.class);
		}
		if (body.has("invitations")) {
			return answered(body.path("invitations"), InvitationEvent.DidCreate.class, InvitationEvent.DidAccept.class,
					InvitationEvent.DidReject.class);
		}
		if (!isTag(body)) {
			return null;
		}
		if (body.path("isDeleted").asBoolean(false)) {
			return EventCatalogue.of(TagEvent.Deleted.class);
		}
		boolean isWorn = body.path("usersCount").asLong(0) > 0;
		return EventCatalogue.of(isWorn ? TagEvent.Updated.class : TagEvent.Created.class);
	}

	/** What a body without a name is about, given the containers it has an id in. */
	static @Nullable EventSubject subjectOfBare(Set<String> containers) {
		return BARE.stream()
			.filter((subject) -> containers.contains(subject.ids().getFirst().container()))
			.findFirst()
			.orElse(null);
	}

	private static boolean isVersion5(JsonNode data) {
		return data.has("messageFeeds") || switch (MessageShape.of(data.path("messages"))) {
			case MESSAGE_V5, FEED -> true;
			case MESSAGE_V1, UNKNOWN -> false;
		};
	}

	/**
	 * The reference gives the update the literal name of the creation. A new message has
	 * an {@code editedAt} within milliseconds of its {@code createdAt}.
	 */
	private static boolean wasEdited(JsonNode data) {
		JsonNode message = first(data.path("messages"));
		if (!message.has("messageId")) {
			message = first(data.path("messageFeeds"));
		}
		Instant created = instant(message.path("createdAt"));
		Instant edited = instant(message.path("editedAt"));
		return created != null && edited != null && edited.isAfter(created.plusSeconds(1));
	}

	private static @Nullable Instant instant(JsonNode node) {
		try {
			return node.isString() ? Instant.parse(node.stringValue()) : null;
		}
		catch (DateTimeParseException ex) {
			return null;
		}
	}

	private static boolean isTag(JsonNode body) {
		return body.has("tagId") || (OF_TAGS.stream().anyMatch(body::has)
				&& body.propertyNames().stream().filter(TAG_FIELDS::contains).count() >= LEAST_TAG_FIELDS);
	}

	private static @Nullable EventType answered(JsonNode requests, Class<? extends SocialEvent> created,
			Class<? extends SocialEvent> accepted, Class<? extends SocialEvent> rejected) {
		JsonNode request = first(requests);
		return switch (request.path("status").asString(isOpen(request) ? "pending" : "")) {
			case "pending" -> EventCatalogue.of(created);
			case "approved" -> EventCatalogue.of(accepted);
			case "rejected" -> EventCatalogue.of(rejected);
			default -> null;
		};
	}

	/** Whether a request says nothing of a response; one that says nothing is none. */
	private static boolean isOpen(JsonNode request) {
		return request.isObject() && !request.isEmpty() && RESPONSE_FIELDS.stream().noneMatch(request::hasNonNull);
	}

	/** A stream with children is of the newer event, under whichever name it is sent. */
	private static EventType withChildren(EventType named) {
		return EventCatalogue.types()
			.stream()
			.filter((type) -> type.sharedNames().contains(named.name()))
			.findFirst()
			.orElse(named);
	}

	private static JsonNode first(JsonNode oneOrMany) {
		return oneOrMany.isArray() ? oneOrMany.path(0) : oneOrMany;
	}

}
