package io.github.socialhook.redaction;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * One pass over a body that copies it byte by byte, except for the values at the paths.
 * It needs no recursion and no tree. From where a body is no JSON, all of it is masked.
 */
final class BodyMask {

	private static final int DEPTH = 100_000;

	/** With names that are not canonicalized, it would count characters, not bytes. */
	private static final JsonFactory FACTORY = JsonFactory.builder()
		.streamReadConstraints(StreamReadConstraints.builder()
			.maxNestingDepth(DEPTH)
			.maxNumberLength(Integer.MAX_VALUE)
			.maxNameLength(Integer.MAX_VALUE)
			.maxStringLength(Integer.MAX_VALUE)
			.build())
		.build();

	private final List<RedactionPath> paths;

	private final byte[] body;

	private final ByteArrayOutputStream masked;

	private final Set<String> values = new LinkedHashSet<>();

	private final List<Level> levels = new ArrayList<>();

	/** How far the body is copied or masked. */
	private int done;

	/** How far it is JSON. */
	private int valid;

	private boolean whole;

	BodyMask(List<RedactionPath> paths, byte[] body) {
		this.paths = paths;
		this.body = body;
		this.masked = new ByteArrayOutputStream(body.length + Redaction.MASK.length());
		try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), body)) {
			walk(parser);
			this.valid = body.length;
			this.whole = true;
		}
		catch (JacksonException ex) {
			// The rest may have anything in it.
			this.whole = false;
		}
	}

	/** Returns the body with masks; the same array if there was nothing to mask. */
	byte[] body() {
		if (this.whole && this.done == 0) {
			return this.body;
		}
		this.masked.write(this.body, this.done, this.valid - this.done);
		this.done = this.valid;
		if (!this.whole) {
			write(Redaction.MASK);
		}
		return this.masked.toByteArray();
	}

	/** Returns the masked values as text; null if not all of them are known. */
	@Nullable Set<String> values() {
		return this.whole ? this.values : null;
	}

	private void walk(JsonParser parser) {
		long[] root = this.paths.stream().mapToLong(RedactionPath::start).toArray();
		JsonToken token = parser.nextToken();
		while (token != null) {
			if (token.isStructEnd()) {
				this.levels.removeLast();
				this.valid = end(parser);
			}
			else if (token != JsonToken.PROPERTY_NAME) {
				value(parser, token, this.levels.isEmpty() ? root : this.levels.getLast().child(parser, this.paths));
			}
			token = parser.nextToken();
		}
	}

	private void value(JsonParser parser, JsonToken token, long[] positions) {
		boolean hit = false;
		boolean live = false;
		for (int i = 0; i < positions.length; i++) {
			hit |= this.paths.get(i).isEnd(positions[i]);
			live |= positions[i] != 0;
		}
		if (hit) {
			mask(parser, token);
		}
		else if (token.isStructStart() && live) {
			this.levels.add(new Level(positions, token == JsonToken.START_ARRAY));
			this.valid = end(parser);
		}
		else {
			parser.skipChildren();
			this.valid = end(parser);
		}
	}

	private void mask(JsonParser parser, JsonToken first) {
		int start = Math.toIntExact(parser.currentTokenLocation().getByteOffset());
		int depth = 0;
		JsonToken token = first;
		while (true) {
			if (token.isScalarValue() && token != JsonToken.VALUE_NULL) {
				this.values.add(parser.getString());
			}
			depth += token.isStructStart() ? 1 : 0;
			depth -= token.isStructEnd() ? 1 : 0;
			if (depth == 0) {
				break;
			}
			token = parser.nextToken();
		}
		int end = end(parser);
		this.masked.write(this.body, this.done, start - this.done);
		write("\"" + Redaction.MASK + "\"");
		this.done = end;
		this.valid = end;
	}

	private void write(String text) {
		this.masked.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
	}

	/** Returns where the current token ends, in bytes. */
	private static int end(JsonParser parser) {
		parser.finishToken();
		long offset = parser.currentLocation().getByteOffset();
		if (offset < 0) {
			throw new NotUtf8Exception();
		}
		return Math.toIntExact(offset);
	}

	/**
	 * An open container.
	 *
	 * @param positions where each path is
	 * @param array whether it is an array
	 */
	@SuppressWarnings("ArrayRecordComponent") // never compared
	private record Level(long[] positions, boolean array) {

		/** Returns where each path is at the current value of the parser. */
		private long[] child(JsonParser parser, List<RedactionPath> paths) {
			String name = this.array ? null : parser.currentName();
			long[] child = new long[this.positions.length];
			for (int i = 0; i < child.length; i++) {
				child[i] = (name != null) ? paths.get(i).member(this.positions[i], name)
						: paths.get(i).element(this.positions[i]);
			}
			return child;
		}

	}

	/** The bytes are text in another encoding, in which they cannot be found again. */
	private static final class NotUtf8Exception extends JacksonException {

		private static final long serialVersionUID = 1L;

		NotUtf8Exception() {
			super("Not UTF-8");
		}

	}

}
