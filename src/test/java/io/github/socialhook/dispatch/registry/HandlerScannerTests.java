package io.github.socialhook.dispatch.registry;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.Duration;
import java.util.List;

import io.github.socialhook.event.ChannelEvent;
import io.github.socialhook.event.SocialEvent;
import io.github.socialhook.event.UnknownEvent;
import io.github.socialhook.event.catalogue.EventCatalogue;
import io.github.socialhook.handler.DeliveryContext;
import io.github.socialhook.handler.WebhookHandler;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.beans.factory.support.BeanDefinitionBuilder;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.core.annotation.AliasFor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

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
		assertThatExceptionOfType(InvalidHandlerException.class).isThrownBy(this::scan)
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
		assertThatExceptionOfType(InvalidHandlerException.class).isThrownBy(() -> new HandlerRegistry(scan()))
			.withMessageContaining("'renamed'");
	}

	@Test
	void refusesANameThatNoDatabaseStores() {
		assertThatExceptionOfType(InvalidHandlerException.class).isThrownBy(() -> scan(Unstorable.class))
			.withMessageContaining("control characters");
	}

	@Test
	void knowsWhichHandlersTakeWhat() {
		HandlerRegistry registry = new HandlerRegistry(scan(Plain.class));
		assertThat(registry.handlersFor(EventCatalogue.find("channel.didCreate").orElseThrow()))
			.extracting(Handler::name)
			.containsExactlyInAnyOrder("bean.created", "renamed");
		assertThat(registry.handlersFor(null)).extracting(Handler::name).containsExactly("bean.all");
	}

	@Test
	void refusesWhatCanNeverBeCalled() {
		for (Class<?> type : List.of(Returning.class, Empty.class, Stranger.class, Misnamed.class,
				Contradicting.class)) {
			HandlerScannerTests fresh = new HandlerScannerTests();
			assertThatExceptionOfType(InvalidHandlerException.class).as(type.getSimpleName())
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
