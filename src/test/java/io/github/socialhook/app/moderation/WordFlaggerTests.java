package io.github.socialhook.app.moderation;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import io.github.socialhook.app.Stub;
import io.github.socialhook.event.MessageCreated;
import io.github.socialhook.event.reader.EventReader;
import io.github.socialhook.handler.RejectDeliveryException;
import io.github.socialhook.handler.RetryLaterException;
import io.github.socialhook.test.Events;
import io.github.socialhook.test.HandlerAssert;
import io.github.socialhook.test.Social;
import io.github.socialhook.test.SocialhookTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.client.ResourceAccessException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@SocialhookTest(handlers = WordFlagger.class,
		properties = { "app.moderation.enabled=true", "app.moderation.words=spam, größe, a.b",
				"app.moderation.token=the-token", "app.moderation.timeout=1m" })
class WordFlaggerTests {

	private static Stub api;

	@BeforeAll
	static void start() throws IOException {
		open();
	}

	private static Stub open() throws IOException {
		if (api == null) {
			api = new Stub();
		}
		return api;
	}

	@DynamicPropertySource
	static void url(DynamicPropertyRegistry properties) throws IOException {
		properties.add("app.moderation.url", open()::url);
	}

	@AfterAll
	static void stop() {
		api.close();
	}

	@BeforeEach
	void answer() {
		api.answers(200, "{}");
	}

	private static HandlerAssert says(Social social, String text) {
		return social.sends(Events.aMessage().with("data.messages.messageId", "m 1").withText(text))
			.toHandler("moderation-created");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Buy SPAM now", "spam", "(spam)", "in der GRÖSSE, GRÖßE", "see a.b!" })
	void flagsMessagesWithListedWords(String text, Social social) {
		says(social, text).isHandled();
		assertThat(api.requests()).containsExactly("POST /api/v5/messages/m%201/flags Bearer the-token\n");
	}

	@ParameterizedTest
	@ValueSource(strings = { "spammer", "antispam", "hello", "", "axb" })
	void leavesOthersAlone(String text, Social social) {
		says(social, text).isHandled();
		assertThat(api.requests()).isEmpty();
	}

	@Test
	void flagsWhatIsEditedLater(Social social) {
		social.sends(Events.anEvent("message.didUpdate").with("data.messages.data.text", "now spam"))
			.toHandler("moderation-updated")
			.isHandled();
		assertThat(api.requests()).hasSize(1);
	}

	/** Social+ keeps one flag for each user. */
	@Test
	void flagsAgainIfTheDeliveryIsRepeated(Social social) {
		says(social, "spam").isHandled().delivery().again().toHandler("moderation-created").isHandled();
		assertThat(api.requests()).hasSize(2);
	}

	@Test
	void waitsAsLongAsItIsTold(Social social) {
		api.asksForPatience("90");
		HandlerAssert handler = says(social, "spam").failedWith(RetryLaterException.class)
			.willBeRetriedAfter(Duration.ofSeconds(90));
		api.answers(200, "{}");
		handler.retries(1).isHandled();
		assertThat(api.requests()).hasSize(1);
	}

	@Test
	void waitsHalfAMinuteIfItIsNotToldHowLong(Social social) {
		api.answers(429, "{}");
		says(social, "spam").willBeRetriedAfter(Duration.ofSeconds(30));
	}

	@Test
	void hasNothingToDoForADeletedMessage(Social social) {
		api.answers(404, "{}");
		says(social, "spam").isHandled();
	}

	@Test
	void givesUpWhatIsRefused(Social social) {
		api.answers(422, "{}");
		says(social, "spam").failedWith(RejectDeliveryException.class).isDead();
	}

	@ParameterizedTest
	@ValueSource(ints = { 401, 403, 500, 503, 302 })
	void triesAgainWhateverElseIsWrong(int status, Social social) {
		api.answers(status, "{}");
		HandlerAssert handler = says(social, "spam").failedWith(IllegalStateException.class).willBeRetried();
		api.answers(200, "{}");
		handler.retries(1).isHandled();
	}

	@Test
	void failsAfterATimeout() {
		CountDownLatch gate = new CountDownLatch(1);
		api.waitsFor(gate);
		WordFlagger flagger = new WordFlagger(List.of("spam"), api.url(), "the-token", Duration.ofMillis(300));
		EventReader reader = new EventReader();
		JsonNode body = reader.tree(Events.aMessage().withText("spam").body());
		MessageCreated created = (MessageCreated) reader.read(body, reader.identify(body).orElseThrow());
		assertThatExceptionOfType(ResourceAccessException.class).isThrownBy(() -> flagger.moderate(created));
		gate.countDown();
	}

}
