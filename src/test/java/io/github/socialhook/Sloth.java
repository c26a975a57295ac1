package io.github.socialhook;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.github.socialhook.handler.WebhookHandler;
import tools.jackson.databind.JsonNode;

/** Takes everything, and does not end before there is a file that says so. */
class Sloth {

	static final String FILE = "go-on";

	@WebhookHandler
	void take(JsonNode event) throws InterruptedException {
		while (!Files.exists(Path.of(FILE))) {
			new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS);
		}
	}

}
