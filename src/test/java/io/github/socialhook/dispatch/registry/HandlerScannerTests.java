package io.github.socialhook.dispatch.registry;

import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.socialhook.configuration.InvalidConfigurationException;
import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.delivery.EndpointName;
import io.github.socialhook.delivery.Payload;
import io.github.socialhook.event.ChannelEvent;
import io.github.socialhook.event.MessageCreated;
import io.github.socialhook.event.MessageEvent;
import io.github.socialhook.event.SocialEvent;
import io.github.socialhook.event.UnknownEvent;
import io.github.socialhook.event.VideoStreamingEvent;
import io.github.socialhook.event.catalogue.EventCatalogue;
import io.github.socialhook.event.reader.EventReader;
import io.github.socialhook.handler.DeliveryContext;
import io.github.socialhook.handler.DeliveryHandler;
import io.github.socialhook.handler.HandlerDescription;
import io.github.socialhook.handler.HandlerLimits;
import io.github.socialhook.handler.HandlerRegistration;
import io.github.socialhook.handler.HandlerSource;
import io.github.socialhook.handler.WebhookHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.beans.factory.support.BeanDefinitionBuilder;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.core.annotation.AliasFor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

class HandlerScannerTests {

	private final DefaultListableBeanFactory beans = new DefaultListableBeanFactory();

	private List<Handler> scan() {
		HandlerSettings defaults = new HandlerSettings(64, Duration.ofSeconds(30), List.of());
		return new HandlerScanner(this.beans, new HandlerSettingsFactory(defaults, (text) -> text)).scan();
	}

	private List<Handler> scan(Class<?> type) {
		this.beans.registerBeanDefinition("bean",
				BeanDefinitionBuilder.genericBeanDefinition(type).getBeanDefinition());
		return scan();
	}

	@Test
	void findsHandlersUnderTheNameOfBeanAndMethod() {
		assertThat(scan(Plain.class)).extracting(Handler::name)
			.containsExactlyInAnyOrder("bean.created", "bean.all", "renamed");
	}

	@Test
	void findsHandlersThatSourcesSupply() throws Throwable {
		List<String> handled = new ArrayList<>();
		DeliveryHandler handler = (delivery) -> handled.add(delivery.id().value());
		HandlerLimits limits = new HandlerLimits(3, Duration.ofSeconds(7), List.of(Duration.ZERO));
		supply(new HandlerRegistration("one", Set.of("Message.didCreate"), handler, limits),
				new HandlerRegistration("all", Set.of(), handler, HandlerLimits.CONFIGURED));
		List<Handler> found = scan();
		assertThat(found).extracting(Handler::name).containsExactly("one", "all");
		assertThat(found.getFirst().names()).containsExactly("message.didCreate");
		assertThat(found.getFirst().settings().concurrency()).isEqualTo(3);
		assertThat(found.getFirst().settings().timeout()).isEqualTo(Duration.ofSeconds(7));
		assertThat(found.getFirst().settings().retries().delayAfter(1, new IOException())).contains(Duration.ZERO);
		assertThat(found.getLast().settings().concurrency()).isEqualTo(64);
		assertThat(found.getLast().takes(null)).isTrue();
		assertThat(new ShapeCoverage(found).warnings()).isEmpty();
		Delivery delivery = new Delivery(EndpointName.DEFAULT, null, null, Payload.of(new byte[0]), Instant.EPOCH);
		found.getLast().invoke("unused", new DeliveryContext(new DeliveryId("7"), delivery, 1, () -> null));
		assertThat(handled).containsExactly("7");
	}

	@Test
	void refusesSuppliedHandlersThatCannotWork() {
		DeliveryHandler handler = (delivery) -> {
		};
		HandlerLimits none = HandlerLimits.CONFIGURED;
		Map<HandlerRegistration, String> problems = Map.of(
				new HandlerRegistration("a", Set.of("mesage.didCreate"), handler, none),
				"The handler a takes the event 'mesage.didCreate', which Social+ does not send.",
				new HandlerRegistration(" ", Set.of(), handler, none), "A registered handler has no name, ",
				new HandlerRegistration("b\u0000", Set.of(), handler, none), "A registered handler has no name, ",
				new HandlerRegistration("c", Set.of(), handler, new HandlerLimits(0, null, null)),
				"The handler c has an invalid limit: it must be at least 1.",
				new HandlerRegistration("d", Set.of(), handler, new HandlerLimits(null, Duration.ofDays(2), null)),
				"The handler d has an invalid limit: it must be at most 24h",
				new HandlerRegistration("e", Set.of(), handler,
						new HandlerLimits(null, null, List.of(Duration.ofSeconds(-1)))),
				"The handler e has an invalid limit: durations must not be negative.");
		problems.forEach((registration, problem) -> {
			HandlerScannerTests fresh = new HandlerScannerTests();
			fresh.supply(registration);
			assertThatExceptionOfType(InvalidConfigurationException.class).isThrownBy(fresh::scan)
				.withMessageStartingWith(problem);
		});
	}

	private void supply(HandlerRegistration... registrations) {
		this.beans.registerSingleton("source", (HandlerSource) () -> List.of(registrations));
	}

	@Test
	void tellsOverloadsApartByWhatTheyTake() {
		assertThat(scan(Overloaded.class)).extracting(Handler::name)
			.containsExactlyInAnyOrder("bean.on(ChannelEvent.DidCreate)", "bean.on(JsonNode, DeliveryContext)");
	}

	@Test
	void findsAnAnnotationThatIsMadeOfOurs() {
		Handler handler = scan(Composed.class).getFirst();
		assertThat(handler.names()).containsExactly("channel.didCreate");
		assertThat(handler.settings().concurrency()).isEqualTo(2);
	}

	@Test
	void callsThroughAProxyOfTheClass() throws Throwable {
		Plain target = new Plain();
		ProxyFactory factory = new ProxyFactory(target);
		factory.setProxyTargetClass(true);
		register(factory, Plain.class);
		Handler handler = scan().stream().filter((each) -> each.name().equals("bean.all")).findFirst().orElseThrow();
		handler.invoke(new UnknownEvent("x", tools.jackson.databind.node.JsonNodeFactory.instance.objectNode()),
				context());
		assertThat(target.calls).isEqualTo(1);
	}

	@Test
	void refusesAHandlerThatItsProxyHides() {
		register(new ProxyFactory(new Hidden()), Hidden.class);
		assertThatExceptionOfType(InvalidConfigurationException.class).isThrownBy(this::scan)
			.satisfies((ex) -> assertThat(ex.action()).contains("proxy"));
	}

	private void register(ProxyFactory factory, Class<?> type) {
		Object proxy = factory.getProxy();
		var definition = BeanDefinitionBuilder.genericBeanDefinition(Object.class, () -> proxy).getBeanDefinition();
		definition.setAttribute(AutoProxyUtils.ORIGINAL_TARGET_CLASS_ATTRIBUTE, type);
		this.beans.registerBeanDefinition("bean", definition);
	}

	private static DeliveryContext context() {
		return new DeliveryContext(new io.github.socialhook.delivery.DeliveryId("1"),
				new io.github.socialhook.delivery.Delivery(io.github.socialhook.delivery.EndpointName.DEFAULT, null,
						null, io.github.socialhook.delivery.Payload.of(new byte[0]), java.time.Instant.EPOCH),
				1, tools.jackson.databind.node.JsonNodeFactory.instance::objectNode);
	}

	@Test
	void refusesTwoHandlersOfOneName() {
		this.beans.registerSingleton("one", new Plain());
		this.beans.registerSingleton("two", new Plain());
		assertThatExceptionOfType(InvalidConfigurationException.class).isThrownBy(() -> new HandlerRegistry(scan()))
			.withMessageContaining("'renamed'");
	}

	@Test
	void refusesANameThatNoDatabaseStores() {
		assertThatExceptionOfType(InvalidConfigurationException.class).isThrownBy(() -> scan(Unstorable.class))
			.withMessageContaining("control characters");
	}

	@Test
	void knowsWhichHandlersTakeWhat() {
		HandlerRegistry registry = new HandlerRegistry(scan(Plain.class));
		assertThat(registry.handlersFor(EventCatalogue.find("channel.didCreate").orElseThrow(), null))
			.extracting(Handler::name)
			.containsExactlyInAnyOrder("bean.created", "renamed");
		assertThat(registry.handlersFor(null, null)).extracting(Handler::name).containsExactly("bean.all");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', value = {
			"message.didCreate | {'messages': [{'messageId': 'm', 'userId': 'u', 'channelSegment': 1}]} | bean.common, bean.named, bean.typedAndNamed",
			"message.didCreate | {'messages': [{'messageId': 'm', 'segment': 1}]} | bean.common, bean.named, bean.newer, bean.typedAndNamed",
			"v5.message.didCreate | {'messages': [{'messageId': 'm', 'segment': 1}]} | bean.common, bean.newer",
			"message.didUpdate | {'messages': [{'messageId': 'm', 'segment': 1}]} | ",
			"message.didCreate | {'messages': [{'messageId': 'm', 'segment': 1, 'createdAt': '2026-03-06T13:52:50Z', 'editedAt': '2026-03-06T14:52:50Z'}]} | bean.named, bean.typedAndNamed" })
	void takesWhatIsSentUnderItsNameWhateverTheShape(String name, String data, String takers) {
		HandlerRegistry registry = new HandlerRegistry(scan(Shapes.class));
		EventReader reader = new EventReader();
		JsonNode body = reader.tree(("{'event': '" + name + "', 'data': " + data + "}").replace('\'', '"')
			.getBytes(StandardCharsets.UTF_8));
		assertThat(registry.handlersFor(reader.identify(body).orElseThrow(), reader.named(body).orElseThrow()))
			.extracting(Handler::name)
			.containsExactlyInAnyOrder((takers != null) ? takers.split(", ") : new String[0]);
	}

	@Test
	void saysWhichNamesItsHandlersTake() {
		assertThat(new HandlerRegistry(scan(Shapes.class)).describe())
			.extracting(HandlerDescription::name, HandlerDescription::events)
			.containsExactlyInAnyOrder(tuple("bean.common", List.of("message.didCreate", "v5.message.didCreate")),
					tuple("bean.named", List.of("message.didCreate")),
					tuple("bean.newer", List.of("v5.message.didCreate")),
					tuple("bean.typedAndNamed", List.of("message.didCreate")));
	}

	@Test
	void warnsOfAHandlerThatTakesOneShapeAndMissesAnother() {
		assertThat(new ShapeCoverage(scan(OneShape.class)).warnings())
			.containsExactly("Handler bean.on takes MessageEvent.DidCreate, but the same event may be sent as "
					+ "MessageEvent.DidCreateV5, which it does not take. Take MessageCreated to have both.");
		for (Class<?> type : List.of(Shapes.class, BothShapes.class, Plain.class, CurrentStreams.class)) {
			assertThat(new ShapeCoverage(new HandlerScannerTests().scan(type)).warnings()).isEmpty();
		}
		assertThat(new ShapeCoverage(new HandlerScannerTests().scan(OlderStreams.class)).warnings()).hasSize(1);
	}

	@Test
	void refusesWhatCanNeverBeCalled() {
		for (Class<?> type : List.of(Returning.class, Empty.class, Stranger.class, Misnamed.class,
				Contradicting.class)) {
			HandlerScannerTests fresh = new HandlerScannerTests();
			assertThatExceptionOfType(InvalidConfigurationException.class).as(type.getSimpleName())
				.isThrownBy(() -> fresh.scan(type))
				.withMessageContaining(type.getName());
		}
	}

	/** Handlers as people write them. */
	static class Plain {

		int calls;

		@WebhookHandler
		void created(ChannelEvent.DidCreate event) {
		}

		@WebhookHandler
		void all(UnknownEvent event, DeliveryContext delivery) {
			this.calls++;
		}

		@WebhookHandler(name = "renamed")
		void typed(DeliveryContext delivery, SocialEvent event) {
		}

	}

	static class Shapes {

		@WebhookHandler
		void common(MessageCreated event) {
		}

		@WebhookHandler("message.didCreate")
		void named(JsonNode event) {
		}

		@WebhookHandler("message.didCreate")
		void typedAndNamed(MessageEvent event) {
		}

		@WebhookHandler("v5.message.didCreate")
		void newer(MessageEvent.DidCreateV5 event) {
		}

	}

	static class OneShape {

		@WebhookHandler
		void on(MessageEvent.DidCreate event) {
		}

	}

	static class BothShapes {

		@WebhookHandler
		void older(MessageEvent.DidCreate event) {
		}

		@WebhookHandler
		void newer(MessageEvent.DidCreateV5 event) {
		}

	}

	static class CurrentStreams {

		@WebhookHandler
		void on(VideoStreamingEvent.DidStart event) {
		}

	}

	@SuppressWarnings("deprecation") // deprecated by Social+
	static class OlderStreams {

		@WebhookHandler
		void on(VideoStreamingEvent.DidStartV3 event) {
		}

	}

	static class Overloaded {

		@WebhookHandler
		void on(ChannelEvent.DidCreate event) {
		}

		@WebhookHandler
		void on(JsonNode event, DeliveryContext delivery) {
		}

	}

	@Target(ElementType.METHOD)
	@Retention(RetentionPolicy.RUNTIME)
	@WebhookHandler(concurrency = "2")
	@interface Careful {

		@AliasFor(annotation = WebhookHandler.class, attribute = "events")
		String[] value();

	}

	static class Composed {

		@Careful("channel.didCreate")
		void on(JsonNode event) {
		}

	}

	static class Unstorable {

		@WebhookHandler(name = "a\0b")
		void on(JsonNode event) {
		}

	}

	/** Its proxy shows only the interface. */
	static class Hidden implements Runnable {

		@Override
		public void run() {
		}

		@WebhookHandler
		void on(JsonNode event) {
		}

	}

	static class Returning {

		@WebhookHandler
		String on(JsonNode event) {
			return "";
		}

	}

	static class Empty {

		@WebhookHandler
		void on(DeliveryContext delivery) {
		}

	}

	static class Stranger {

		@WebhookHandler
		void on(String event) {
		}

	}

	static class Misnamed {

		@WebhookHandler("channel.didCraete")
		void on(JsonNode event) {
		}

	}

	static class Contradicting {

		@WebhookHandler("post.didDelete")
		void on(ChannelEvent event) {
		}

	}

}
