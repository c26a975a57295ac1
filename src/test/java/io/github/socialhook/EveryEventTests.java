package io.github.socialhook;

import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import javax.sql.DataSource;

import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.event.Comparison;
import io.github.socialhook.event.Documentation;
import io.github.socialhook.event.SocialEvent;
import io.github.socialhook.event.catalogue.EventCatalogue;
import io.github.socialhook.event.catalogue.EventType;
import io.github.socialhook.handler.DeliveryContext;
import io.github.socialhook.handler.WebhookHandler;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.annotation.AnnotationDescription;
import net.bytebuddy.description.modifier.Visibility;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.implementation.MethodDelegation;
import net.bytebuddy.implementation.bind.annotation.Argument;
import net.bytebuddy.implementation.bind.annotation.Origin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every event that Social+ documents, sent for real, reaches a handler of its own type,
 * those of its group and those of all events, with all that was sent.
 */
@RunningService
@Import(EveryEventTests.Handlers.class)
class EveryEventTests {

	@Autowired
	private Door door;

	@Autowired
	private DataSource dataSource;

	@ParameterizedTest
	@MethodSource("samplesAndVariants")
	void reachesItsHandlersWithAllItsValues(String name, byte[] sample) {
		JsonNode sent = Documentation.JSON.readTree(sample);
		byte[] body = Documentation.JSON.writeValueAsBytes(sent);
		Class<? extends SocialEvent> type = EventCatalogue.find(name).map(EventType::type).orElseThrow();
		assertThat(this.door.deliver(WebhookRequest.signed(body))).isEqualTo(DeliveryState.HANDLED);
		Map<Class<?>, SocialEvent> taken = Notes.of(body);
		assertThat(taken).containsOnlyKeys(type, type.getEnclosingClass(), SocialEvent.class);
		assertThat(taken.values()).allSatisfy((event) -> {
			assertThat(event).isExactlyInstanceOf(type);
			Comparison comparison = Comparison.ofEvent(sent, event);
			assertThat(comparison.differences()).isEmpty();
			assertThat(comparison.unread()).isEmpty();
		});
	}

	static Stream<Object[]> samplesAndVariants() {
		return Stream.concat(
				Documentation.DOCUMENTED.stream()
					.map((entry) -> new Object[] { entry.name(), Documentation.sample(entry) }),
				Documentation.VARIANTS.stream()
					.map((name) -> new Object[] { name.split("__")[0], Documentation.variant(name) }));
	}

	@Test
	void whatCannotBeReadAsItsTypeEndsDeadAndSaysWhere() {
		String body = "{\"event\":\"channel.didCreate\",\"data\":{\"channel\":{\"memberCount\":{}}}}";
		WebhookRequest request = WebhookRequest.signed(body);
		assertThat(this.door.deliver(request)).isEqualTo(DeliveryState.DEAD);
		assertThat(Notes.of(request.body())).isEmpty();
		List<String> messages = JdbcClient.create(this.dataSource)
			.sql("SELECT error_message FROM socialhook_attempt JOIN socialhook_delivery ON socialhook_delivery.id = delivery_id WHERE body = ?")
			.param(request.body())
			.query(String.class)
			.list();
		assertThat(messages).isNotEmpty()
			.containsOnly("channel.didCreate cannot be read: "
					+ "$.data.channel.memberCount is an object and cannot be read as Long");
	}

	/**
	 * One handler for each record, each group and all events, as a user would write them.
	 */
	@TestConfiguration(proxyBeanMethods = false)
	static class Handlers {

		@Bean
		Object everyHandler() throws ReflectiveOperationException {
			DynamicType.Builder<?> handlers = new ByteBuddy().subclass(Object.class);
			for (Class<?> type : types()) {
				handlers = handlers
					.defineMethod("on" + type.getName().replaceAll("\\W", "_"), void.class, Visibility.PUBLIC)
					.withParameters(type, DeliveryContext.class)
					.intercept(MethodDelegation.to(Notes.class))
					.annotateMethod(AnnotationDescription.Builder.ofType(WebhookHandler.class).build());
			}
			try (DynamicType.Unloaded<?> made = handlers.make()) {
				return made.load(getClass().getClassLoader()).getLoaded().getConstructor().newInstance();
			}
		}

		private static List<Class<?>> types() {
			List<Class<?>> groups = List.of(SocialEvent.class.getPermittedSubclasses());
			return Stream
				.of(Stream.of(SocialEvent.class), groups.stream(),
						groups.stream().flatMap((group) -> Stream.of(group.getPermittedSubclasses())))
				.<Class<?>>flatMap((types) -> types)
				.toList();
		}

	}

	/** What reached which handler, by body and by the type that the handler takes. */
	public static final class Notes {

		private static final Map<String, Map<Class<?>, SocialEvent>> taken = new ConcurrentHashMap<>();

		private Notes() {
		}

		public static void take(@Argument(0) SocialEvent event, @Argument(1) DeliveryContext delivery,
				@Origin Method handler) {
			taken.computeIfAbsent(key(delivery.body()), (body) -> new ConcurrentHashMap<>())
				.put(handler.getParameterTypes()[0], event);
		}

		static Map<Class<?>, SocialEvent> of(byte[] body) {
			return taken.getOrDefault(key(body), Map.of());
		}

		private static String key(byte[] body) {
			return new String(body, StandardCharsets.UTF_8);
		}

	}

}
