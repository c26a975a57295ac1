package io.github.socialhook.event.reader;

import java.util.Map;
import java.util.function.UnaryOperator;

import io.github.socialhook.event.FileEvent;
import io.github.socialhook.event.PushNotificationEvent;
import io.github.socialhook.event.SocialEvent;
import io.github.socialhook.event.TagEvent;
import io.github.socialhook.event.catalogue.EventCatalogue;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a record is read from, and where it stood in the body.
 * <p>
 * Usually that is {@code data}; the reference shows some bodies without an envelope. Push
 * notifications have an envelope of their own, which their records call
 * {@code notification}.
 *
 * @param content what the record is read from
 * @param path the JSON path of the content
 * @param origin from a key of the content to that in the body, empty if there was none
 */
record Envelope(JsonNode content, String path, UnaryOperator<String> origin) {

	private static final String ROOT = "$";

	private static final String DATA = "$.data";

	/** The name of an event as the catalogue spells it, or null if none is sent. */
	static @Nullable String name(JsonNode body) {
		String event = text(body.path("event"));
		if (event != null) {
			return event;
		}
		String eventName = isBare(body) ? null : text(data(body).path("eventName"));
		return (eventName != null) ? EventCatalogue.PUSH_PREFIX + eventName : null;
	}

	/** The payload, or the body itself if it is bare. */
	static JsonNode data(JsonNode body) {
		JsonNode data = isBare(body) ? body : body.path("data");
		while (data.isArray() && data.size() == 1) {
			data = data.path(0);
		}
		return isNothing(data) ? JsonNodeFactory.instance.objectNode() : data;
	}

	static Envelope around(JsonNode body, Class<? extends SocialEvent> type) {
		JsonNode data = data(body);
		if (TagEvent.class.isAssignableFrom(type) || FileEvent.class.isAssignableFrom(type)) {
			return isBare(body)
					? new Envelope(copy(body).set("data", body), ROOT, (key) -> key.equals("data") ? "" : key)
					: new Envelope(body, ROOT, UnaryOperator.identity());
		}
		if (PushNotificationEvent.class.isAssignableFrom(type) && data.isObject()) {
			return aroundNotification(body, data);
		}
		Map<String, String> misplaced = MessageFields.misplaced(type, data);
		return new Envelope(misplaced.isEmpty() ? data : move(data, misplaced), isBare(body) ? ROOT : DATA,
				(key) -> misplaced.getOrDefault(key, key));
	}

	private static Envelope aroundNotification(JsonNode body, JsonNode data) {
		ObjectNode notification = copy(body);
		data.properties().forEach((field) -> notification.set(field.getKey(), field.getValue()));
		return new Envelope(copy(data).set("notification", notification), ROOT,
				(key) -> key.equals("notification") ? "" : (data.has(key) ? "data." + key : key));
	}

	private static ObjectNode move(JsonNode data, Map<String, String> misplaced) {
		ObjectNode content = copy(data);
		content.remove(misplaced.values());
		misplaced.forEach((here, there) -> content.set(here, data.path(there)));
		return content;
	}

	private static ObjectNode copy(JsonNode fields) {
		ObjectNode copy = JsonNodeFactory.instance.objectNode();
		fields.properties().forEach((field) -> copy.set(field.getKey(), field.getValue()));
		return copy;
	}

	private static boolean isBare(JsonNode body) {
		return !body.has("data");
	}

	private static boolean isNothing(JsonNode data) {
		return data.isNull() || (data.isArray() && data.isEmpty()) || (data.isString() && data.stringValue().isBlank());
	}

	private static @Nullable String text(JsonNode node) {
		return (node.isString() && !node.stringValue().isBlank()) ? node.stringValue() : null;
	}

}
