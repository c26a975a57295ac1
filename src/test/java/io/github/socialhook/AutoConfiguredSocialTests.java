package io.github.socialhook;

import java.nio.file.Path;

import io.github.socialhook.event.MessageCreated;
import io.github.socialhook.handler.WebhookHandler;
import io.github.socialhook.test.AutoConfigureSocialhook;
import io.github.socialhook.test.Events;
import io.github.socialhook.test.Social;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
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

	/** A store of the service would be opened, and its console would ask it. */
	@Test
	void leavesTheStoreOfTheServiceOut(@Autowired Environment environment) {
		assertThat(ask("/actuator/health/readiness")).hasStatus(200);
		assertThat(ask("/api/v1/stats")).hasStatus(404);
		assertThat(ask("/actuator/prometheus").body()).contains("socialhook_handling_seconds")
			.doesNotContain("socialhook_inbox_pending");
		String url = environment.getRequiredProperty("spring.datasource.url");
		assertThat(Path.of(url.replaceFirst("jdbc:sqlite:", ""))).doesNotExist();
	}

	private RawAnswer ask(String path) {
		try (Wire wire = this.door.openOperations()) {
			return wire.send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").answer();
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
