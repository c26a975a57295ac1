package io.github.socialhook.signature;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/**
 * Rewrites JSON without white space, as programs do that sign it. Numbers and the order
 * of members stay as they are.
 */
final class CompactJson {

	/** Escapes what JSON requires to be escaped, as browsers and Node.js do. */
	private static final CompactJson UNESCAPED = new CompactJson(new JsonFactory());

	/** Escapes whatever is not ASCII, as Python and PHP do. */
	private static final CompactJson ASCII = new CompactJson(JsonFactory.builder()
		.enable(JsonWriteFeature.ESCAPE_NON_ASCII)
		.disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
		.build());

	/** All forms that are known to be signed. */
	static final List<CompactJson> FORMS = List.of(UNESCAPED, ASCII);

	private final JsonFactory factory;

	private CompactJson(JsonFactory factory) {
		this.factory = factory;
	}

	/** Returns the compact form, or null if the bytes are not JSON. */
	byte @Nullable [] write(byte[] json) {
		StringWriter text = new StringWriter(json.length);
		try (JsonParser parser = this.factory.createParser(ObjectReadContext.empty(),
				new String(json, StandardCharsets.UTF_8));
				JsonGenerator generator = this.factory.createGenerator(ObjectWriteContext.empty(), text)) {
			for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
				if (token.isNumeric()) {
					generator.writeNumber(parser.getString());
				}
				else {
					generator.copyCurrentEvent(parser);
				}
			}
		}
		catch (JacksonException ex) {
			return null;
		}
		return text.toString().getBytes(StandardCharsets.UTF_8);
	}

}
