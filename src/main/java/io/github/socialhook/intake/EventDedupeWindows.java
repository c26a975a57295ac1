package io.github.socialhook.intake;

import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

import io.github.socialhook.delivery.DedupeWindows;
import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.delivery.EventName;
import io.github.socialhook.event.catalogue.EventCatalogue;
import io.github.socialhook.event.catalogue.EventType;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.convert.DurationStyle;

/** One window for most events, and others for single ones. */
final class EventDedupeWindows implements DedupeWindows {

	private static final String SETTING = "socialhook.dedupe-windows";

	private final Duration usual;

	/** By each name under which the event is sent, in lower case. */
	private final Map<String, Duration> byName = new HashMap<>();

	/**
	 * Creates the windows.
	 * @throws IllegalArgumentException if an event does not exist or a time is invalid
	 */
	EventDedupeWindows(DedupeProperties properties) {
		this.usual = properties.dedupeWindow();
		properties.dedupeWindows().forEach((name, window) -> add(name, duration(name, window)));
	}

	private void add(String name, Duration window) {
		EventType type = EventCatalogue.find(name).orElseThrow(() -> unknown(name));
		this.byName.put(key(type.name()), window);
		type.aliases().forEach((alias) -> this.byName.put(key(alias), window));
	}

	private static Duration duration(String name, String window) {
		Duration duration = parse(window.trim());
		if (duration == null || duration.isNegative()) {
			throw new IllegalArgumentException(
					SETTING + "." + name + " must be a time such as 30s, or 0s, but is '" + window + "'");
		}
		return duration;
	}

	private static @Nullable Duration parse(String window) {
		try {
			return DurationStyle.detectAndParse(window);
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	private static IllegalArgumentException unknown(String name) {
		String hint = EventCatalogue.nearest(name).map((nearest) -> ". Did you mean '" + nearest + "'?").orElse("");
		return new IllegalArgumentException(
				SETTING + " names the event '" + name + "', which Social+ does not send" + hint);
	}

	@Override
	public Duration of(Delivery delivery) {
		EventName event = delivery.event();
		return (this.byName.isEmpty() || event == null) ? this.usual
				: this.byName.getOrDefault(key(event.value()), this.usual);
	}

	@Override
	public Duration longest() {
		return this.byName.values().stream().reduce(this.usual, EventDedupeWindows::longer);
	}

	private static Duration longer(Duration one, Duration other) {
		return (one.compareTo(other) > 0) ? one : other;
	}

	private static String key(String name) {
		return name.toLowerCase(Locale.ROOT);
	}

}
