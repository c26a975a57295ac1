package io.github.socialhook.console.api;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.socialhook.console.operation.Parameters;
import io.github.socialhook.console.operation.ProblemException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpStatus;

/**
 * Reads a filter with flags from the body of a request: a JSON object of strings and
 * booleans.
 */
final class JsonMembers {

	private static final Log logger = LogFactory.getLog(JsonMembers.class);

	private static final int MAX_BYTES = 16 * 1024;

	private static final JsonMapper JSON = new JsonMapper();

	private final Set<String> flags;

	private final Set<String> names;

	/** Reads the members of a filter and these flags. */
	JsonMembers(Set<String> flags) {
		this.flags = flags;
		this.names = Stream.concat(Parameters.FILTER.stream(), flags.stream()).collect(Collectors.toUnmodifiableSet());
	}

	/** Returns the members that are neither null nor empty. */
	Map<String, String> read(InputStream body) throws IOException {
		byte[] bytes = body.readNBytes(MAX_BYTES + 1);
		if (bytes.length > MAX_BYTES) {
			throw ProblemException.of(HttpStatus.CONTENT_TOO_LARGE, "The body has more than " + MAX_BYTES + " bytes.");
		}
		try (JsonParser json = JSON.createParser(bytes)) {
			return members(json);
		}
		catch (JacksonException ex) {
			logger.debug("A body is no JSON", ex);
			throw notAnObject();
		}
	}

	private Map<String, String> members(JsonParser json) {
		Map<String, String> values = new HashMap<>();
		if (json.nextToken() != JsonToken.START_OBJECT) {
			throw notAnObject();
		}
		for (String name = json.nextName(); name != null; name = json.nextName()) {
			if (values.put(name, value(name, json)) != null) {
				throw ProblemException.badParameter(Parameters.shorten(name), "It must not be given more than once.");
			}
		}
		if (json.currentToken() != JsonToken.END_OBJECT || json.nextToken() != null) {
			throw notAnObject();
		}
		values.values().removeIf(String::isEmpty);
		return values;
	}

	private String value(String name, JsonParser json) {
		JsonToken token = json.nextToken();
		if (!this.names.contains(name)) {
			throw ProblemException.badParameter(Parameters.shorten(name),
					"Unknown parameter. Valid parameters are: " + Parameters.names(this.names) + ".");
		}
		if (this.flags.contains(name)) {
			if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
				throw ProblemException.badParameter(name, "It must be true or false.");
			}
			return json.getString();
		}
		return switch (token) {
			case VALUE_STRING -> json.getString();
			case VALUE_NULL -> "";
			case null, default -> throw ProblemException.badParameter(Parameters.shorten(name), "It must be a string.");
		};
	}

	private static ProblemException notAnObject() {
		return ProblemException.of(HttpStatus.BAD_REQUEST, "The body must be a JSON object.");
	}

}
