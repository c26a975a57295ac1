package io.github.socialhook;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.github.socialhook.handler.WebhookHandler;
import tools.jackson.databind.JsonNode;

/** Takes everything, and long enough for some to be under way at any time. */
class Tally {

	@WebhookHandler
	void take(JsonNode event) throws InterruptedException {
		new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS);
	}

}
