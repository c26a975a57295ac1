package io.github.socialhook.event.reader;

import java.math.BigDecimal;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;

/**
 * Reads a whole number, also one that is sent as a text or with a fraction of zero, such
 * as {@code 12.0}.
 */
final class LenientLong extends StdScalarDeserializer<Long> {

	LenientLong() {
		super(Long.class);
	}

	@Override
	public @Nullable Long deserialize(JsonParser parser, DeserializationContext context) {
		return switch (parser.currentToken()) {
			case JsonToken.VALUE_NUMBER_INT -> parser.getLongValue();
			case JsonToken.VALUE_NUMBER_FLOAT, JsonToken.VALUE_STRING -> fromText(parser, context);
			case JsonToken.START_ARRAY -> _deserializeFromArray(parser, context);
			default -> (Long) context.handleUnexpectedToken(getValueType(context), parser);
		};
	}

	private static @Nullable Long fromText(JsonParser parser, DeserializationContext context) {
		String text = parser.getString().trim();
		if (text.isEmpty()) {
			return null;
		}
		BigDecimal number = PlainNumber.parse(text);
		try {
			return (number != null) ? (Long) number.longValueExact() : weird(text, context);
		}
		catch (ArithmeticException ex) {
			return weird(text, context);
		}
	}

	private static @Nullable Long weird(String text, DeserializationContext context) {
		return (Long) context.handleWeirdStringValue(Long.class, text, "not a whole number");
	}

}
