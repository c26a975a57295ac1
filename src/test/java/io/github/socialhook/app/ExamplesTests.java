package io.github.socialhook.app;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;

import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.delivery.EndpointName;
import io.github.socialhook.delivery.Payload;
import io.github.socialhook.event.ChannelEvent;
import io.github.socialhook.event.MessageEvent;
import io.github.socialhook.event.PostEvent;
import io.github.socialhook.event.SocialEvent;
import io.github.socialhook.event.UserEvent;
import io.github.socialhook.event.reader.EventReader;
import io.github.socialhook.handler.DeliveryContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** Delete these tests together with the examples. */
@ExtendWith(OutputCaptureExtension.class)
class ExamplesTests {

	private final LoggingSystem logging = LoggingSystem.get(getClass().getClassLoader());

	private final EventReader reader = new EventReader();

	@BeforeEach
	void sayEverything() {
		this.logging.setLogLevel(getClass().getPackageName(), LogLevel.DEBUG);
	}

	@AfterEach
	void sayTheUsual() {
		this.logging.setLogLevel(getClass().getPackageName(), null);
	}

	@Test
	void greeterNamesChannelAndCountsItsMembers(CapturedOutput output) throws IOException {
		new ChannelGreeter().greet((ChannelEvent.DidCreate) event("example-delivery"), context());
		assertThat(output).contains("Delivery 7: channel testWebhook was created, members: 1");
	}

	@Test
	void counterCountsOnlyCreatedMessages(CapturedOutput output) throws IOException {
		ActivityCounter counter = new ActivityCounter();
		counter.countMessages((MessageEvent) event("message.didCreate"), context());
		counter.countMessages((MessageEvent) event("message.didFlag"), context());
		counter.countMessages((MessageEvent) event("v5.message.didCreate"), context());
		assertThat(output).containsSubsequence("so far: 1", "so far: 1", "so far: 2");
	}

	@Test
	void counterCountsUsersAndPosts(CapturedOutput output) throws IOException {
		ActivityCounter counter = new ActivityCounter();
		counter.countUsers((UserEvent) event("user.didUpdate"), context());
		counter.countPosts((PostEvent) event("v3.post.didCreate"), context());
		assertThat(output).contains("Delivery 7: events of users and posts so far: 2");
	}

	private SocialEvent event(String sample) throws IOException {
		try (InputStream file = SocialEvent.class.getResourceAsStream("samples/" + sample + ".json")) {
			JsonNode tree = this.reader.tree(file.readAllBytes());
			return this.reader.read(tree, this.reader.identify(tree).orElseThrow());
		}
	}

	private DeliveryContext context() {
		Delivery delivery = new Delivery(EndpointName.DEFAULT, null, null, Payload.of(new byte[0]), Instant.EPOCH);
		return new DeliveryContext(new DeliveryId("7"), delivery, 1, () -> this.reader.tree(new byte[0]));
	}

}
