package io.github.socialhook.event.reader;

import java.math.BigDecimal;
import java.math.RoundingMode;
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
 * Reads a date as documented, ISO 8601, with a blank for its {@code T}, without a time,
 * or as milliseconds since 1970. A date without a zone is in UTC, and one without a time
 * is the start of its day.
 */
final class LenientInstant extends StdDeserializer<Instant> {

	private static final int NANO_DIGITS_OF_A_MILLI = 6;

	/** The shortest text with a date, a time with seconds and a Z. */
	private static final int SHORTEST_UTC = 20;

	private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder().parseCaseInsensitive()
		.append(DateTimeFormatter.ISO_LOCAL_DATE)
		.appendPattern("['T'][ ]")
		.appendOptional(DateTimeFormatter.ISO_LOCAL_TIME)
		.appendPattern("[ ][XXX][XX][X]")
		.parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
		.parseDefaulting(ChronoField.OFFSET_SECONDS, 0)
		.toFormatter(Locale.ROOT);

	LenientInstant() {
		super(Instant.class);
	}

	@Override
	public @Nullable Instant deserialize(JsonParser parser, DeserializationContext context) {
		return switch (parser.currentToken()) {
			case JsonToken.VALUE_NUMBER_INT -> Instant.ofEpochMilli(parser.getLongValue());
			case JsonToken.VALUE_NUMBER_FLOAT, JsonToken.VALUE_STRING -> fromText(parser, context);
			case JsonToken.START_ARRAY -> _deserializeFromArray(parser, context);
			default -> (Instant) context.handleUnexpectedToken(getValueType(context), parser);
		};
	}

	private static @Nullable Instant fromText(JsonParser parser, DeserializationContext context) {
		String text = parser.getString().trim();
		if (text.isEmpty()) {
			return null;
		}
		try {
			Instant documented = PlainInstant.parse(text);
			if (documented != null) {
				return documented;
			}
			BigDecimal millis = PlainNumber.parse(text);
			return (millis != null) ? ofEpochMilli(millis) : parse(text);
		}
		catch (DateTimeException | ArithmeticException ex) {
			return (Instant) context.handleWeirdStringValue(Instant.class, text, "not a date");
		}
	}

	private static Instant ofEpochMilli(BigDecimal millis) {
		long whole = millis.setScale(0, RoundingMode.FLOOR).longValueExact();
		BigDecimal fraction = millis.subtract(BigDecimal.valueOf(whole));
		return Instant.ofEpochMilli(whole).plusNanos(fraction.movePointRight(NANO_DIGITS_OF_A_MILLI).longValue());
	}

	private static Instant parse(String text) {
		boolean isDocumented = text.length() >= SHORTEST_UTC && text.endsWith("Z") && text.indexOf('T') > 0;
		return isDocumented ? Instant.parse(text) : ISO.parse(text, Instant::from);
	}

}
