package io.github.socialhook.docs;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;

import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.delivery.EndpointName;
import io.github.socialhook.delivery.Payload;
import io.github.socialhook.event.ChannelEvent;
import io.github.socialhook.event.SocialEvent;
import io.github.socialhook.event.reader.EventReader;
import io.github.socialhook.handler.DeliveryContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class ChannelLogTests {

	@Test
	void logsNewChannels(CapturedOutput output) throws IOException {
		try (InputStream sample = SocialEvent.class.getResourceAsStream("samples/channel.didCreate.json")) {
			byte[] body = sample.readAllBytes();
			EventReader reader = new EventReader();
			JsonNode json = reader.tree(body);
			SocialEvent event = reader.read(json, reader.identify(json).orElseThrow());
			Delivery delivery = new Delivery(EndpointName.DEFAULT, null, null, Payload.of(body), Instant.now());
			DeliveryContext context = new DeliveryContext(new DeliveryId("1"), delivery, 1, () -> json);
			new ChannelLog().note((ChannelEvent.DidCreate) event, context);
			assertThat(output).contains("Channel trail-club-chat is new, says delivery 1");
		}
	}

}
