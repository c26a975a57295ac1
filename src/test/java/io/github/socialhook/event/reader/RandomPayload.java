package io.github.socialhook.event.reader;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

import io.github.socialhook.event.Documentation;
import io.github.socialhook.event.Documentation.Entry;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes up deliveries from the documented schemas: fields are left out, null, in another
 * order, alone instead of in a list, or ones that nobody knows; and, if it is wild, of
 * any other type.
 */
final class RandomPayload {

	/** Stands in every text, so that one can tell whether it was quoted. */
	static final String MARK = "\u2691";

	private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

	private final Random random;

	private final boolean isWild;

	RandomPayload(long seed, boolean isWild) {
		this.random = new Random(seed);
		this.isWild = isWild;
	}

	/** A delivery of the event, in the envelope of its sample. */
	ObjectNode delivery(Entry entry) {
		ObjectNode sample = (ObjectNode) Documentation.JSON.readTree(Documentation.sample(entry));
		JsonNode data = value(entry.data(), "data");
		if (data.isObject() && sample.path("data").has("eventName")) {
			((ObjectNode) data).set("eventName", sample.path("data").path("eventName"));
		}
		sample.set("data", data);
		return shuffled(sample);
	}

	/** The JSON of a delivery, some of its fields sent twice; the second one counts. */
	String textWithDuplicates(JsonNode node) {
		if (!node.isObject()) {
			return node.toString();
		}
		List<String> fields = new ArrayList<>();
		node.properties().forEach((field) -> {
			if (chance(10)) {
				fields.add("\"" + field.getKey() + "\":" + anything(2));
			}
			fields.add("\"" + field.getKey() + "\":" + textWithDuplicates(field.getValue()));
		});
		return "{" + String.join(",", fields) + "}";
	}

	/** Bytes of a delivery with some of them changed, dropped, repeated or cut off. */
	byte[] spoilt(byte[] body) {
		List<Byte> bytes = new ArrayList<>(body.length);
		for (byte b : body) {
			if (!chance(body.length)) {
				bytes.add(b);
			}
			if (chance(body.length / 2)) {
				bytes.add((byte) this.random.nextInt(256));
			}
		}
		int length = chance(3) ? this.random.nextInt(bytes.size() + 1) : bytes.size();
		byte[] spoilt = new byte[length];
		for (int i = 0; i < length; i++) {
			spoilt[i] = bytes.get(i);
		}
		return spoilt;
	}

	private JsonNode value(JsonNode schema, String name) {
		if (this.isWild && chance(12)) {
			return anything(3);
		}
		if (schema.has("anyOf")) {
			JsonNode forms = schema.path("anyOf");
			if (forms.path(0).path("type").asString("").equals("number")) {
				return value(forms.path(0), name);
			}
			return value(forms.path(isOneOfTwoPlaces(name) ? 0 : this.random.nextInt(forms.size())), name);
		}
		JsonNode resolved = Documentation.resolve(schema);
		if (resolved.has("values") && chance(2)) {
			return resolved.path("values").path(this.random.nextInt(resolved.path("values").size()));
		}
		return switch (resolved.path("type").asString("string")) {
			case "array" -> list(resolved.path("items"), name);
			case "object" -> resolved.has("properties") ? object(resolved) : freeForm();
			case "integer" -> number(this.random.nextLong(-5, 1L << 40));
			case "number" -> number(this.random.nextInt(1000));
			case "boolean" -> NODES.booleanNode(this.random.nextBoolean());
			default -> resolved.path("format").asString("").equals("date-time")
					? date(Instant.ofEpochMilli(this.random.nextLong(1L << 42))) : text();
		};
	}

	/** What stands in the one has its own form, so both take their first. */
	private static boolean isOneOfTwoPlaces(String name) {
		return name.equals("messages") || name.equals("messageFeeds");
	}

	private JsonNode number(long number) {
		return switch (this.random.nextInt(6)) {
			case 0 -> NODES.numberNode((double) number);
			case 1 -> NODES.stringNode(Long.toString(number));
			case 2 -> NODES.stringNode(number + ".0");
			default -> NODES.numberNode(number);
		};
	}

	private JsonNode date(Instant date) {
		String text = date.toString();
		return switch (this.random.nextInt(8)) {
			case 0 -> NODES.stringNode(text.substring(0, text.indexOf('T')));
			case 1 -> NODES.stringNode(text.replace('T', ' ').replace("Z", ""));
			case 2 -> NODES.numberNode(date.toEpochMilli());
			case 3 -> NODES.numberNode((double) date.toEpochMilli());
			default -> NODES.stringNode(text);
		};
	}

	private ObjectNode object(JsonNode schema) {
		ObjectNode object = NODES.objectNode();
		for (Map.Entry<String, JsonNode> field : Documentation.properties(schema).entrySet()) {
			boolean tellsVersionsApart = field.getKey().equals("messageId");
			if (tellsVersionsApart || !chance(5)) {
				object.set(field.getKey(), (!tellsVersionsApart && chance(10)) ? NODES.nullNode()
						: value(field.getValue(), field.getKey()));
			}
		}
		while (chance(4)) {
			object.set("unheardOf" + this.random.nextInt(9), anything(2));
		}
		return shuffled(object);
	}

	private JsonNode list(JsonNode items, String name) {
		if (chance(8)) {
			return value(items, name);
		}
		ArrayNode list = NODES.arrayNode();
		for (int i = this.random.nextInt(3); i >= 0; i--) {
			list.add(value(items, name));
		}
		if (chance(20)) {
			list.addNull();
		}
		return chance(10) ? NODES.arrayNode() : list;
	}

	private ObjectNode freeForm() {
		ObjectNode object = NODES.objectNode();
		while (chance(2)) {
			object.set("key" + this.random.nextInt(9), anything(2));
		}
		return object;
	}

	private JsonNode anything(int depth) {
		return switch (this.random.nextInt((depth > 0) ? 8 : 6)) {
			case 0 -> NODES.nullNode();
			case 1 -> NODES.booleanNode(this.random.nextBoolean());
			case 2 -> NODES.numberNode(this.random.nextLong());
			case 3 -> NODES.numberNode(this.random.nextGaussian());
			case 4 -> chance(3) ? NODES.stringNode("") : text();
			case 5 -> NODES.stringNode(Integer.toString(this.random.nextInt(999)));
			case 6 -> {
				ArrayNode array = NODES.arrayNode();
				for (int i = this.random.nextInt(3); i > 0; i--) {
					array.add(anything(depth - 1));
				}
				yield array;
			}
			default -> NODES.objectNode().set("key", anything(depth - 1));
		};
	}

	private JsonNode text() {
		return NODES
			.stringNode(MARK + Long.toString(this.random.nextLong(), Character.MAX_RADIX) + "\u00e9\ud83d\ude00");
	}

	private ObjectNode shuffled(ObjectNode object) {
		List<String> names = new ArrayList<>(object.propertyNames());
		Collections.shuffle(names, this.random);
		ObjectNode shuffled = NODES.objectNode();
		names.forEach((name) -> shuffled.set(name, object.get(name)));
		return shuffled;
	}

	private boolean chance(int oneIn) {
		return this.random.nextInt(Math.max(oneIn, 1)) == 0;
	}

}
