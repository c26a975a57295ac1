package io.github.socialhook.demo;

import io.github.socialhook.event.ChannelEvent;
import io.github.socialhook.event.MessageEvent;
import io.github.socialhook.event.PostEvent;
import io.github.socialhook.event.UserEvent;
import io.github.socialhook.handler.DeliveryContext;
import io.github.socialhook.handler.WebhookHandler;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/** The handlers of the demo. One of them needs a second attempt. */
final class DemoHandler {

	private static final Log logger = LogFactory.getLog(DemoHandler.class);

	@WebhookHandler
	void greet(ChannelEvent.DidCreate created, DeliveryContext delivery) {
		logger.info("Delivery " + delivery.id() + ": channels created: " + created.channels().size());
	}

	@WebhookHandler
	void noteMessage(MessageEvent event, DeliveryContext delivery) {
		note(delivery);
	}

	@WebhookHandler
	void noteUser(UserEvent event, DeliveryContext delivery) {
		note(delivery);
	}

	@WebhookHandler
	void notePost(PostEvent.DidCreate event, DeliveryContext delivery) {
		note(delivery);
	}

	private static void note(DeliveryContext delivery) {
		logger.info("Delivery " + delivery.id() + " reached a handler");
	}

	@WebhookHandler
	void failOnce(PostEvent.DidFlag flagged, DeliveryContext delivery) {
		if (delivery.attempt() == 1) {
			throw new IllegalStateException("This handler of the demo fails at its first attempt");
		}
	}

}
