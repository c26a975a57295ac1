package io.github.socialhook.event.reader;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;

/**
 * Reads a date as documented, ISO 8601, or as milliseconds since 1970. A date without a
 * zone is taken for UTC.
 */
final class LenientInstant extends StdDeserializer<Instant> {

	private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder()
		.append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
		.appendPattern("[XXX][XX][X]")
		.parseDefaulting(ChronoField.OFFSET_SECONDS, 0)
		.toFormatter(Locale.ROOT);

	LenientInstant() {
		super(Instant.class);
	}

	@Override
	public @Nullable Instant deserialize(JsonParser parser, DeserializationContext context) {
		JsonToken token = parser.currentToken();
		if (token == JsonToken.VALUE_NUMBER_INT) {
			return Instant.ofEpochMilli(parser.getLongValue());
		}
		if (token == JsonToken.START_ARRAY) {
			return _deserializeFromArray(parser, context);
		}
		if (token != JsonToken.VALUE_STRING) {
			return (Instant) context.handleUnexpectedToken(getValueType(context), parser);
		}
		String text = parser.getString().trim();
		if (text.isEmpty()) {
			return null;
		}
		try {
			return parse(text);
		}
		catch (DateTimeException | NumberFormatException ex) {
			return (Instant) context.handleWeirdStringValue(Instant.class, text, "not a date");
		}
	}

	private static Instant parse(String text) {
		if (text.endsWith("Z")) {
			return Instant.parse(text);
		}
		if (text.chars().allMatch(Character::isDigit)) {
			return Instant.ofEpochMilli(Long.parseLong(text));
		}
		return ISO.parse(text, Instant::from);
	}

}
