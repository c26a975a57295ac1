package io.github.socialhook;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

import io.github.socialhook.handler.DeliveryContext;
import io.github.socialhook.handler.WebhookHandler;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Value;

/**
 * Handlers for processes that are killed: what they begin and end is a line in a file
 * that all processes append to, so its lines are in the order in which things happened.
 */
class Diary {

	private final FileChannel file;

	private final String process;

	private final long pauseNanos;

	Diary(@Value("${diary.file}") Path file, @Value("${diary.process:}") String process,
			@Value("${diary.pause:1ms}") Duration pause) throws IOException {
		this.pauseNanos = pause.toNanos();
		this.file = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
		this.process = process;
	}

	/** Always succeeds. */
	@WebhookHandler(name = "steady", concurrency = "${diary.concurrency:8}")
	void steady(JsonNode event, DeliveryContext delivery) throws IOException {
		write("begin", "steady", event, delivery);
		LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(2 * this.pauseNanos));
		write("end", "steady", event, delivery);
	}

	/** Fails the first attempts of some, and the second of some of those. */
	@WebhookHandler(name = "shaky", concurrency = "${diary.concurrency:8}", retryAfter = "200ms, 200ms, 200ms, 200ms")
	void shaky(JsonNode event, DeliveryContext delivery) throws IOException {
		write("begin", "shaky", event, delivery);
		boolean fails = Long.parseLong(delivery.id().value()) % ((delivery.attempt() == 1) ? 7 : 49) == 0
				&& delivery.attempt() < 3;
		write(fails ? "fail" : "end", "shaky", event, delivery);
		if (fails) {
			throw new IllegalStateException("Not this time");
		}
	}

	private void write(String what, String handler, JsonNode event, DeliveryContext delivery) throws IOException {
		String line = String.format(Locale.ROOT, "%s %s %s %s %d %s %d%n", what, this.process, handler, delivery.id(),
				delivery.attempt(), delivery.subject(), event.path("data").path("number").asInt());
		this.file.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
	}

}
