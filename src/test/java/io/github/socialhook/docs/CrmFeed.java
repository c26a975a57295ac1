package io.github.socialhook.docs;

import io.github.socialhook.event.UserEvent;
import io.github.socialhook.handler.WebhookHandler;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.stereotype.Component;

@Component
class CrmFeed {

	private static final Log logger = LogFactory.getLog(CrmFeed.class);

	@WebhookHandler(retryAfter = "1s, 5s, 1m", timeout = "${crm.timeout:10s}")
	void tell(UserEvent.DidUpdate updated) {
		logger.info("Users to be told of: " + updated.users().size());
	}

}
