package io.github.socialhook;

import io.github.socialhook.event.MessageCreated;
import io.github.socialhook.handler.WebhookHandler;
import io.github.socialhook.test.AutoConfigureSocialhook;
import io.github.socialhook.test.Events;
import io.github.socialhook.test.Social;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.stereotype.Component;

import static org.assertj.core.api.Assertions.assertThat;

/** In a whole application, the store and the clock of the test are the ones in use. */
@RunningService
@AutoConfigureSocialhook
@Import(AutoConfiguredSocialTests.Shaky.class)
class AutoConfiguredSocialTests {

	@Autowired
	private Door door;

	@Test
	void movesTheClockOfAWholeApplication(Social social) {
		social.sends(Events.aMessage())
			.toHandler("shaky.take")
			.willBeRetried()
			.retries(1)
			.then()
			.isHandled()
			.isCalled(2);
	}

	@Test
	void leavesThePublicPortAsItIs() {
		try (Wire wire = this.door.open()) {
			assertThat(wire.send(WebhookRequest.unsigned().bytes()).answer()).hasStatus(401);
		}
	}

	@Component("shaky")
	static class Shaky {

		private int calls;

		@WebhookHandler(retryAfter = "1m")
		void take(MessageCreated created) {
			if (this.calls++ == 0) {
				throw new IllegalStateException("Not at first");
			}
		}

	}

}
