package io.github.socialhook.cli;

import java.util.Iterator;

import io.github.socialhook.event.catalogue.EventCatalogue;
import io.github.socialhook.event.catalogue.EventType;

/** The names of events on the command line. */
final class EventNames implements Iterable<String> {

	@Override
	public Iterator<String> iterator() {
		return EventCatalogue.types().stream().map(EventType::name).iterator();
	}

	/** An event of which only the name is documented has no sample. */
	static boolean hasSample(EventType type) {
		return type.type() != null;
	}

	/** Returns an event that can be sent. */
	static EventType find(String name) {
		EventType type = EventCatalogue.find(name)
			.orElseThrow(() -> CommandFailure.usage("There is no event '" + name + "'."
					+ EventCatalogue.nearest(name).map((nearest) -> " Did you mean '" + nearest + "'?").orElse("")));
		if (!hasSample(type)) {
			throw CommandFailure
				.usage("The payload of '" + name + "' is not documented, so there is no sample. Send a --file.");
		}
		return type;
	}

}
