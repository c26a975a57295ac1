package io.github.socialhook.event.reader;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * How large JSON may be in depth and detail. Its size is limited where it is received.
 */
final class JsonLimits {

	/** A deeper tree can be read, but Jackson does not write it, so it has no text. */
	private static final int DEPTH = StreamWriteConstraints.DEFAULT_MAX_DEPTH;

	/** Longer numbers take time to parse that grows with the square of their length. */
	private static final int DIGITS = 10_000;

	/** What lies beyond the limits. */
	static final String EXPLANATION = "nested too deeply (more than " + DEPTH
			+ " levels), or with a number that is too long (more than " + DIGITS + " characters)";

	private JsonLimits() {
	}

	/** A factory of parsers with these limits. Names may be as long as the body. */
	static JsonFactory newFactory() {
		return JsonFactory.builder()
			.streamReadConstraints(StreamReadConstraints.builder()
				.maxNestingDepth(DEPTH)
				.maxNumberLength(DIGITS)
				.maxNameLength(Integer.MAX_VALUE)
				.maxStringLength(Integer.MAX_VALUE)
				.build())
			.build();
	}

}
