package io.github.socialhook.event;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.github.socialhook.event.catalogue.EventCatalogue;
import io.github.socialhook.event.catalogue.EventType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is documented of the events, as the catalogue of all sources has it.
 */
public final class Documentation {

	/** Writes and reads as it stands. */
	public static final JsonMapper JSON = JsonMapper.builder().build();

	private static final JsonNode MODELS = JSON.readTree(resource("/events/models.json"));

	/** The names that have documented fields or not, in the order of the catalogue. */
	public static final List<Entry> ENTRIES = JSON.readTree(resource("/events/catalogue.json"))
		.valueStream()
		.map(Entry::new)
		.toList();

	/** The entries with documented fields. */
	public static final List<Entry> DOCUMENTED = ENTRIES.stream().filter(Entry::isDocumented).toList();

	/** Deliveries in odd shapes, named after their event and what is odd. */
	public static final List<String> VARIANTS = List.of("channel.didCreate__channel-as-array",
			"channel.didCreate__minimal-2018-shape", "message.didCreate__with-timestamp", "tag.created__bare-body",
			"v3.communityJoinRequest.didCreate__bare-body", "v3.communityMemberInvitation.didReject__bare-body",
			"v3.post.didCreate__event-without-prefix", "v5.message.didCreate__event-without-prefix",
			"v5.message.didDelete__event-without-prefix", "v5.message.didUpdate__event-of-the-creation");

	private Documentation() {
	}

	/** A delivery of each documented event. */
	public static byte[] sample(Entry entry) {
		return resource("samples/" + entry.name().replace("/", "__") + ".json");
	}

	/** A delivery in one of the odd shapes. */
	public static byte[] variant(String name) {
		return resource("/events/variants/" + name + ".json");
	}

	public static byte[] exampleDelivery() {
		return resource("samples/example-delivery.json");
	}

	/** The schema behind a reference, with the properties of its parts put together. */
	public static JsonNode resolve(JsonNode schema) {
		if (schema.has("$ref")) {
			String[] path = schema.path("$ref").stringValue().split("/");
			return resolve(MODELS.path(path[1]).path(path[2]));
		}
		if (!schema.has("allOf")) {
			return schema;
		}
		Map<String, JsonNode> properties = new LinkedHashMap<>();
		schema.path("allOf").forEach((part) -> properties.putAll(properties(resolve(part))));
		return JSON.createObjectNode().put("type", "object").set("properties", JSON.valueToTree(properties));
	}

	public static Map<String, JsonNode> properties(JsonNode schema) {
		Map<String, JsonNode> properties = new LinkedHashMap<>();
		schema.path("properties").forEachEntry(properties::put);
		return properties;
	}

	private static byte[] resource(String name) {
		try (InputStream stream = Objects.requireNonNull(SocialEvent.class.getResourceAsStream(name), name)) {
			return stream.readAllBytes();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** One name of the catalogue. */
	public record Entry(JsonNode json) {

		public String name() {
			return this.json.path("name").stringValue();
		}

		public List<String> alternatives() {
			List<String> alternatives = new ArrayList<>();
			this.json.path("event").path("alternatives").forEach((name) -> alternatives.add(name.stringValue()));
			return alternatives;
		}

		public boolean isDocumented() {
			return !this.json.path("data").isNull();
		}

		public boolean isDeprecated() {
			return this.json.path("deprecated").booleanValue();
		}

		public String evidence() {
			return this.json.path("event").path("evidence").stringValue();
		}

		/** The schema of the payload. */
		public JsonNode data() {
			return this.json.path("data");
		}

		public EventType type() {
			return EventCatalogue.find(name()).orElseThrow();
		}

		@Override
		public String toString() {
			return name();
		}

	}

}
