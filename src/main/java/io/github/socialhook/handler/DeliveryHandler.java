package io.github.socialhook.handler;

/**
 * Handles deliveries whatever their event, for a {@link HandlerRegistration}. It returns
 * and throws as a {@link WebhookHandler} method does, and is called by many threads.
 */
@FunctionalInterface
public interface DeliveryHandler {

	/**
	 * Handles a delivery.
	 * @param delivery the delivery
	 * @throws Exception if the delivery is to be handled again
	 */
	void handle(DeliveryContext delivery) throws Exception;

}
