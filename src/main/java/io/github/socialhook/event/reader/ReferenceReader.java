package io.github.socialhook.event.reader;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.github.socialhook.event.catalogue.EventReferences;
import io.github.socialhook.event.catalogue.ReferencePath;
import tools.jackson.databind.JsonNode;

/**
 * Reads what an event refers to: the users, channels, posts and so on whose ids are in
 * its body. Thread-safe.
 */
public final class ReferenceReader {

	/** As many are read of one event at the most, the most important first. */
	public static final int MOST = 16;

	private static final int LONGEST = 200;

	private final EventReader reader = new EventReader();

	/** The references of the body; empty if it cannot be read. */
	public Set<EventReference> read(byte[] body) {
		Set<EventReference> found = new LinkedHashSet<>();
		try {
			JsonNode data = Envelope.data(this.reader.tree(body));
			for (ReferencePath path : EventReferences.paths()) {
				collect(data, path, 0, found);
			}
		}
		catch (UnreadableEventException ex) {
			return Set.of();
		}
		return found;
	}

	private static boolean isOfKind(JsonNode container, ReferencePath path) {
		return path.kindKey().isEmpty() || path.kind().equalsIgnoreCase(container.path(path.kindKey()).asString(""));
	}

	/**
	 * Adds what a path leads to.
	 * @param passed how many keys of the path lead to the node
	 */
	private static void collect(JsonNode node, ReferencePath path, int passed, Set<EventReference> found) {
		List<String> keys = path.keys();
		if (node.isArray()) {
			for (JsonNode element : node) {
				if (found.size() == MOST) {
					return;
				}
				collect(element, path, passed, found);
			}
		}
		else if (passed < keys.size()) {
			// Most events have nothing at most paths.
			JsonNode next = node.get(keys.get(passed));
			if (next != null && (passed < keys.size() - 1 || isOfKind(node, path))) {
				collect(next, path, passed + 1, found);
			}
		}
		else if (node.isString() || node.isIntegralNumber()) {
			String id = node.asString();
			if (!id.isBlank() && id.length() <= LONGEST && found.size() < MOST) {
				found.add(new EventReference(path.kind(), id));
			}
		}
	}

}
