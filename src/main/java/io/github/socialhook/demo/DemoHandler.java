package io.github.socialhook.demo;

import io.github.socialhook.event.PostEvent;
import io.github.socialhook.handler.DeliveryContext;
import io.github.socialhook.handler.WebhookHandler;

/** A handler of the demo that needs a second attempt. */
final class DemoHandler {

	@WebhookHandler
	void failOnce(PostEvent.DidFlag flagged, DeliveryContext delivery) {
		if (delivery.attempt() == 1) {
			throw new IllegalStateException("This handler of the demo fails at its first attempt");
		}
	}

}
