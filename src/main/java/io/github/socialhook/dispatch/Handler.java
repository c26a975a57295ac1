package io.github.socialhook.dispatch;

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
 * One method that takes events.
 *
 * @param name the name under which its attempts are kept
 * @param bean the bean to call
 * @param method the method to call
 * @param eventType the type of its event parameter
 * @param names the canonical names of the events it takes; empty if its type says all
 * @param terms on what terms it works
 */
record Handler(String name, Object bean, Method method, Class<?> eventType, Set<String> names, HandlerSettings terms) {

	/**
	 * Whether it takes events of a type; null stands for what the catalogue does not
	 * know.
	 */
	boolean takes(@Nullable EventType type) {
		if (!this.names.isEmpty() && (type == null || !this.names.contains(type.name()))) {
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

	/** Whether its event has to be read as its type first. */
	boolean isTyped() {
		return SocialEvent.class.isAssignableFrom(this.eventType);
	}

	/** Calls the method, and throws what it throws. */
	void invoke(Object event, DeliveryContext context) throws Throwable {
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
