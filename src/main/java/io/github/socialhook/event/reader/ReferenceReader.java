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
				collect(data, path, path.keys(), found);
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

	private static void collect(JsonNode node, ReferencePath path, List<String> keys, Set<EventReference> found) {
		if (node.isArray()) {
			for (JsonNode element : node) {
				if (found.size() == MOST) {
					return;
				}
				collect(element, path, keys, found);
			}
		}
		else if (!keys.isEmpty()) {
			if (keys.size() > 1 || isOfKind(node, path)) {
				collect(node.path(keys.getFirst()), path, keys.subList(1, keys.size()), found);
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
