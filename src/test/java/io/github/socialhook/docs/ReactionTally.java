package io.github.socialhook.docs;

import io.github.socialhook.event.UnknownEvent;
import io.github.socialhook.handler.DeliveryContext;
import io.github.socialhook.handler.WebhookHandler;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import tools.jackson.databind.JsonNode;

import org.springframework.stereotype.Component;

@Component
class ReactionTally {

	private static final Log logger = LogFactory.getLog(ReactionTally.class);

	@WebhookHandler({ "v3.post.didAddReaction", "v3.comment.didAddReaction" })
	void count(JsonNode body, DeliveryContext delivery) {
		logger.info("A reaction to " + delivery.subject() + ", fields: " + body.path("data").size());
	}

	@WebhookHandler
	void wonder(UnknownEvent event) {
		logger.info("Social+ has something new: " + event.name());
	}

}
