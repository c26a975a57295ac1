package io.github.socialhook.dispatch;

import io.github.socialhook.handler.DeliveryContext;
import tools.jackson.databind.JsonNode;

/** What a handler of a test does. */
@FunctionalInterface
interface Behaviour {

	void take(JsonNode event, DeliveryContext delivery) throws Throwable;

}
