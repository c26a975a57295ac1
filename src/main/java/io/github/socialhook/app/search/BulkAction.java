package io.github.socialhook.app.search;

import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A change of a document.
 *
 * @param lines the action, and the document if there is one, each ended by a line feed
 */
record BulkAction(String lines) {

	static BulkAction index(String index, String id, Instant version, Map<String, @Nullable Object> document) {
		return new BulkAction(action("index", index, id, version) + json(document));
	}

	static BulkAction delete(String index, String id, Instant version) {
		return new BulkAction(action("delete", index, id, version));
	}

	private static String action(String name, String index, String id, Instant version) {
		return json(Map.of(name, Map.of("_index", index, "_id", id, "version", version.toEpochMilli(), "version_type",
				"external_gte")));
	}

	private static String json(Map<String, ? extends @Nullable Object> object) {
		return JsonMapper.shared().writeValueAsString(object) + "\n";
	}

}
