package io.github.socialhook.dispatch.registry;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Set;

import io.github.socialhook.event.SocialEvent;
import io.github.socialhook.event.UnknownEvent;
import io.github.socialhook.event.catalogue.EventType;
import io.github.socialhook.handler.DeliveryContext;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A handler method: a method of a bean that takes events.
 *
 * @param name the name under which its attempts are kept
 * @param bean the bean to call
 * @param method the method to call
 * @param eventType the type of its event parameter
 * @param names the canonical names of the events it takes; empty if its type says all
 * @param settings its limits and its retry schedule
 */
public record Handler(String name, Object bean, Method method, Class<?> eventType, Set<String> names,
		HandlerSettings settings) {

	/**
	 * Whether it takes events of a type under one of the names that they are sent under.
	 * @param type the type of the event; null if the catalogue does not have it
	 * @return true if it takes them
	 */
	public boolean takes(@Nullable EventType type) {
		return takes(type, null) || (type != null && type.sharedNames().stream().anyMatch((name) -> takes(type, name)));
	}

	/**
	 * Whether it takes events of a type that are sent under a name.
	 * @param type the type of the event; null if the catalogue does not have it
	 * @param sentAs the catalogued form of the name as sent; null if none was
	 * @return true if it takes them
	 */
	public boolean takes(@Nullable EventType type, @Nullable String sentAs) {
		boolean isNamed = type != null
				&& (this.names.contains(type.name()) || (sentAs != null && this.names.contains(sentAs)));
		if (!this.names.isEmpty() && !isNamed) {
			return false;
		}
		Class<? extends SocialEvent> record = (type != null) ? type.type() : null;
		if (this.eventType == JsonNode.class) {
			return true;
		}
		if (this.eventType == UnknownEvent.class) {
			return record == null;
		}
		return record != null && this.eventType.isAssignableFrom(record);
	}

	/**
	 * Whether it takes a typed event instead of the JSON.
	 * @return true if the body must be read as an event first
	 */
	public boolean isTyped() {
		return this.eventType != JsonNode.class && this.eventType != UnknownEvent.class;
	}

	String eventTypeName() {
		return HandlerFactory.nameOf(this.eventType);
	}

	/**
	 * Calls the method.
	 * @param event the event or the JSON to pass
	 * @param context the delivery that carries it
	 * @throws Throwable what the method throws
	 */
	public void invoke(Object event, DeliveryContext context) throws Throwable {
		Class<?>[] types = this.method.getParameterTypes();
		Object[] arguments = new Object[types.length];
		for (int i = 0; i < types.length; i++) {
			arguments[i] = (types[i] == DeliveryContext.class) ? context : event;
		}
		try {
			this.method.invoke(this.bean, arguments);
		}
		catch (InvocationTargetException ex) {
			throw (ex.getCause() != null) ? ex.getCause() : ex;
		}
	}

	@Override
	public String toString() {
		return this.name;
	}

}
