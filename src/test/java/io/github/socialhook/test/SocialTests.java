package io.github.socialhook.test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import javax.sql.DataSource;

import io.github.socialhook.event.ChannelEvent;
import io.github.socialhook.event.MessageCreated;
import io.github.socialhook.event.MessageEvent;
import io.github.socialhook.handler.DeliveryContext;
import io.github.socialhook.handler.RejectDeliveryException;
import io.github.socialhook.handler.RetryLaterException;
import io.github.socialhook.handler.WebhookHandler;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.stereotype.Component;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

@SocialhookTest
@Import({ SocialTests.Greeter.class, SocialTests.Moody.class, SocialTests.Everything.class })
@TestPropertySource(properties = "socialhook.dispatch.retry-after=1m, 1h")
class SocialTests {

	@Autowired
	private Greeter greeter;

	@Autowired
	private Moody moody;

	@BeforeEach
	void forget() {
		this.greeter.texts.clear();
		this.moody.calls.clear();
	}

	@Test
	void passesAnEventToItsHandler(Social social) {
		social.sends(Events.aMessage().in("lobby").by("maria").withText("hi"))
			.to(Greeter.class)
			.isHandled()
			.isCalled(1);
		assertThat(this.greeter.texts).containsExactly("lobby: maria: hi");
	}

	@Test
	void waitsNoLongerThanItIsTold(Social social) {
		social.sends(Events.aMessage()).to(Greeter.class).isHandledWithin(SentDelivery.TIMEOUT);
	}

	@Test
	void doesNotCallAHandlerOfOtherEvents(Social social) {
		social.sends(Events.aUser()).isUnhandled().to(Greeter.class).isNeverCalled();
	}

	@Test
	void movesTheClockToEachRetry(Social social) {
		HandlerAssert moody = social.sends(Events.aChannel().with("data.channel.displayName", "fails")).to(Moody.class);
		moody.willBeRetried().failedWith(IllegalStateException.class).isCalled(1);
		moody.retries(2).then().isDead().isCalled(3);
		assertThat(this.moody.calls).containsExactly(1, 2, 3);
	}

	@Test
	void retriesWhatIsDueWhenTheClockIsMoved(Social social) {
		HandlerAssert moody = social.sends(Events.aChannel().with("data.channel.displayName", "later")).to(Moody.class);
		moody.willBeRetriedAfter(Duration.ofMinutes(10)).isCalled(1);
		social.time().forward(Duration.ofMinutes(9));
		moody.isCalled(1);
		social.time().forward(Duration.ofMinutes(1));
		moody.isHandled().isCalled(2);
	}

	@Test
	void doesNotRetryWhatIsRejected(Social social) {
		social.sends(Events.aChannel().with("data.channel.displayName", "never"))
			.to(Moody.class)
			.isDead()
			.failedWith(RejectDeliveryException.class)
			.isCalled(1);
	}

	@Test
	void deliversAgainUnderTheSameId(Social social) {
		SentDelivery delivery = social.sends(Events.aMessage().withText("twice"));
		delivery.isHandledByAll().again().to(Greeter.class).isCalled(2);
		assertThat(this.greeter.ids).endsWith(delivery.id().value(), delivery.id().value());
	}

	@Test
	void waitsForWhatFollowsFromADelivery(Social social) {
		social.sends(Events.aMessage().withText("soon"))
			.to(Greeter.class)
			.andEventually(() -> assertThat(this.greeter.texts).hasSize(1));
	}

	@Test
	void tellsTheStoryOfADeliveryWhenAnExpectationIsNotMet(Social social) {
		HandlerAssert moody = social.sends(Events.aChannel().with("data.channel.displayName", "fails")).to(Moody.class);
		assertThatExceptionOfType(AssertionError.class).isThrownBy(moody::isHandled)
			.withMessageContaining("Expected moody.take to handle the delivery.\nDelivery ")
			.withMessageContaining("(channel.didCreate, channel:trail-club-chat) is RETRYING")
			.withMessageContaining(
					"moody.take, attempt 1: failed, to be retried: java.lang.IllegalStateException: fails")
			.withMessageContaining("at io.github.socialhook.test.SocialTests$Moody.take")
			.withMessageContaining("moody.take is to try it again in PT")
			.withMessageContaining("move it with social.time().forward(…)");
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> moody.isCalled(2))
			.withMessageContaining("to be called 2 times, not 1");
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> moody.retries(3))
			.withMessageContaining("to be retried 3 times");
		assertThatExceptionOfType(AssertionError.class).isThrownBy(moody::isHandled)
			.withMessageContaining("attempt 3: failed for good");
	}

	@Test
	void refusesToAssertOnWhatIsNotThere(Social social) {
		SentDelivery delivery = social.sends(Events.aMessage());
		assertThatIllegalArgumentException().isThrownBy(() -> delivery.to(String.class))
			.withMessage(
					"No handler method of java.lang.String is in this test, only: [greeter.greet, moody.take, everything.take]");
		assertThatIllegalArgumentException().isThrownBy(() -> delivery.toHandler("nobody"));
		delivery.toHandler("greeter.greet").isHandled();
	}

	@Test
	void sendsWhatCannotBeRead(Social social) {
		social.sends(() -> "{".getBytes(StandardCharsets.UTF_8)).isUnreadable();
	}

	@Test
	void forgetsWhatAnotherTestHasSent(Social social) {
		SentDelivery delivery = social.sends(Events.aMessage());
		delivery.isHandledByAll();
		social.forget();
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(delivery::story);
	}

	@Test
	void hasNoPortAndNoDatabase(@Autowired ApplicationContext context) {
		assertThat(context.getBeanNamesForType(DataSource.class)).isEmpty();
		assertThat(context).isNotInstanceOf(WebServerApplicationContext.class);
	}

	@Test
	void findsWhatWasReceivedByItsBytes(Social social) {
		EventBuilder event = Events.aMessage().withText("found");
		SentDelivery delivery = social.sends(event);
		social.sends(Events.aMessage().withText("other"));
		assertThat(social.received(event).id()).isEqualTo(delivery.id());
		assertThatIllegalArgumentException().isThrownBy(() -> social.received(Events.aMessage().withText("none")));
	}

	@Test
	void sendsWhatWasSaved(Social social) {
		social.sends(Events.saved("io/github/socialhook/event/samples/message.didCreate.json"))
			.to(Greeter.class)
			.isHandled();
		assertThatIllegalArgumentException().isThrownBy(() -> Events.saved("deliveries/none.json"))
			.withMessage("There is no 'deliveries/none.json' on the class path");
	}

	@ParameterizedTest
	@EverySample(MessageEvent.class)
	void sendsEverySampleOfAGroup(Social social, Sample sample) {
		social.sends(sample).to(Everything.class).isHandled();
	}

	@ParameterizedTest
	@EverySample(MessageCreated.class)
	void readsEveryShapeOfAnEvent(Social social, Sample sample) {
		social.sends(sample).to(Greeter.class).isHandled();
	}

	@Test
	void buildsAnEventOfAnyName() {
		assertThat(Events.anEvent("v3.post.didFlag").with("data.post.postId", "p1").toString()).contains("\"p1\"");
		assertThatIllegalArgumentException().isThrownBy(() -> Events.anEvent("v3.post.didFlg"))
			.withMessage("There is no event 'v3.post.didFlg'. Did you mean 'v3.post.didFlag'?");
	}

	@Test
	void setsAndRemovesByPath() {
		EventBuilder event = Events.aMessage()
			.with("data.messages.tags", List.of("a"))
			.with("data.messages.tags.1", "b")
			.with("data.new.deep", Duration.ZERO.toString())
			.without("data.users");
		assertThat(event.toString()).contains("\"a\", \"b\"", "\"deep\" : \"PT0S\"").doesNotContain("displayName");
		assertThatIllegalArgumentException().isThrownBy(() -> event.with("event.name", 1))
			.withMessageContaining("leads through a plain value");
		assertThatIllegalArgumentException().isThrownBy(() -> event.with("data.messages.tags.9", 1))
			.withMessageContaining("has 2 elements only");
		assertThatIllegalArgumentException().isThrownBy(() -> event.without("data.users"));
	}

	@SpringBootConfiguration
	static class Application {

	}

	@Component("greeter")
	static class Greeter {

		final List<String> texts = Collections.synchronizedList(new ArrayList<>());

		final List<String> ids = Collections.synchronizedList(new ArrayList<>());

		@WebhookHandler
		void greet(MessageCreated created, DeliveryContext delivery) {
			this.ids.add(delivery.id().value());
			created.summaries()
				.forEach((message) -> this.texts
					.add(message.channelId() + ": " + message.authorId() + ": " + message.text()));
		}

	}

	@Component("moody")
	static class Moody {

		final List<Integer> calls = Collections.synchronizedList(new ArrayList<>());

		@WebhookHandler
		void take(ChannelEvent.DidCreate created, DeliveryContext delivery) {
			this.calls.add(delivery.attempt());
			String mood = created.channels().getFirst().displayName();
			switch (String.valueOf(mood)) {
				case "fails" -> throw new IllegalStateException("fails");
				case "never" -> throw new RejectDeliveryException("never");
				case "later" -> {
					if (delivery.attempt() == 1) {
						throw new RetryLaterException(Duration.ofMinutes(10), "later");
					}
				}
				default -> {
				}
			}
		}

	}

	@Component("everything")
	static class Everything {

		@WebhookHandler
		void take(MessageEvent event) {
		}

	}

}
