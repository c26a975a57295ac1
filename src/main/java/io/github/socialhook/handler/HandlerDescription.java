package io.github.socialhook.handler;

import java.util.List;

/**
 * The description of a handler.
 *
 * @param name the name under which its attempts are kept
 * @param events the names of the events it takes, in alphabetical order
 * @param unknownEvents whether it also takes events that the catalogue does not know
 */
public record HandlerDescription(String name, List<String> events, boolean unknownEvents) {

	public HandlerDescription {
		events = List.copyOf(events);
	}

}
