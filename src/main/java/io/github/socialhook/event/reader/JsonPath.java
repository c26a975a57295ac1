package io.github.socialhook.event.reader;

import java.util.Locale;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.MismatchedInputException;

/**
 * Says where in a body something does not fit, without quoting it.
 */
final class JsonPath {

	private JsonPath() {
	}

	/** The path in the body, what stands there, and what should. */
	static String toFault(JacksonException fault, Envelope envelope) {
		JsonNode node = envelope.content();
		StringBuilder path = new StringBuilder(envelope.path());
		boolean isMoved = true;
		for (JacksonException.Reference reference : fault.getPath()) {
			String name = reference.getPropertyName();
			if (name != null) {
				String sent = isMoved ? envelope.origin().apply(name) : name;
				path.append(sent.isEmpty() ? "" : "." + sent);
				isMoved = isMoved && sent.isEmpty();
				node = node.path(name);
			}
			else if (node.isArray()) {
				path.append('[').append(reference.getIndex()).append(']');
				node = node.path(reference.getIndex());
			}
		}
		return path + (node.isMissingNode() ? "" : " is " + describe(node) + " and") + " cannot be read as "
				+ expected(fault);
	}

	private static String describe(JsonNode node) {
		String type = node.getNodeType().name().toLowerCase(Locale.ROOT);
		return (node.isContainer() ? "an " : "a ") + type;
	}

	private static String expected(JacksonException fault) {
		return (fault instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null)
				? mismatch.getTargetType().getSimpleName() : "its type";
	}

}
