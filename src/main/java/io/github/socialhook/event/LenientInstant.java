package io.github.socialhook.event;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

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

	private static final DateTimeFormatter ISO = DateTimeFormatter.ISO_DATE_TIME;

	LenientInstant() {
		super(Instant.class);
	}

	@Override
	public @Nullable Instant deserialize(JsonParser parser, DeserializationContext context) {
		JsonToken token = parser.currentToken();
		if (token.isNumeric()) {
			return Instant.ofEpochMilli(parser.getValueAsLong());
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
		return Instant
			.from(ISO.parseBest(text, Instant::from, (parsed) -> LocalDateTime.from(parsed).toInstant(ZoneOffset.UTC)));
	}

}
