package io.github.socialhook.app;

import io.github.socialhook.event.ChannelEvent;
import io.github.socialhook.event.model.Channel;
import io.github.socialhook.handler.DeliveryContext;
import io.github.socialhook.handler.WebhookHandler;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.stereotype.Component;

/**
 * An example to replace with a handler of your own: takes one event and logs it.
 */
@Component
class ChannelGreeter {

	private static final Log logger = LogFactory.getLog(ChannelGreeter.class);

	/**
	 * The same delivery may come again, after a failure or a crash. Where that matters,
	 * let {@code delivery.id()} be the key of what you write: it stays the same.
	 */
	@WebhookHandler
	void greet(ChannelEvent.DidCreate created, DeliveryContext delivery) {
		for (Channel channel : created.channels()) {
			logger.info("Delivery " + delivery.id() + ": channel " + channel.channelId() + " was created, members: "
					+ created.userIds().size());
		}
	}

}
