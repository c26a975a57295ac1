package io.github.socialhook.dispatch.registry;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import io.github.socialhook.event.catalogue.EventCatalogue;
import io.github.socialhook.event.catalogue.EventType;
import io.github.socialhook.handler.HandlerCoverage;

/** Compares the events that came with those that the handlers take. */
public final class EventCoverage {

	private final HandlerRegistry registry;

	/**
	 * A comparison.
	 * @param registry the handlers
	 */
	public EventCoverage(HandlerRegistry registry) {
		this.registry = registry;
	}

	/**
	 * Compares.
	 * @param came how many deliveries came of each event, by the name as it was sent
	 * @return what does not fit
	 */
	public HandlerCoverage of(Map<String, Long> came) {
		Map<String, Long> unhandled = new TreeMap<>();
		Set<String> idle = new LinkedHashSet<>(this.registry.all().stream().map(Handler::name).toList());
		came.forEach((name, number) -> {
			// A body that names no event counts as well.
			Set<String> takers = (name != null) ? takersOf(name) : Set.of();
			if (takers.isEmpty() && name != null) {
				unhandled.put(name, number);
			}
			idle.removeAll(takers);
		});
		List<EventType> types = EventCatalogue.types();
		List<String> untaken = types.stream()
			.filter((type) -> takersOf(type.name()).isEmpty())
			.map(EventType::name)
			.toList();
		return new HandlerCoverage(types.size(), untaken, unhandled, List.copyOf(idle));
	}

	/** Of a name that several events share, the body would tell which is meant. */
	private Set<String> takersOf(String name) {
		EventType named = EventCatalogue.find(name).orElse(null);
		Set<String> takers = new TreeSet<>();
		this.registry.handlersFor(named, named).forEach((handler) -> takers.add(handler.name()));
		EventCatalogue.types()
			.stream()
			.filter((type) -> type.sharedNames().stream().anyMatch(name::equalsIgnoreCase))
			.flatMap((type) -> this.registry.handlersFor(type, named).stream())
			.forEach((handler) -> takers.add(handler.name()));
		return takers;
	}

}
