package io.github.socialhook.handler;

import java.util.Set;

/**
 * A handler that is no annotated method.
 *
 * @param name the name under which its attempts, metrics and dead letters are kept
 * @param events the names of the events it takes; empty for all, unknown ones included
 * @param handler is called with each delivery
 * @param limits its limits and its retry schedule
 */
public record HandlerRegistration(String name, Set<String> events, DeliveryHandler handler, HandlerLimits limits) {

	public HandlerRegistration {
		events = Set.copyOf(events);
	}

}
