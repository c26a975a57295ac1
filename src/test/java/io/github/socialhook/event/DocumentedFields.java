package io.github.socialhook.event;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import io.github.socialhook.event.catalogue.EventType;
import io.github.socialhook.event.model.OpenEnum;
import io.github.socialhook.event.model.PushNotification;
import tools.jackson.databind.JsonNode;

/**
 * Walks a documented schema and a record side by side.
 */
final class DocumentedFields {

	private static final Map<String, String> ENVELOPE_OF_PUSH = Map.of("eventType", "string", "id", "string",
			"networkId", "string", "path", "string", "senderId", "string", "sentTime", "date-time", "version",
			"string");

	/** Messages of the older form, which the reference sends among the feeds. */
	private static final String OLDER_MESSAGES = "messagesV1";

	private final List<String> faults = new ArrayList<>();

	private final Set<String> walked = new HashSet<>();

	private DocumentedFields() {
	}

	/** What the record of an event lacks, has too much, or has of the wrong type. */
	static List<String> faultsOf(EventType type, JsonNode data) {
		DocumentedFields fields = new DocumentedFields();
		JsonNode schema = Documentation.resolve(data);
		Map<String, JsonNode> properties = new LinkedHashMap<>();
		if (FileEvent.class.isAssignableFrom(type.type()) || TagEvent.class.isAssignableFrom(type.type())) {
			properties.put("data", schema);
			if (FileEvent.class.isAssignableFrom(type.type())) {
				properties.put("networkId", string("string"));
			}
		}
		else {
			properties.putAll(Documentation.properties(schema));
		}
		if (PushNotificationEvent.class.isAssignableFrom(type.type())) {
			Map<String, JsonNode> notification = new LinkedHashMap<>();
			ENVELOPE_OF_PUSH.forEach((name, format) -> notification.put(name, string(format)));
			Stream.of("eventName", "isBroadcast", "targetIds", "notify", "title", "body")
				.forEach((name) -> notification.put(name, properties.remove(name)));
			fields.walk("notification", notification, PushNotification.class);
			properties.put("notification", Documentation.JSON.createObjectNode());
		}
		if (type.name().startsWith("v5.")) {
			properties.put(OLDER_MESSAGES, properties.get("messageFeeds"));
		}
		fields.walk(type.name(), properties, type.type());
		return fields.faults;
	}

	/** What a record lacks, has too much, or has of the wrong type. */
	static List<String> faultsOf(Class<?> type, JsonNode schema) {
		DocumentedFields fields = new DocumentedFields();
		fields.walk("$", Documentation.properties(Documentation.resolve(schema)), type);
		return fields.faults;
	}

	private void walk(String path, Map<String, JsonNode> documented, Class<?> type) {
		Map<String, RecordComponent> fields = Comparison.fields(type);
		documented.forEach((name, schema) -> {
			RecordComponent component = fields.get(name);
			if (component == null) {
				this.faults.add(path + "." + name + " is documented, and " + type.getSimpleName() + " has it not");
			}
			else {
				fit(path + "." + name, schema, component.getGenericType());
			}
		});
		fields.values().stream().distinct().forEach((component) -> {
			if (Comparison.names(component).stream().noneMatch(documented::containsKey)) {
				this.faults.add(path + "." + component.getName() + " is not documented");
			}
		});
	}

	private void fit(String path, JsonNode schema, Type type) {
		if (!isFitting(path, schema, type)) {
			this.faults.add(path + " is read as " + type.getTypeName() + ", and documented as " + schema);
		}
	}

	private boolean isFitting(String path, JsonNode schema, Type type) {
		if (type == PushNotification.class) {
			return true;
		}
		if (schema.has("anyOf")) {
			return type == JsonNode.class
					|| schema.path("anyOf").valueStream().anyMatch((form) -> isFitting(path, form, type));
		}
		String reference = schema.path("$ref").asString("");
		if (reference.contains("/enums/")) {
			return isOpenEnumOf(reference, type);
		}
		JsonNode resolved = Documentation.resolve(schema);
		if (resolved.path("type").asString("").equals("array")) {
			return type instanceof ParameterizedType list && list.getRawType() == List.class
					&& isFitting(path + "[]", resolved.path("items"), list.getActualTypeArguments()[0]);
		}
		if (type instanceof Class<?> record && record.isRecord() && !OpenEnum.class.isAssignableFrom(record)) {
			return isModel(path, resolved, reference, record);
		}
		return isFittingValue(resolved, type);
	}

	private boolean isModel(String path, JsonNode schema, String reference, Class<?> record) {
		if (!schema.has("properties") || (!reference.isEmpty() && !reference.endsWith("/" + record.getSimpleName()))) {
			return false;
		}
		if (this.walked.add(record.getName() + " as " + schema)) {
			walk(path, Documentation.properties(schema), record);
		}
		return true;
	}

	private static boolean isFittingValue(JsonNode schema, Type type) {
		return switch (schema.path("type").asString()) {
			case "string" -> schema.path("format").asString("").equals("date-time") ? type == Instant.class
					: type == String.class || (schema.has("enum") && isOpenEnumOf(schema.path("enum"), type));
			case "integer" -> type == Long.class;
			case "number" -> type == Long.class || type == Double.class;
			case "boolean" -> type == Boolean.class;
			case "object" -> type == JsonNode.class && !schema.has("properties");
			default -> false;
		};
	}

	private static boolean isOpenEnumOf(String reference, Type type) {
		JsonNode documented = Documentation.resolve(Documentation.JSON.createObjectNode().put("$ref", reference));
		return ((Class<?>) type).getSimpleName().equals(reference.substring(reference.lastIndexOf('/') + 1))
				&& isOpenEnumOf(documented.path("values"), type) && isOpenEnumOf(documented.path("extraValues"), type)
				&& isOpenEnumOf(documented.path("sdkOnlyValues"), type);
	}

	private static boolean isOpenEnumOf(JsonNode values, Type type) {
		if (!(type instanceof Class<?> open) || !OpenEnum.class.isAssignableFrom(open)) {
			return false;
		}
		for (Class<?> known : open.getPermittedSubclasses()) {
			if (known.isEnum()) {
				Set<String> constants = new HashSet<>();
				for (Object constant : known.getEnumConstants()) {
					constants.add(((OpenEnum) constant).value());
				}
				return values.valueStream().allMatch((value) -> constants.contains(value.stringValue()));
			}
		}
		return false;
	}

	private static JsonNode string(String format) {
		return Documentation.JSON.createObjectNode().put("type", "string").put("format", format);
	}

}
