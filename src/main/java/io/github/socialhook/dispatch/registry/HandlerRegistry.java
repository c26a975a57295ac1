package io.github.socialhook.dispatch.registry;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.socialhook.configuration.InvalidConfigurationException;
import io.github.socialhook.event.catalogue.EventCatalogue;
import io.github.socialhook.event.catalogue.EventType;
import io.github.socialhook.handler.HandlerDescription;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/** The handlers of this node, by their names and by the events they take. */
public final class HandlerRegistry {

	private static final Log logger = LogFactory.getLog(HandlerRegistry.class);

	private final Map<String, Handler> byName = new LinkedHashMap<>();

	/** By the type of the event and the name that it was sent under. */
	private final Map<String, Map<String, List<Handler>>> byEvent = new HashMap<>();

	private final List<Handler> forUnknownEvents;

	/**
	 * Creates a registry.
	 * @param handlers all handlers
	 * @throws InvalidConfigurationException if two of them have the same name
	 */
	public HandlerRegistry(List<Handler> handlers) {
		for (Handler handler : handlers) {
			Handler other = this.byName.put(handler.name(), handler);
			if (other != null) {
				throw new InvalidConfigurationException(
						"Two handlers have the name '" + handler.name() + "': " + other.method() + " and "
								+ handler.method() + ".",
						"Give one of them another name with @WebhookHandler(name = \"…\").");
			}
		}
		for (EventType type : EventCatalogue.types()) {
			Map<String, List<Handler>> bySentName = new HashMap<>();
			Stream.concat(Stream.of(type.name()), type.sharedNames().stream())
				.forEach((name) -> bySentName.put(name,
						handlers.stream().filter((handler) -> handler.takes(type, name)).toList()));
			this.byEvent.put(type.name(), bySentName);
		}
		this.forUnknownEvents = handlers.stream().filter((handler) -> handler.takes(null)).toList();
	}

	/**
	 * Returns all handlers.
	 * @return the handlers in the order in which they were found
	 */
	public List<Handler> all() {
		return List.copyOf(this.byName.values());
	}

	/**
	 * Returns the handlers that take an event.
	 * @param type the type of the event; null if the catalogue does not have it
	 * @param named the event that is catalogued under the name as sent, whatever the
	 * shape; null if no name was sent
	 * @return the handlers, in the order in which they were found
	 */
	public List<Handler> handlersFor(@Nullable EventType type, @Nullable EventType named) {
		if (type == null) {
			return this.forUnknownEvents;
		}
		Map<String, List<Handler>> bySentName = this.byEvent.getOrDefault(type.name(), Map.of());
		List<Handler> handlers = bySentName.get((named != null) ? named.name() : type.name());
		return (handlers != null) ? handlers : bySentName.getOrDefault(type.name(), List.of());
	}

	/** Logs which handler takes which events. */
	public void log() {
		if (this.byName.isEmpty()) {
			logger.info("No handlers: every delivery is stored and ends as UNHANDLED");
		}
		for (Handler handler : this.byName.values()) {
			logger.info("Handler " + handler.name() + " takes " + describe(handler));
		}
		new ShapeCoverage(all()).warnings().forEach(logger::warn);
	}

	private String describe(Handler handler) {
		List<String> taken = eventsOf(handler);
		boolean unknown = this.forUnknownEvents.contains(handler);
		String names = (taken.size() <= 3) ? String.join(", ", taken)
				: taken.size() + " events (" + HandlerFactory.nameOf(handler.eventType()) + ")";
		return unknown ? names + " and unknown ones" : names;
	}

	/**
	 * Describes all handlers.
	 * @return a description of each
	 */
	public List<HandlerDescription> describe() {
		return this.byName.values()
			.stream()
			.map((handler) -> new HandlerDescription(handler.name(), eventsOf(handler),
					this.forUnknownEvents.contains(handler)))
			.toList();
	}

	private static List<String> eventsOf(Handler handler) {
		if (!handler.names().isEmpty()) {
			return handler.names().stream().sorted().toList();
		}
		return EventCatalogue.types().stream().filter(handler::takes).map(EventType::name).sorted().toList();
	}

}
