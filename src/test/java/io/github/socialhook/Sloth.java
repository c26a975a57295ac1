package io.github.socialhook;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.github.socialhook.handler.WebhookHandler;
import tools.jackson.databind.JsonNode;

/** Takes everything, and long enough for much to pile up. */
class Sloth {

	@WebhookHandler
	void take(JsonNode event) throws InterruptedException {
		new CountDownLatch(1).await(300, TimeUnit.MILLISECONDS);
	}

}
