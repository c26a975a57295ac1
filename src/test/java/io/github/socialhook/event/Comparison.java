package io.github.socialhook.event;

import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.socialhook.event.model.OpenEnum;
import io.github.socialhook.event.model.PushNotification;
import tools.jackson.databind.JsonNode;

/**
 * Holds what was sent against what was read, value by value.
 */
public final class Comparison {

	private final List<String> differences = new ArrayList<>();

	private final List<String> unread = new ArrayList<>();

	private Comparison() {
	}

	/** An event against the body it was read from, whatever its envelope. */
	public static Comparison ofEvent(JsonNode body, SocialEvent event) {
		Comparison comparison = new Comparison();
		JsonNode data = body.path("data").isMissingNode() ? body : body.path("data");
		if (event instanceof TagEvent tagged) {
			comparison.compare("$.data", data, tagged.tag());
		}
		else if (event instanceof FileEvent.DidDelete deleted) {
			comparison.compare("$.networkId", body.path("networkId"), deleted.networkId());
			comparison.compare("$.data", data, deleted.file());
		}
		else {
			comparison.compareFields("$.data", data, (Record) event);
		}
		if (event instanceof PushNotificationEvent pushed) {
			comparison.unread
				.removeAll(fields(PushNotification.class).keySet().stream().map("$.data."::concat).toList());
			fields(PushNotification.class).forEach((name, component) -> {
				JsonNode sent = body.path(name).isMissingNode() ? data.path(name) : body.path(name);
				comparison.compare("$." + name, sent, value(pushed.notification(), component));
			});
		}
		return comparison;
	}

	/** Fields that were sent and that no component carries. */
	public List<String> unread() {
		return this.unread;
	}

	/** Where the record does not say what the JSON says. */
	public List<String> differences() {
		return this.differences;
	}

	/** The component that carries each field, under every name the field may have. */
	static Map<String, RecordComponent> fields(Class<?> type) {
		Map<String, RecordComponent> fields = new LinkedHashMap<>();
		for (RecordComponent component : type.getRecordComponents()) {
			if (!component.getAccessor().isAnnotationPresent(JsonAnySetter.class)) {
				names(component).forEach((name) -> fields.put(name, component));
			}
		}
		return fields;
	}

	static List<String> names(RecordComponent component) {
		List<String> names = new ArrayList<>();
		JsonProperty property = component.getAccessor().getAnnotation(JsonProperty.class);
		names.add((property != null) ? property.value() : component.getName());
		JsonAlias alias = component.getAccessor().getAnnotation(JsonAlias.class);
		if (alias != null) {
			names.addAll(Arrays.asList(alias.value()));
		}
		return names;
	}

	static Object value(Record record, RecordComponent component) {
		try {
			return component.getAccessor().invoke(record);
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void compare(String path, JsonNode sent, Object read) {
		if (read instanceof List<?> list) {
			compareAll(path, sent, list);
		}
		else if (isNothing(sent, read)) {
			same(path, null, read);
		}
		else if (sent.isArray() && sent.size() == 1 && !(read instanceof JsonNode)) {
			compare(path + "[0]", sent.path(0), read);
		}
		else if (read instanceof Record record && !(read instanceof OpenEnum)) {
			compareFields(path, sent, record);
		}
		else {
			compareValue(path, sent, read);
		}
	}

	/** Null and an empty list are nothing, an empty text too where no text is read. */
	private static boolean isNothing(JsonNode sent, Object read) {
		if (read instanceof JsonNode) {
			return sent.isNull();
		}
		boolean isText = read instanceof String || read instanceof OpenEnum;
		return sent.isMissingNode() || sent.isNull() || (sent.isString() && sent.stringValue().isBlank() && !isText)
				|| (sent.isArray() && (sent.isEmpty() || (sent.size() == 1 && isNothing(sent.path(0), read))));
	}

	private void compareFields(String path, JsonNode sent, Record read) {
		Map<String, RecordComponent> fields = fields(read.getClass());
		sent.properties().forEach((field) -> {
			RecordComponent component = fields.get(field.getKey());
			if (component == null) {
				this.unread.add(path + "." + field.getKey());
				return;
			}
			compare(path + "." + field.getKey(), field.getValue(), value(read, component));
		});
		for (RecordComponent component : read.getClass().getRecordComponents()) {
			if (fields.containsValue(component) && names(component).stream().noneMatch(sent::has)
					&& !(value(read, component) instanceof PushNotification)) {
				compare(path + "." + component.getName(), sent.path("nothing"), value(read, component));
			}
		}
	}

	private void compareAll(String path, JsonNode sent, List<?> read) {
		List<JsonNode> elements = new ArrayList<>();
		if (sent.isArray()) {
			sent.forEach(elements::add);
		}
		else if (!sent.isMissingNode()) {
			elements.add(sent);
		}
		Object kind = read.isEmpty() ? null : read.getFirst();
		elements.removeIf((element) -> isNothing(element, kind));
		same(path + ".size", elements.size(), read.size());
		for (int i = 0; i < Math.min(elements.size(), read.size()); i++) {
			compare(path + "[" + i + "]", elements.get(i), read.get(i));
		}
	}

	private void compareValue(String path, JsonNode sent, Object read) {
		switch (read) {
			case null -> this.differences.add(path + " was sent, and is null");
			case JsonNode tree -> same(path, sent, tree);
			case OpenEnum value -> same(path, sent.asString(), value.value());
			case String text -> same(path, sent.asString(), text);
			case Boolean flag -> same(path, sent.asBoolean(), flag);
			case Double number -> same(path, Double.valueOf(sent.asString()), number);
			case Long number -> same(path, new BigDecimal(sent.asString().trim()).longValueExact(), number);
			case Instant instant -> same(path, instant(sent), instant);
			default -> this.differences.add(path + " is a " + read.getClass());
		}
	}

	private static Instant instant(JsonNode sent) {
		String text = sent.asString();
		if (text.matches("-?[\\d.]+(E-?\\d+)?")) {
			BigDecimal millis = new BigDecimal(text);
			BigDecimal whole = millis.setScale(0, RoundingMode.FLOOR);
			return Instant.ofEpochMilli(whole.longValueExact())
				.plusNanos(millis.subtract(whole).scaleByPowerOfTen(6).longValue());
		}
		if (text.matches("\\d+-\\d+-\\d+")) {
			return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
		}
		return text.endsWith("Z") ? Instant.parse(text)
				: LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC);
	}

	private void same(String path, Object expected, Object actual) {
		if (!Objects.equals(expected, actual)) {
			this.differences.add(path + ": sent " + expected + ", read " + actual);
		}
	}

}
