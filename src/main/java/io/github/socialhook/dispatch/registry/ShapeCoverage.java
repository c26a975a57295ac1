package io.github.socialhook.dispatch.registry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import io.github.socialhook.event.catalogue.EventCatalogue;
import io.github.socialhook.event.catalogue.EventType;
import io.github.socialhook.handler.DeliveryHandler;

/** Finds handlers that take one shape of an event and miss another. */
final class ShapeCoverage {

	private final List<Handler> handlers;

	/** Registered handlers take the body, whatever its shape. */
	ShapeCoverage(List<Handler> handlers) {
		this.handlers = handlers.stream()
			.filter((handler) -> handler.method().getDeclaringClass() != DeliveryHandler.class)
			.toList();
	}

	/** What is to be told to the author of each such handler. */
	List<String> warnings() {
		List<String> warnings = new ArrayList<>();
		for (Handler handler : this.handlers) {
			for (Class<?> common : EventCatalogue.commonTypes()) {
				List<EventType> shapes = shapesOf(common);
				List<EventType> missed = shapes.stream()
					.filter((shape) -> shape.deprecatedSince() == null && !isCovered(shape, handler))
					.toList();
				if (shapes.stream().anyMatch((shape) -> handler.takes(shape, shape.name())) && !missed.isEmpty()) {
					warnings.add("Handler " + handler.name() + " takes " + handler.eventTypeName()
							+ ", but the same event may be sent as " + describe(missed)
							+ ", which it does not take. Take " + common.getSimpleName() + " to have both.");
				}
			}
		}
		return warnings;
	}

	/** By itself, or by another handler of the same bean. */
	private boolean isCovered(EventType shape, Handler handler) {
		return this.handlers.stream().anyMatch((other) -> isBeside(other, handler) && other.takes(shape));
	}

	private static boolean isBeside(Handler other, Handler handler) {
		return other.method().getDeclaringClass() == handler.method().getDeclaringClass();
	}

	private static List<EventType> shapesOf(Class<?> common) {
		List<Class<?>> records = Arrays.asList(common.getPermittedSubclasses());
		return EventCatalogue.types().stream().filter((type) -> records.contains(type.type())).toList();
	}

	private static String describe(List<EventType> shapes) {
		return shapes.stream().map(EventType::type).map(HandlerFactory::nameOf).collect(Collectors.joining(" or "));
	}

}
