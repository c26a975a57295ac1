package io.github.socialhook.dispatch.registry;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

	private final Map<String, List<Handler>> byEvent = new HashMap<>();

	private final List<Handler> forUnknownEvents;

	/**
	 * Creates a registry.
	 * @param handlers all handlers
	 * @throws InvalidHandlerException if two of them have the same name
	 */
	public HandlerRegistry(List<Handler> handlers) {
		for (Handler handler : handlers) {
			Handler other = this.byName.put(handler.name(), handler);
			if (other != null) {
				throw new InvalidHandlerException(
						"Two handlers have the name '" + handler.name() + "': " + other.method() + " and "
								+ handler.method() + ".",
						"Give one of them another name with @WebhookHandler(name = \"…\").");
			}
		}
		for (EventType type : EventCatalogue.types()) {
			this.byEvent.put(type.name(), handlers.stream().filter((handler) -> handler.takes(type)).toList());
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
	 * @return the handlers, in the order in which they were found
	 */
	public List<Handler> handlersFor(@Nullable EventType type) {
		return (type != null) ? this.byEvent.getOrDefault(type.name(), List.of()) : this.forUnknownEvents;
	}

	/** Logs which handler takes which events. */
	public void log() {
		if (this.byName.isEmpty()) {
			logger.info("No handlers: every delivery is stored and ends as UNHANDLED");
		}
		for (Handler handler : this.byName.values()) {
			logger.info("Handler " + handler.name() + " takes " + describe(handler));
		}
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

	private List<String> eventsOf(Handler handler) {
		return this.byEvent.entrySet()
			.stream()
			.filter((entry) -> entry.getValue().contains(handler))
			.map(Map.Entry::getKey)
			.sorted()
			.toList();
	}

}
