package io.github.socialhook.event.reader;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

import io.github.socialhook.event.SocialEvent;
import io.github.socialhook.event.catalogue.EventCatalogue;
import io.github.socialhook.event.catalogue.EventType;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads bytes as a tree and a tree as an event. It accepts deviations from the documented
 * shapes as far as their meaning is clear. Thread-safe.
 */
public final class EventReader {

	/**
	 * Shared, because it is expensive to create and caches what it knows of the types.
	 */
	private static final JsonMapper MAPPER = JsonMapper.builder(JsonLimits.newFactory())
		.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY,
				DeserializationFeature.UNWRAP_SINGLE_VALUE_ARRAYS,
				DeserializationFeature.ACCEPT_EMPTY_STRING_AS_NULL_OBJECT,
				DeserializationFeature.ACCEPT_EMPTY_ARRAY_AS_NULL_OBJECT)
		.disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.ACCEPT_FLOAT_AS_INT)
		.addModule(new LenientModule())
		.build();

	/** Shared, because who keeps a tree has another reader than who needs it. */
	private static final KeptTrees KEPT = new KeptTrees();

	/** The body as a tree, which nobody else has. */
	public JsonNode tree(byte[] body) {
		JsonNode kept = KEPT.take(body);
		return (kept != null) ? kept : parse(body);
	}

	/**
	 * Keeps a tree for the next who reads the same array, if that is soon.
	 * @param body the array, which nobody changes any more
	 * @param tree its tree, which the caller does not use any more
	 */
	public void keep(byte[] body, JsonNode tree) {
		KEPT.keep(body, tree);
	}

	private static JsonNode parse(byte[] body) {
		requireUtf8(body);
		try {
			JsonNode tree = MAPPER.readTree(body);
			if (tree.isMissingNode()) {
				throw new UnreadableEventException("The body is empty");
			}
			return tree;
		}
		catch (StreamConstraintsException ex) {
			throw new UnreadableEventException("The body is JSON beyond the limits of Socialhook: "
					+ JsonLimits.EXPLANATION + at(ex.getLocation()));
		}
		catch (JacksonException ex) {
			throw new UnreadableEventException("The body is not JSON" + at(ex.getLocation()));
		}
	}

	/**
	 * The catalogue's entry for this event: by its name, and where two events share a
	 * name or none is sent, by its shape.
	 */
	public Optional<EventType> identify(JsonNode tree) {
		return EventCatalogue.identify(Envelope.name(tree), Envelope.data(tree));
	}

	/**
	 * The catalogue's entry under the name that was sent, whatever the shape; absent if
	 * none was sent.
	 */
	public Optional<EventType> named(JsonNode tree) {
		String name = Envelope.name(tree);
		return (name != null) ? EventCatalogue.find(name) : Optional.empty();
	}

	/** The event as the record of its type, which must have one. */
	public SocialEvent read(JsonNode tree, EventType type) {
		Class<? extends SocialEvent> record = type.type();
		if (record == null) {
			throw new IllegalArgumentException("The payload of " + type.name() + " is not documented");
		}
		Envelope envelope = Envelope.around(tree, record);
		try {
			return MAPPER.treeToValue(envelope.content(), record);
		}
		catch (JacksonException ex) {
			throw new EventShapeException(type.name() + " cannot be read: " + JsonPath.toFault(ex, envelope));
		}
	}

	/** Jackson accepts some bytes that are not UTF-8. */
	private static void requireUtf8(byte[] body) {
		if (isAscii(body)) {
			return;
		}
		try {
			StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
		}
		catch (CharacterCodingException ex) {
			throw new UnreadableEventException("The body is not UTF-8");
		}
	}

	private static boolean isAscii(byte[] body) {
		int bits = 0;
		for (byte each : body) {
			bits |= each;
		}
		return bits >= 0;
	}

	private static String at(@Nullable TokenStreamLocation location) {
		return (location != null)
				? String.format(Locale.ROOT, " at line %d, column %d", location.getLineNr(), location.getColumnNr())
				: "";
	}

}
