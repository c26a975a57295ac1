package io.github.socialhook.docs;

import io.github.socialhook.test.Events;
import io.github.socialhook.test.Social;
import io.github.socialhook.test.SocialhookTest;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

@SocialhookTest(ChannelCount.class)
class ChannelCountTests {

	@Autowired
	private ChannelCount handler;

	@Test
	void countsNewChannels(Social social) {
		social.sends(Events.aChannel()).to(ChannelCount.class).isHandled();
		assertThat(this.handler.number()).isEqualTo(1);
	}

}
