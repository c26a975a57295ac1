package io.github.socialhook.bench.handlers;

import java.util.concurrent.atomic.LongAdder;

import io.github.socialhook.event.SocialEvent;
import io.github.socialhook.handler.WebhookHandler;

import org.springframework.stereotype.Component;

/** Takes each event as its type, and counts. */
@Component
class CountingHandler {

	private final LongAdder events = new LongAdder();

	@WebhookHandler
	void count(SocialEvent event) {
		this.events.increment();
	}

}
