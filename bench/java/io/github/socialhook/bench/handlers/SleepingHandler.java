package io.github.socialhook.bench.handlers;

import io.github.socialhook.event.SocialEvent;
import io.github.socialhook.handler.WebhookHandler;

import org.springframework.stereotype.Component;

/** Is as slow as the slowest that people write. */
@Component
class SleepingHandler {

	@WebhookHandler
	void sleep(SocialEvent event) throws InterruptedException {
		Thread.sleep(5000);
	}

}
