package io.github.socialhook.sender;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Changes the body of an event. A path such as {@code data.post.postId} leads through
 * objects by name and through arrays by number. An array that is not entered by number is
 * entered by its first element: {@code data.posts.postId} is {@code data.posts.0.postId}.
 */
public final class EventEditor {

	private static final JsonMapper MAPPER = JsonMapper.shared();

	private final ObjectNode tree;

	/**
	 * Begins with a body.
	 * @param body a JSON object
	 * @throws IllegalArgumentException if it is something else
	 */
	public EventEditor(byte[] body) {
		if (!(MAPPER.readTree(body) instanceof ObjectNode object)) {
			throw new IllegalArgumentException("The body is not a JSON object");
		}
		this.tree = object;
	}

	/**
	 * Sets a value.
	 * @param path where
	 * @param value a text, a number, a truth value, null, or anything that Jackson writes
	 * @throws IllegalArgumentException if the path leads through a plain value
	 */
	public void set(String path, @Nullable Object value) {
		JsonNode node = (value != null) ? MAPPER.valueToTree(value) : MAPPER.nullNode();
		JsonNode parent = parentOf(path);
		String name = lastOf(path);
		if (parent instanceof ObjectNode object) {
			object.set(name, node);
		}
		else {
			set((ArrayNode) parent, name, path, node);
		}
	}

	private static void set(ArrayNode array, String name, String path, JsonNode value) {
		int index = number(name, path);
		if (index < array.size()) {
			array.set(index, value);
		}
		else if (index == array.size()) {
			array.add(value);
		}
		else {
			throw tooFar(array, path);
		}
	}

	/**
	 * Removes a value.
	 * @param path where
	 * @throws IllegalArgumentException if there is nothing
	 */
	public void remove(String path) {
		JsonNode parent = parentOf(path);
		boolean there = (parent instanceof ObjectNode object) && object.remove(lastOf(path)) != null;
		if (!there) {
			throw new IllegalArgumentException("There is nothing at '" + path + "'");
		}
	}

	private JsonNode parentOf(String path) {
		String[] names = path.split("\\.", -1);
		JsonNode node = this.tree;
		for (int i = 0; i < names.length - 1; i++) {
			node = enter(child(node, names[i], path), names[i + 1], path);
		}
		return node;
	}

	private static JsonNode child(JsonNode node, String name, String path) {
		if (node instanceof ArrayNode array) {
			JsonNode element = array.get(number(name, path));
			if (element == null) {
				throw tooFar(array, path);
			}
			return element;
		}
		ObjectNode object = (ObjectNode) node;
		return object.has(name) ? object.get(name) : object.putObject(name);
	}

	/** Of several things, the first, unless a number says which. */
	private static JsonNode enter(JsonNode node, String next, String path) {
		JsonNode entered = (node.isArray() && !isNumber(next) && !node.isEmpty()) ? node.get(0) : node;
		if (!entered.isObject() && !entered.isArray()) {
			throw new IllegalArgumentException(
					"The path '" + path + "' leads through a plain value before '" + next + "'");
		}
		return entered;
	}

	private static IllegalArgumentException tooFar(ArrayNode array, String path) {
		return new IllegalArgumentException("The array at '" + path + "' has " + array.size() + " elements only");
	}

	private static boolean isNumber(String name) {
		return !name.isEmpty() && name.chars().allMatch((character) -> character >= '0' && character <= '9');
	}

	private static int number(String name, String path) {
		if (!isNumber(name)) {
			throw new IllegalArgumentException("The path '" + path + "' needs a number instead of '" + name + "'");
		}
		return Integer.parseInt(name);
	}

	private static String lastOf(String path) {
		return path.substring(path.lastIndexOf('.') + 1);
	}

	/**
	 * Returns the body as it is now.
	 * @return the body as JSON in UTF-8
	 */
	public byte[] body() {
		return MAPPER.writeValueAsBytes(this.tree);
	}

	@Override
	public String toString() {
		return this.tree.toPrettyString();
	}

}
