package io.github.socialhook.dispatch;

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

/** Knows which handlers take which event. */
final class HandlerRegistry {

	private static final Log logger = LogFactory.getLog(HandlerRegistry.class);

	private final Map<String, Handler> byName = new LinkedHashMap<>();

	private final Map<String, List<Handler>> byEvent = new HashMap<>();

	private final List<Handler> ofUnknown;

	HandlerRegistry(List<Handler> handlers) {
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
		this.ofUnknown = handlers.stream().filter((handler) -> handler.takes(null)).toList();
	}

	List<Handler> all() {
		return List.copyOf(this.byName.values());
	}

	/** Returns who takes an event; null stands for what the catalogue does not know. */
	List<Handler> takersOf(@Nullable EventType type) {
		return (type != null) ? this.byEvent.getOrDefault(type.name(), List.of()) : this.ofUnknown;
	}

	/** Says in the log who takes what. */
	void log() {
		if (this.byName.isEmpty()) {
			logger.info("No handlers: every delivery is stored and ends as UNHANDLED");
		}
		for (Handler handler : this.byName.values()) {
			logger.info("Handler " + handler.name() + " takes " + describe(handler));
		}
	}

	private String describe(Handler handler) {
		List<String> taken = eventsOf(handler);
		boolean unknown = this.ofUnknown.contains(handler);
		String names = (taken.size() <= 3) ? String.join(", ", taken)
				: taken.size() + " events (" + HandlerFactory.nameOf(handler.eventType()) + ")";
		return unknown ? names + " and unknown ones" : names;
	}

	/** Describes all handlers. */
	List<HandlerDescription> describe() {
		return this.byName.values()
			.stream()
			.map((handler) -> new HandlerDescription(handler.name(), eventsOf(handler),
					this.ofUnknown.contains(handler)))
			.toList();
	}

	private List<String> eventsOf(Handler handler) {
		return this.byEvent.entrySet()
			.stream()
			.filter((takers) -> takers.getValue().contains(handler))
			.map(Map.Entry::getKey)
			.sorted()
			.toList();
	}

}
