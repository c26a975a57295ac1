package io.github.socialhook.dispatch;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.event.EventReader;
import io.github.socialhook.event.EventType;
import io.github.socialhook.event.UnreadableEventException;
import io.github.socialhook.handler.HandlerDescription;
import io.github.socialhook.handler.HandlerDirectory;

/** Shows the registry to those who do not dispatch. */
final class RegisteredHandlers implements HandlerDirectory {

	private final Supplier<HandlerRegistry> registry;

	private final EventReader reader;

	RegisteredHandlers(Supplier<HandlerRegistry> registry, EventReader reader) {
		this.registry = registry;
		this.reader = reader;
	}

	@Override
	public List<HandlerDescription> list() {
		return this.registry.get().describe();
	}

	@Override
	public Set<String> takersOf(Delivery delivery) {
		Set<String> names = new LinkedHashSet<>();
		try {
			EventType type = this.reader.identify(this.reader.tree(delivery.payload().bytes())).orElse(null);
			this.registry.get().takersOf(type).forEach((handler) -> names.add(handler.name()));
		}
		catch (UnreadableEventException ex) {
			// Nobody takes what nobody can read.
			return Set.of();
		}
		return names;
	}

}
