package io.github.socialhook.event.reader;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.socialhook.event.model.OpenEnum;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON Schemas of the values that events hold, made of the records that they are read as.
 * They permit what the reader permits: other spellings of numbers, dates and texts, one
 * value for a list, and a list of one for a value.
 */
final class ValueSchemas {

	private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

	/** As {@link String#trim()} understands it. */
	private static final String BLANK = "[\\u0000-\\u0020]*";

	private static final String NUMBER = "[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?";

	private final UnaryOperator<String> place;

	private final Map<String, JsonNode> definitions = new TreeMap<>();

	/**
	 * Creates schemas.
	 * @param place where a definition can be referred to, given its name
	 */
	ValueSchemas(UnaryOperator<String> place) {
		this.place = place;
	}

	/** Returns the schemas of the types met so far, by name. */
	Map<String, JsonNode> definitions() {
		return this.definitions;
	}

	/** Returns the schema of an object with the fields of a record. */
	ObjectNode object(Class<?> record) {
		ObjectNode properties = NODES.objectNode();
		for (RecordComponent component : record.getRecordComponents()) {
			JsonNode schema = of(component.getGenericType());
			names(component).forEach((name) -> properties.set(name, schema.deepCopy()));
		}
		ObjectNode object = NODES.objectNode().put("type", "object");
		object.set("properties", properties);
		return object;
	}

	private static Stream<String> names(RecordComponent component) {
		if (Map.class.isAssignableFrom(component.getType())) {
			// What has no field of its own: any property may be there.
			return Stream.of();
		}
		JsonProperty property = component.getAccessor().getAnnotation(JsonProperty.class);
		JsonAlias alias = component.getAccessor().getAnnotation(JsonAlias.class);
		return Stream.concat(Stream.of((property != null) ? property.value() : component.getName()),
				(alias != null) ? Arrays.stream(alias.value()) : Stream.of());
	}

	/** Returns the schema of a value. */
	JsonNode of(Type type) {
		if (type instanceof ParameterizedType list) {
			return many((Class<?>) list.getActualTypeArguments()[0]);
		}
		return (type == JsonNode.class) ? NODES.objectNode() : reference(single((Class<?>) type));
	}

	/** Returns the schema of a list of any of these. */
	JsonNode manyOf(List<Class<?>> types) {
		return anyOf(types.stream().map(this::many).toList());
	}

	private JsonNode many(Class<?> type) {
		if (type == JsonNode.class) {
			return NODES.objectNode();
		}
		String one = single(type);
		String name = nameOf(type) + ".list";
		define(name, () -> {
			ObjectNode array = NODES.objectNode().put("type", "array");
			array.set("items", reference(one));
			return described("One, or a list", anyOf(List.of(array, reference(one))));
		});
		return reference(name);
	}

	/** Defines a value that may be absent, and returns the name of its definition. */
	private String single(Class<?> type) {
		String name = nameOf(type);
		if (type == String.class) {
			return scalar(name, "A text; other scalar values are read as a text", types("string", "number", "boolean"));
		}
		if (type == Long.class) {
			return scalar(name, "A whole number, also as a text", types("integer"), text(NUMBER));
		}
		if (type == Double.class) {
			return scalar(name, "A number, also as a text", types("number"),
					text(NUMBER + "|[+-]?INF|[+-]?Infinity|NaN"));
		}
		if (type == Boolean.class) {
			return scalar(name, "True or false, also as a text or a number", types("boolean", "integer"),
					text("[tT]rue|TRUE|[fF]alse|FALSE"));
		}
		if (type == Instant.class) {
			return scalar(name, "A date as in ISO 8601, or milliseconds since 1970",
					text("[+-]?[0-9]{4,}-[0-9]{2}-[0-9]{2}.*|" + NUMBER), types("number"));
		}
		if (OpenEnum.class.isAssignableFrom(type)) {
			return openEnum(type);
		}
		define(name, () -> object(type));
		return scalar(name + ".value", "The object, or nothing", reference(name));
	}

	private String openEnum(Class<?> type) {
		ArrayNode known = NODES.arrayNode();
		Arrays.stream(type.getDeclaredClasses())
			.filter(Class::isEnum)
			.flatMap((constants) -> Arrays.stream(constants.getEnumConstants()))
			.forEach((constant) -> known.add(((OpenEnum) constant).value()));
		ObjectNode values = NODES.objectNode();
		values.set("enum", known);
		String text = single(String.class);
		return scalar(nameOf(type), "One of the known values, or another one", values, reference(text));
	}

	/** Defines what may also be nothing, or stand alone in a list. */
	private String scalar(String name, String description, JsonNode... forms) {
		define(name, () -> {
			List<JsonNode> all = new ArrayList<>(List.of(forms));
			all.add(types("null"));
			all.add(blank());
			ObjectNode alone = NODES.objectNode().put("type", "array");
			alone.put("maxItems", 1).set("items", reference(name));
			all.add(alone);
			return described(description, anyOf(all));
		});
		return name;
	}

	private void define(String name, Supplier<JsonNode> schema) {
		if (!this.definitions.containsKey(name)) {
			// First the name, because an object may hold others of its own kind.
			this.definitions.put(name, NODES.objectNode());
			this.definitions.put(name, schema.get());
		}
	}

	ObjectNode reference(String name) {
		return NODES.objectNode().put("$ref", this.place.apply(name));
	}

	static ObjectNode anyOf(List<? extends JsonNode> forms) {
		ObjectNode schema = NODES.objectNode();
		schema.set("anyOf", NODES.arrayNode().addAll(forms));
		return schema;
	}

	static ObjectNode described(String description, ObjectNode schema) {
		ObjectNode described = NODES.objectNode().put("description", description);
		described.setAll(schema);
		return described;
	}

	static ObjectNode types(String... types) {
		ObjectNode schema = NODES.objectNode();
		if (types.length == 1) {
			return schema.put("type", types[0]);
		}
		ArrayNode all = NODES.arrayNode();
		Arrays.stream(types).forEach(all::add);
		schema.set("type", all);
		return schema;
	}

	static ObjectNode text(String pattern) {
		return types("string").put("pattern", "^" + BLANK + "(" + pattern + ")" + BLANK + "$");
	}

	static ObjectNode blank() {
		return types("string").put("pattern", "^" + BLANK + "$");
	}

	private static String nameOf(Class<?> type) {
		if (type == Instant.class) {
			return "Time";
		}
		if (type == Long.class) {
			return "WholeNumber";
		}
		if (type == Double.class) {
			return "Number";
		}
		if (type == String.class) {
			return "Text";
		}
		Class<?> outer = type.getDeclaringClass();
		return (outer != null) ? outer.getSimpleName() + "." + type.getSimpleName() : type.getSimpleName();
	}

}
