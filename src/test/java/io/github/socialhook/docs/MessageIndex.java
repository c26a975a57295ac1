package io.github.socialhook.docs;

import io.github.socialhook.event.MessageCreated;
import io.github.socialhook.handler.WebhookHandler;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.stereotype.Component;

@Component
class MessageIndex {

	private static final Log logger = LogFactory.getLog(MessageIndex.class);

	@WebhookHandler
	void index(MessageCreated created) {
		created.summaries().forEach((message) -> logger.info("New in channel " + message.channelId()));
	}

}
