package io.github.socialhook.dispatch.registry;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import io.github.socialhook.event.ChannelEvent;
import io.github.socialhook.event.MessageCreated;
import io.github.socialhook.event.UnknownEvent;
import io.github.socialhook.event.catalogue.EventCatalogue;
import io.github.socialhook.handler.HandlerCoverage;
import io.github.socialhook.handler.WebhookHandler;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.support.BeanDefinitionBuilder;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;

import static org.assertj.core.api.Assertions.assertThat;

class EventCoverageTests {

	@Test
	void tellsWhatNobodyTakesAndForWhomNothingComes() {
		HandlerCoverage coverage = coverage(Map.of("channel.didCreate", 3L, "v3.post.didFlag", 2L, "weather", 1L),
				Channels.class, Messages.class);
		assertThat(coverage.unhandled()).containsExactly(Map.entry("v3.post.didFlag", 2L), Map.entry("weather", 1L));
		assertThat(coverage.idle()).containsExactly("messages.take");
		assertThat(coverage.events()).isEqualTo(EventCatalogue.types().size());
		assertThat(coverage.untaken()).contains("v3.post.didFlag", "user.didCreate")
			.doesNotContain("channel.didCreate", "message.didCreate");
	}

	@Test
	void findsAnEventUnderEachOfItsNames() {
		List<String> sent = EventCatalogue.types()
			.stream()
			.filter((type) -> type.type() != null && MessageCreated.class.isAssignableFrom(type.type()))
			.flatMap((type) -> Stream.concat(Stream.of(type.name()), type.sharedNames().stream()))
			.toList();
		assertThat(sent).hasSizeGreaterThan(1).allSatisfy((name) -> {
			HandlerCoverage coverage = coverage(Map.of(name, 1L), Messages.class);
			assertThat(coverage.unhandled()).isEmpty();
			assertThat(coverage.idle()).isEmpty();
		});
	}

	@Test
	void unknownEventsAreForHandlersOfThose() {
		HandlerCoverage coverage = coverage(Map.of("weather", 1L), Unknown.class, Channels.class);
		assertThat(coverage.unhandled()).isEmpty();
		assertThat(coverage.idle()).containsExactly("channels.take");
	}

	@Test
	void aBodyWithoutAnEventIsLeftOut() {
		Map<String, Long> came = new HashMap<>();
		came.put(null, 7L);
		assertThat(coverage(came, Channels.class).unhandled()).isEmpty();
	}

	private static HandlerCoverage coverage(Map<String, Long> came, Class<?>... handlers) {
		DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
		for (Class<?> handler : handlers) {
			beans.registerBeanDefinition(handler.getSimpleName().toLowerCase(Locale.ROOT),
					BeanDefinitionBuilder.genericBeanDefinition(handler).getBeanDefinition());
		}
		HandlerSettings defaults = HandlerFixture.settings(1, Duration.ofSeconds(30));
		HandlerRegistry registry = new HandlerRegistry(
				new HandlerScanner(beans, new HandlerSettingsFactory(defaults, (text) -> text)).scan());
		return new EventCoverage(registry).of(came);
	}

	static class Channels {

		@WebhookHandler
		void take(ChannelEvent event) {
		}

	}

	static class Messages {

		@WebhookHandler
		void take(MessageCreated event) {
		}

	}

	static class Unknown {

		@WebhookHandler
		void take(UnknownEvent event) {
		}

	}

}
