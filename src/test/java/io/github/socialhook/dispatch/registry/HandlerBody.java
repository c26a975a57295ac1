package io.github.socialhook.dispatch.registry;

import io.github.socialhook.handler.DeliveryContext;
import tools.jackson.databind.JsonNode;

/** What a handler of a test does. */
@FunctionalInterface
public interface HandlerBody {

	void take(JsonNode event, DeliveryContext delivery) throws Throwable;

}
