package io.github.socialhook.docs;

import io.github.socialhook.event.PostEvent;
import io.github.socialhook.handler.DeliveryContext;
import io.github.socialhook.handler.WebhookHandler;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.stereotype.Component;

@Component
class ReportDesk {

	private static final Log logger = LogFactory.getLog(ReportDesk.class);

	@WebhookHandler
	void watch(PostEvent event, DeliveryContext delivery) {
		switch (event) {
			case PostEvent.DidFlag flagged -> logger.info("To be looked at: " + delivery.subject());
			case PostEvent.DidDelete deleted -> logger.info("Settled: " + delivery.subject());
			default -> logger.debug("Nothing to do for " + delivery);
		}
	}

}
