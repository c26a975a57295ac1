package io.github.socialhook.event.reader;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.github.socialhook.event.MessageEvent;
import io.github.socialhook.event.PushNotificationEvent;
import io.github.socialhook.event.catalogue.EventCatalogue;
import io.github.socialhook.event.catalogue.EventType;
import io.github.socialhook.event.model.Message;
import io.github.socialhook.event.model.MessageFeed;
import io.github.socialhook.event.model.MessageV5;
import io.github.socialhook.event.model.PushNotification;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON Schemas of the bodies of events, and the OpenAPI document that refers to them. */
final class EventSchemas {

	private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

	private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

	private static final String MODELS = "models.json";

	private static final List<Class<?>> MESSAGES_V5 = List.of(MessageV5.class, Message.class, MessageFeed.class);

	private final ValueSchemas values;

	/** What only one event refers to: its payload. */
	private final Map<String, JsonNode> ownDefinitions = new TreeMap<>();

	private final String ownPlace;

	private EventSchemas(ValueSchemas values, String ownPlace) {
		this.values = values;
		this.ownPlace = ownPlace;
	}

	/** Returns all files, by name. */
	static Map<String, JsonNode> files() {
		Map<String, JsonNode> files = new TreeMap<>();
		ValueSchemas models = new ValueSchemas((name) -> "#/$defs/" + name);
		typed().forEach((type) -> {
			EventSchemas schemas = new EventSchemas(new ValueSchemas((name) -> MODELS + "#/$defs/" + name), "#/$defs/");
			ObjectNode file = NODES.objectNode().put("$schema", DIALECT);
			file.setAll(schemas.body(type, "payload"));
			file.set("$defs", NODES.objectNode().setAll(schemas.ownDefinitions));
			files.put(fileOf(type), file);
			new EventSchemas(models, "").body(type, "");
		});
		ObjectNode file = NODES.objectNode().put("$schema", DIALECT).put("title", "The values that events hold");
		file.set("$defs", NODES.objectNode().setAll(models.definitions()));
		files.put(MODELS, file);
		files.put("openapi.json", openApi());
		return files;
	}

	static String fileOf(EventType type) {
		return keyOf(type) + ".json";
	}

	private static Stream<EventType> typed() {
		return EventCatalogue.types().stream().filter((type) -> type.type() != null);
	}

	private static String keyOf(EventType type) {
		return type.name().replace("/", "__");
	}

	/** The reader looks for the payload in {@code data}, or in a body without it. */
	private ObjectNode body(EventType type, String payloadName) {
		Class<?> record = Objects.requireNonNull(type.type());
		ObjectNode body = NODES.objectNode().put("title", type.name());
		body.put("description", description(type)).put("type", "object");
		ObjectNode name = ValueSchemas.types("string");
		name.set("examples", names(type));
		body.set("properties", NODES.objectNode().set("event", name));
		if (type.deprecatedSince() != null) {
			body.put("deprecated", true);
		}
		ObjectNode payload = fields(record);
		JsonNode data = payload.path("properties").path("data");
		ObjectNode enveloped = NODES.objectNode();
		enveloped.set("properties", NODES.objectNode().set("data", NODES.objectNode()));
		enveloped.set("required", NODES.arrayNode().add("data"));
		body.set("if", enveloped);
		if (data.isObject()) {
			body.set("then", payload);
			body.set("else", allOf(payload.deepCopy(), data));
			((ObjectNode) body.path("else").path("allOf").path(0).path("properties")).remove("data");
			return body;
		}
		boolean isPush = PushNotificationEvent.class.isAssignableFrom(record);
		JsonNode notification = this.values.of(PushNotification.class);
		ObjectNode own = own(payloadName, isPush ? allOf(payload, notification) : payload);
		ObjectNode inData = NODES.objectNode();
		inData.set("properties", NODES.objectNode().set("data", orNothing(payloadName, own)));
		body.set("then", isPush ? allOf(notification, inData) : inData);
		body.set("else", own);
		return body;
	}

	private ObjectNode own(String name, ObjectNode definition) {
		this.ownDefinitions.put(name, definition);
		return NODES.objectNode().put("$ref", this.ownPlace + name);
	}

	/** The payload, nothing, or a list of one of these. */
	private ObjectNode orNothing(String payloadName, ObjectNode payload) {
		String name = payloadName + ".data";
		ObjectNode list = ValueSchemas.types("array").put("maxItems", 1);
		list.set("items", NODES.objectNode().put("$ref", this.ownPlace + name));
		return own(name, ValueSchemas.anyOf(List.of(payload, ValueSchemas.types("null"), ValueSchemas.blank(), list)));
	}

	private ObjectNode fields(Class<?> record) {
		ObjectNode fields = this.values.object(record);
		ObjectNode properties = (ObjectNode) fields.path("properties");
		properties.remove("notification");
		if (MessageEvent.class.isAssignableFrom(record) && properties.has("messagesV1")) {
			// Each is also sent in the place of another.
			for (String place : List.of("messages", "messagesV1", "messageFeeds")) {
				properties.set(place, this.values.manyOf(MESSAGES_V5));
			}
		}
		return fields;
	}

	private static ObjectNode allOf(JsonNode... parts) {
		ObjectNode schema = NODES.objectNode();
		schema.set("allOf", NODES.arrayNode().addAll(List.of(parts)));
		return schema;
	}

	private static ArrayNode names(EventType type) {
		ArrayNode names = NODES.arrayNode();
		Stream.of(List.of(type.name()), type.aliases(), type.sharedNames())
			.flatMap(List::stream)
			.map((name) -> name.replace(EventCatalogue.PUSH_PREFIX, ""))
			.distinct()
			.forEach(names::add);
		return names;
	}

	private static String description(EventType type) {
		Class<?> record = Objects.requireNonNull(type.type());
		String text = "Read as " + record.getDeclaringClass().getSimpleName() + "." + record.getSimpleName()
				+ "; its name rests on: " + type.certainty().description();
		return (type.deprecatedSince() != null) ? text + "; deprecated since " + type.deprecatedSince() : text;
	}

	private static JsonNode openApi() {
		ValueSchemas values = new ValueSchemas((name) -> "#/components/schemas/" + name);
		EventSchemas schemas = new EventSchemas(values, "#/components/schemas/");
		Map<String, JsonNode> components = new TreeMap<>();
		ObjectNode webhooks = NODES.objectNode();
		ArrayNode tags = NODES.arrayNode();
		typed().map(EventType::group)
			.distinct()
			.forEach((group) -> tags.add(NODES.objectNode().put("name", group).put("description", "Events: " + group)));
		typed().forEach((type) -> {
			components.put("event." + keyOf(type), schemas.body(type, "payload." + keyOf(type)));
			webhooks.set(type.name(),
					NODES.objectNode().set("post", operation(type, values.reference("event." + keyOf(type)))));
		});
		components.putAll(schemas.ownDefinitions);
		components.putAll(values.definitions());
		ObjectNode document = NODES.objectNode().put("openapi", "3.1.1");
		ObjectNode info = NODES.objectNode().put("title", "Webhooks of Social+").put("version", "1");
		info.put("description",
				"What Social+ sends, as Socialhook reads it: any field can be absent, and others can come.");
		info.set("license", NODES.objectNode().put("name", "Apache-2.0").put("identifier", "Apache-2.0"));
		document.set("info", info);
		document.set("tags", tags);
		document.set("webhooks", webhooks);
		ObjectNode parts = NODES.objectNode();
		parts.set("schemas", NODES.objectNode().setAll(components));
		parts.set("securitySchemes",
				NODES.objectNode()
					.set("signature",
							NODES.objectNode()
								.put("type", "apiKey")
								.put("in", "header")
								.put("name", "x-amity-signature")
								.put("description", "Base64 of HMAC-SHA256 over the bytes of the body")));
		document.set("components", parts);
		return document;
	}

	private static ObjectNode operation(EventType type, JsonNode schema) {
		ObjectNode operation = NODES.objectNode().put("operationId", keyOf(type).replace('.', '_'));
		operation.put("summary", type.name()).set("tags", NODES.arrayNode().add(type.group()));
		if (type.deprecatedSince() != null) {
			operation.put("deprecated", true);
		}
		operation.set("security", NODES.arrayNode().add(NODES.objectNode().set("signature", NODES.arrayNode())));
		ObjectNode json = NODES.objectNode();
		json.set("application/json", NODES.objectNode().set("schema", schema));
		operation.set("requestBody", NODES.objectNode().put("required", true).set("content", json));
		ObjectNode responses = NODES.objectNode();
		responses.set("200", NODES.objectNode().put("description", "Stored"));
		responses.set("401", NODES.objectNode().put("description", "The signature is missing or wrong"));
		operation.set("responses", responses);
		return operation;
	}

}
