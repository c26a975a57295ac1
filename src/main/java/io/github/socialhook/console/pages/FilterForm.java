package io.github.socialhook.console.pages;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.github.socialhook.console.operation.Parameters;
import io.github.socialhook.inbox.DeliveryFilter;

import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.util.UriUtils;

/**
 * The filter of a page as it stands in the URL and in the form.
 *
 * @param values the values that are not empty, by the names of the API
 */
record FilterForm(Map<String, String> values) {

	private static final Set<String> TIMES = Set.of("from", "to");

	/** What a browser sends for a field of the type {@code datetime-local}. */
	private static final String LOCAL_TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?";

	/** Takes the values of the filter from a query, and leaves out what is empty. */
	static FilterForm of(MultiValueMap<String, String> query) {
		return of(query, Parameters.FILTER);
	}

	/** Takes from a query what selects records of the log. */
	static FilterForm ofLog(MultiValueMap<String, String> query) {
		return of(query, Parameters.OF_LOG);
	}

	private static FilterForm of(MultiValueMap<String, String> query, Set<String> names) {
		Map<String, String> values = new TreeMap<>();
		query.toSingleValueMap().forEach((name, value) -> {
			if (names.contains(name) && value != null && !value.isBlank()) {
				values.put(name, TIMES.contains(name) ? withZone(value.strip()) : value.strip());
			}
		});
		return new FilterForm(values);
	}

	/** Times in the form are in UTC. */
	private static String withZone(String time) {
		if (!time.matches(LOCAL_TIME)) {
			return time;
		}
		return ((time.length() == "0000-00-00T00:00".length()) ? time + ":00" : time) + "Z";
	}

	/** Returns the same with a value for a field that is empty. */
	FilterForm withDefault(String name, String value) {
		Map<String, String> all = new TreeMap<>(this.values);
		all.putIfAbsent(name, value);
		return new FilterForm(all);
	}

	/** Returns the filter that it stands for. */
	DeliveryFilter filter() {
		MultiValueMap<String, String> query = new LinkedMultiValueMap<>();
		this.values.forEach(query::add);
		return Parameters.of(query, Parameters.FILTER).filter();
	}

	public boolean isEmpty() {
		return this.values.isEmpty();
	}

	/** Returns the value of a field, or nothing. Public, like the rest, for templates. */
	public String get(String name) {
		return this.values.getOrDefault(name, "");
	}

	/** Returns the value of a time for a field of the type {@code datetime-local}. */
	public String local(String name) {
		String value = get(name);
		try {
			return value.isEmpty() ? ""
					: OffsetDateTime.parse(value)
						.withOffsetSameInstant(ZoneOffset.UTC)
						.toLocalDateTime()
						.withNano(0)
						.toString();
		}
		catch (DateTimeException ex) {
			return "";
		}
	}

	/** Returns the query of a URL, without the question mark. */
	public String query() {
		return this.values.entrySet()
			.stream()
			.map((value) -> value.getKey() + "=" + UriUtils.encode(value.getValue(), StandardCharsets.UTF_8))
			.collect(Collectors.joining("&"));
	}

	/** Returns the filter in words. */
	public String words() {
		return this.values.entrySet()
			.stream()
			.map((value) -> value.getKey() + " " + value.getValue())
			.collect(Collectors.joining(", "));
	}

}
