package io.github.socialhook.docs;

import io.github.socialhook.test.Events;
import io.github.socialhook.test.Social;
import io.github.socialhook.test.SocialhookTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@SocialhookTest(ChannelLog.class)
@ExtendWith(OutputCaptureExtension.class)
class ChannelLogTests {

	@Test
	void logsNewChannels(Social social, CapturedOutput output) {
		social.sends(Events.aChannel()).to(ChannelLog.class).isHandled();
		assertThat(output).contains("Channel trail-club-chat is new, says delivery ");
	}

}
