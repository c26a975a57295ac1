package io.github.socialhook.docs;

import java.io.IOException;
import java.io.InputStream;

import io.github.socialhook.event.ChannelEvent;
import io.github.socialhook.event.SocialEvent;
import io.github.socialhook.event.reader.EventReader;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

class ChannelCountTests {

	@Test
	void countsNewChannels() throws IOException {
		try (InputStream sample = SocialEvent.class.getResourceAsStream("samples/channel.didCreate.json")) {
			EventReader reader = new EventReader();
			JsonNode json = reader.tree(sample.readAllBytes());
			ChannelCount handler = new ChannelCount();
			handler.count((ChannelEvent.DidCreate) reader.read(json, reader.identify(json).orElseThrow()));
			assertThat(handler.number()).isEqualTo(1);
		}
	}

}
