package io.github.socialhook.console.operation;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.delivery.EndpointName;
import io.github.socialhook.delivery.EventName;
import io.github.socialhook.delivery.Subject;
import io.github.socialhook.inbox.DeliveryFilter;
import io.github.socialhook.inbox.Failure;
import org.jspecify.annotations.Nullable;

import org.springframework.util.MultiValueMap;

/**
 * The parameters of a request. A problem names the parameter that is invalid or unknown.
 */
public final class Parameters {

	/** The names of the parameters of a filter. */
	public static final Set<String> FILTER = Set.of("state", "event", "endpoint", "subject", "handler", "from", "to",
			"q", "refersTo", "error", "replay");

	/** The names of those that select records of the log. */
	public static final Set<String> OF_LOG = Set.of("from", "to", "handler");

	/** What every store can compare with. */
	private static final int MAX_YEAR = 9999;

	private static final int MAX_LENGTH = 500;

	private static final int DEFAULT_LIMIT = 50;

	private static final int MAX_LIMIT = 500;

	private final Map<String, String> values;

	/**
	 * Creates the parameters.
	 * @param values the values by name
	 * @param known the names of all parameters
	 */
	public Parameters(Map<String, String> values, Set<String> known) {
		values.forEach((name, value) -> {
			if (!known.contains(name)) {
				throw ProblemException.badParameter(shorten(name),
						"Unknown parameter. Valid parameters are: " + names(known) + ".");
			}
			if (value.length() > MAX_LENGTH) {
				throw ProblemException.badParameter(name, "It has more than " + MAX_LENGTH + " characters.");
			}
			if (value.chars().anyMatch((unit) -> unit == 0) || !StandardCharsets.UTF_8.newEncoder().canEncode(value)) {
				throw ProblemException.badParameter(name, "It contains U+0000 or an unpaired surrogate.");
			}
		});
		this.values = values;
	}

	/**
	 * Reads the parameters of a query.
	 * @param query the query
	 * @param known the names of all parameters
	 * @return the parameters
	 * @throws ProblemException if one is unknown, repeated or malformed
	 */
	public static Parameters of(MultiValueMap<String, String> query, Set<String> known) {
		query.forEach((name, values) -> {
			if (values.size() > 1) {
				throw ProblemException.badParameter(shorten(name), "It must not be given more than once.");
			}
		});
		return new Parameters(query.toSingleValueMap(), known);
	}

	/**
	 * Lists names in alphabetical order.
	 * @param names the names
	 * @return the list
	 */
	public static String names(Set<String> names) {
		return String.join(", ", names.stream().sorted().toList());
	}

	/**
	 * Shortens a name that a client has made up.
	 * @param name the name
	 * @return at most 50 characters of it
	 */
	public static String shorten(String name) {
		return (name.length() <= 50) ? name : name.substring(0, 50);
	}

	/**
	 * Reads the filter.
	 * @return the filter
	 * @throws ProblemException if a value is invalid
	 */
	public DeliveryFilter filter() {
		DeliveryFilter filter = new DeliveryFilter(state(),
				read("event", EventName::new, "It must be the name of an event, of at most 200 characters."),
				read("endpoint", EndpointName::new, "It must be the name of an endpoint."),
				read("subject", Subject::parse, "It must have the form kind:id."),
				read("handler", Function.identity(), ""), time("from"), time("to"), read("q", Function.identity(), ""),
				read("refersTo", Subject::parse, "It must have the form kind:id."),
				read("error", Parameters::signatureOf, "It must be the 'signature' of a group of failures."),
				read("replay", Function.identity(), ""));
		Instant from = filter.from();
		Instant to = filter.to();
		if (from != null && to != null && !from.isBefore(to)) {
			throw ProblemException.badParameter("to", "It must be later than 'from'.");
		}
		return filter;
	}

	private static String signatureOf(String value) {
		if (!Failure.SIGNATURE.matcher(value).matches()) {
			throw new IllegalArgumentException("No signature");
		}
		return value;
	}

	private @Nullable DeliveryState state() {
		return read("state", (value) -> DeliveryState.valueOf(value.toUpperCase(Locale.ROOT)),
				"It must be one of " + List.of(DeliveryState.values()) + ".");
	}

	private @Nullable Instant time(String name) {
		return read(name, Parameters::instantOf, "It must be a time such as 2026-11-23T10:15:00Z.");
	}

	private static Instant instantOf(String value) {
		Instant instant = OffsetDateTime.parse(value).toInstant();
		int year = instant.atOffset(ZoneOffset.UTC).getYear();
		if (year < 0 || year > MAX_YEAR) {
			throw new IllegalArgumentException("Out of range");
		}
		return instant;
	}

	/**
	 * Reads the size of the page.
	 * @return the number of items
	 */
	public int limit() {
		Integer limit = read("limit", Parameters::limitOf, "It must be a number from 1 to " + MAX_LIMIT + ".");
		return (limit != null) ? limit : DEFAULT_LIMIT;
	}

	private static int limitOf(String value) {
		int limit = Integer.parseInt(value);
		if (limit < 1 || limit > MAX_LIMIT) {
			throw new IllegalArgumentException("Out of range");
		}
		return limit;
	}

	/**
	 * Reads the cursor.
	 * @return the cursor; null for the first page
	 */
	public @Nullable String cursor() {
		return read("cursor", Function.identity(), "");
	}

	/**
	 * Reads the name of a handler.
	 * @return the name; null if none is given
	 */
	public @Nullable String handler() {
		return read("handler", Function.identity(), "");
	}

	/**
	 * Reads a flag.
	 * @param name its name
	 * @return whether it is true; false if it is not given
	 */
	public boolean flag(String name) {
		return Boolean.TRUE.equals(read(name, Parameters::booleanOf, "It must be true or false."));
	}

	/**
	 * Reads over which time the traffic is meant.
	 * @return the time; an hour if none is given
	 */
	public TrafficRange range() {
		TrafficRange range = read("range", (value) -> TrafficRange.valueOf(value.toUpperCase(Locale.ROOT)),
				"It must be hour, day or week.");
		return (range != null) ? range : TrafficRange.HOUR;
	}

	private static boolean booleanOf(String value) {
		if (!value.equals("true") && !value.equals("false")) {
			throw new IllegalArgumentException("Neither");
		}
		return value.equals("true");
	}

	/** An empty value stands for none, as in a form that was not filled in. */
	private <T> @Nullable T read(String name, Function<String, T> reader, String expected) {
		String value = this.values.get(name);
		if (value == null || value.isBlank()) {
			return null;
		}
		try {
			return reader.apply(value.strip());
		}
		catch (IllegalArgumentException | DateTimeParseException ex) {
			throw ProblemException.badParameter(name, expected);
		}
	}

}
