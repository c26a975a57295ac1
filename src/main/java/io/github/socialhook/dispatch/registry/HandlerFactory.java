package io.github.socialhook.dispatch.registry;

import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import io.github.socialhook.configuration.InvalidConfigurationException;
import io.github.socialhook.event.SocialEvent;
import io.github.socialhook.event.UnknownEvent;
import io.github.socialhook.event.catalogue.EventCatalogue;
import io.github.socialhook.event.catalogue.EventType;
import io.github.socialhook.handler.DeliveryContext;
import io.github.socialhook.handler.DeliveryHandler;
import io.github.socialhook.handler.HandlerRegistration;
import io.github.socialhook.handler.WebhookHandler;
import tools.jackson.databind.JsonNode;

import org.springframework.util.ReflectionUtils;
import org.springframework.util.StringUtils;

/** Creates a handler from a method or a registration, and rejects what cannot be one. */
final class HandlerFactory {

	private static final String EXPECTED_SIGNATURE = "The method must return void and take one event (a record such as "
			+ "ChannelEvent.DidCreate, all shapes of one such as MessageCreated, a group such as ChannelEvent, "
			+ "SocialEvent, UnknownEvent or JsonNode) and, optionally, a DeliveryContext.";

	private static final Method HANDLE = Objects
		.requireNonNull(ReflectionUtils.findMethod(DeliveryHandler.class, "handle", DeliveryContext.class));

	private final HandlerSettingsFactory settings;

	HandlerFactory(HandlerSettingsFactory settings) {
		this.settings = settings;
	}

	/**
	 * Creates a handler.
	 * @param defaultName its name, unless the annotation has one
	 * @throws InvalidConfigurationException if the method can never be called with an
	 * event
	 */
	Handler create(String defaultName, Object bean, Method method, WebhookHandler annotation) {
		if (method.getReturnType() != void.class) {
			throw invalid(method, "returns " + method.getReturnType().getSimpleName() + ", which would be ignored",
					EXPECTED_SIGNATURE);
		}
		Class<?> eventType = eventType(method);
		Set<String> names = new LinkedHashSet<>();
		for (String name : annotation.events()) {
			names.add(find(where(method), name).name());
		}
		String name = StringUtils.hasText(annotation.name()) ? annotation.name() : defaultName;
		if (!isStorable(name)) {
			throw invalid(method, "has a name with control characters or an unpaired surrogate",
					"Give it another name with @WebhookHandler(name = \"…\").");
		}
		ReflectionUtils.makeAccessible(method);
		Handler handler = new Handler(name, bean, method, eventType, Set.copyOf(names),
				this.settings.of(method, annotation));
		requireEventsOfItsType(handler);
		return handler;
	}

	/**
	 * Creates a handler.
	 * @throws InvalidConfigurationException if it is not to be called with an event
	 */
	Handler create(HandlerRegistration registration) {
		String name = registration.name();
		if (!StringUtils.hasText(name) || !isStorable(name)) {
			throw new InvalidConfigurationException(
					"A registered handler has no name, or one with control characters or an unpaired surrogate.",
					"Give each HandlerRegistration a name.");
		}
		Set<String> names = new LinkedHashSet<>();
		for (String event : registration.events()) {
			names.add(find(name, event).name());
		}
		return new Handler(name, registration.handler(), HANDLE, JsonNode.class, Set.copyOf(names),
				this.settings.of(registration));
	}

	private static boolean isStorable(String name) {
		return name.chars().noneMatch(Character::isISOControl) && StandardCharsets.UTF_8.newEncoder().canEncode(name);
	}

	private static Class<?> eventType(Method method) {
		List<Class<?>> events = new ArrayList<>(List.of(method.getParameterTypes()));
		events.remove(DeliveryContext.class);
		if (events.size() != 1) {
			throw invalid(method, "takes " + events.size() + " events", EXPECTED_SIGNATURE);
		}
		Class<?> type = events.getFirst();
		if (type == JsonNode.class || type == UnknownEvent.class || SocialEvent.class.isAssignableFrom(type)
				|| EventCatalogue.commonTypes().contains(type)) {
			return type;
		}
		throw invalid(method, "takes a " + type.getSimpleName() + ", which is not an event", EXPECTED_SIGNATURE);
	}

	private static EventType find(String handler, String name) {
		Optional<EventType> type = EventCatalogue.find(name);
		if (type.isEmpty()) {
			String hint = EventCatalogue.nearest(name).map((nearest) -> "Did you mean '" + nearest + "'? ").orElse("");
			throw invalid(handler, "takes the event '" + name + "', which Social+ does not send",
					hint + "All names are in docs/events.md.");
		}
		return type.get();
	}

	private static void requireEventsOfItsType(Handler handler) {
		if (handler.names().isEmpty()) {
			if (EventCatalogue.types().stream().noneMatch(handler::takes)) {
				throw invalid(handler.method(),
						"takes a " + handler.eventType().getSimpleName() + ", to which no event is mapped",
						EXPECTED_SIGNATURE);
			}
			return;
		}
		for (String name : handler.names()) {
			EventType type = EventCatalogue.find(name).orElseThrow();
			if (!takesAnySentAs(handler, type)) {
				Class<?> record = type.type();
				String actual = (record != null) ? nameOf(record) : "UnknownEvent";
				throw invalid(handler.method(),
						"names the event '" + name + "', which is never a " + nameOf(handler.eventType()),
						"Take a " + actual + " or a JsonNode instead.");
			}
		}
	}

	private static boolean takesAnySentAs(Handler handler, EventType named) {
		return handler.takes(named, named.name()) || EventCatalogue.types()
			.stream()
			.anyMatch((type) -> type.sharedNames().contains(named.name()) && handler.takes(type, named.name()));
	}

	static String nameOf(Class<?> type) {
		Class<?> outer = type.getDeclaringClass();
		return (outer != null) ? outer.getSimpleName() + "." + type.getSimpleName() : type.getSimpleName();
	}

	private static InvalidConfigurationException invalid(Method method, String problem, String action) {
		return invalid(where(method), problem, action);
	}

	private static InvalidConfigurationException invalid(String handler, String problem, String action) {
		return new InvalidConfigurationException("The handler " + handler + " " + problem + ".", action);
	}

	private static String where(Method method) {
		return method.getDeclaringClass().getName() + "." + method.getName();
	}

}
