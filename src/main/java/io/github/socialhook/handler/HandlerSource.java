package io.github.socialhook.handler;

import java.util.List;

/**
 * Supplies handlers that are no annotated methods, such as one for each entry of a
 * configuration. Each bean of this type is called once, at startup.
 */
@FunctionalInterface
public interface HandlerSource {

	/**
	 * Returns the handlers.
	 * @return any number of handlers, each with a different name
	 */
	List<HandlerRegistration> handlers();

}
