package io.github.socialhook.app;

import java.util.concurrent.atomic.AtomicLong;

import io.github.socialhook.event.MessageEvent;
import io.github.socialhook.event.PostEvent;
import io.github.socialhook.event.UserEvent;
import io.github.socialhook.handler.DeliveryContext;
import io.github.socialhook.handler.WebhookHandler;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.stereotype.Component;

/**
 * An example to replace with a handler of your own: takes whole groups of events, counts
 * them and logs at the debug level. Handlers run concurrently, so what they share has to
 * be thread-safe.
 */
@Component
class ActivityCounter {

	private static final Log logger = LogFactory.getLog(ActivityCounter.class);

	private final AtomicLong messages = new AtomicLong();

	private final AtomicLong others = new AtomicLong();

	@WebhookHandler
	void countMessages(MessageEvent event, DeliveryContext delivery) {
		int created = switch (event) {
			case MessageEvent.DidCreate didCreate -> didCreate.messages().size();
			case MessageEvent.DidCreateV5 didCreate -> didCreate.messages().size();
			default -> 0;
		};
		logger.debug("Delivery " + delivery.id() + ": messages created so far: " + this.messages.addAndGet(created));
	}

	@WebhookHandler
	void countUsers(UserEvent event, DeliveryContext delivery) {
		count(delivery);
	}

	@WebhookHandler
	void countPosts(PostEvent event, DeliveryContext delivery) {
		count(delivery);
	}

	private void count(DeliveryContext delivery) {
		logger.debug(
				"Delivery " + delivery.id() + ": events of users and posts so far: " + this.others.incrementAndGet());
	}

}
