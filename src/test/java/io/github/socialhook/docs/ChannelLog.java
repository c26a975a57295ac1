package io.github.socialhook.docs;

import io.github.socialhook.event.ChannelEvent;
import io.github.socialhook.event.model.Channel;
import io.github.socialhook.handler.DeliveryContext;
import io.github.socialhook.handler.WebhookHandler;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.stereotype.Component;

@Component
class ChannelLog {

	private static final Log logger = LogFactory.getLog(ChannelLog.class);

	@WebhookHandler
	void note(ChannelEvent.DidCreate created, DeliveryContext delivery) {
		for (Channel channel : created.channels()) {
			logger.info("Channel " + channel.channelId() + " is new, says delivery " + delivery.id());
		}
	}

}
