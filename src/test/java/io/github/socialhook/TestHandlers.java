package io.github.socialhook;

import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.socialhook.event.ChannelEvent;
import io.github.socialhook.event.FollowEvent;
import io.github.socialhook.event.PollEvent;
import io.github.socialhook.event.SocialEvent;
import io.github.socialhook.event.TagEvent;
import io.github.socialhook.event.UnknownEvent;
import io.github.socialhook.event.UserEvent;
import io.github.socialhook.handler.DeliveryContext;
import io.github.socialhook.handler.RejectDeliveryException;
import io.github.socialhook.handler.RetryLaterException;
import io.github.socialhook.handler.WebhookHandler;
import org.aopalliance.intercept.MethodInterceptor;
import tools.jackson.databind.JsonNode;

import org.springframework.aop.framework.autoproxy.BeanNameAutoProxyCreator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.AliasFor;

/** Handlers of every temper, each with events of its own. */
@Configuration(proxyBeanMethods = false)
@Import({ Notebook.class, TestHandlers.ByType.class, TestHandlers.ByTemper.class })
class TestHandlers {

	static final Duration LATER = Duration.ofMillis(400);

	/** Ends the sleep of those who sleep. */
	final CountDownLatch alarm = new CountDownLatch(1);

	/** How often a proxy was gone through. */
	final AtomicInteger advised = new AtomicInteger();

	@Bean
	static BeanNameAutoProxyCreator interfaceProxies() {
		BeanNameAutoProxyCreator creator = new BeanNameAutoProxyCreator();
		creator.setBeanNames("behindInterface");
		creator.setInterceptorNames("advice");
		return creator;
	}

	@Bean
	static BeanNameAutoProxyCreator classProxies() {
		BeanNameAutoProxyCreator creator = new BeanNameAutoProxyCreator();
		creator.setBeanNames("behindClass");
		creator.setInterceptorNames("advice");
		creator.setProxyTargetClass(true);
		return creator;
	}

	@Bean
	MethodInterceptor advice() {
		return (invocation) -> {
			this.advised.incrementAndGet();
			return invocation.proceed();
		};
	}

	@Bean
	BehindInterface behindInterface(Notebook notebook) {
		return new BehindInterface(notebook);
	}

	@Bean
	BehindClass behindClass(Notebook notebook) {
		return new BehindClass(notebook);
	}

	/** Takes events by every kind of parameter. */
	static class ByType {

		private final Notebook notebook;

		ByType(Notebook notebook) {
			this.notebook = notebook;
		}

		@WebhookHandler
		void takeAll(SocialEvent event, DeliveryContext delivery) {
			this.notebook.note("all", event, delivery);
		}

		@WebhookHandler
		void takeCreated(ChannelEvent.DidCreate event, DeliveryContext delivery) {
			this.notebook.note("created", event, delivery);
		}

		@WebhookHandler
		void takeGroup(DeliveryContext delivery, TagEvent event) {
			this.notebook.note("group", event, delivery);
		}

		@WebhookHandler
		void takeUnknown(UnknownEvent event, DeliveryContext delivery) {
			this.notebook.note("unknown", event, delivery);
		}

		@WebhookHandler({ "tag.created", "channel.didDelete" })
		void takeTree(JsonNode json, DeliveryContext delivery) {
			this.notebook.note("tree", json, delivery);
		}

		@Interested(events = "tag.updated")
		private void takePrivately(TagEvent event, DeliveryContext delivery) {
			this.notebook.note("interested", event, delivery);
		}

	}

	/** Does with them what handlers do. */
	static class ByTemper {

		private final Notebook notebook;

		private final TestHandlers handlers;

		ByTemper(Notebook notebook, TestHandlers handlers) {
			this.notebook = notebook;
			this.handlers = handlers;
		}

		@WebhookHandler
		void sleep(ChannelEvent.DidUpdate event, DeliveryContext delivery) throws InterruptedException {
			this.notebook.note("sleeper", event, delivery);
			this.handlers.alarm.await(25, TimeUnit.SECONDS);
		}

		@WebhookHandler
		void stumble(UserEvent.DidCreate event, DeliveryContext delivery) throws IOException {
			this.notebook.note("stumbler", event, delivery);
			if (delivery.attempt() < 3) {
				throw new IOException("Not yet");
			}
		}

		@WebhookHandler
		void fail(UserEvent.DidUpdate event, DeliveryContext delivery) {
			this.notebook.note("failure", event, delivery);
			throw new IllegalStateException();
		}

		@WebhookHandler
		void reject(UserEvent.DidFlag event, DeliveryContext delivery) {
			this.notebook.note("rejecter", event, delivery);
			throw new RejectDeliveryException("Not for me");
		}

		@WebhookHandler
		void putOff(UserEvent.DidUnflag event, DeliveryContext delivery) {
			this.notebook.note("procrastinator", event, delivery);
			if (delivery.attempt() == 1) {
				throw new RetryLaterException(LATER);
			}
		}

		@WebhookHandler
		void overflow(UserEvent.DidClearFlag event, DeliveryContext delivery) {
			this.notebook.note("bottomless", event, delivery);
			if (delivery.attempt() == 1) {
				throw new StackOverflowError();
			}
		}

		@WebhookHandler
		void keepCalm(FollowEvent.DidCreate event, DeliveryContext delivery) {
			this.notebook.note("calm", event, delivery);
		}

		@WebhookHandler
		void panic(FollowEvent.DidCreate event, DeliveryContext delivery) throws Exception {
			this.notebook.note("nervous", event, delivery);
			throw new Exception();
		}

	}

	/** What a JDK proxy shows. */
	interface PollTaker {

		void take(PollEvent.DidCreate event, DeliveryContext delivery);

	}

	/** Called through a JDK proxy. */
	static class BehindInterface implements PollTaker {

		private final Notebook notebook;

		BehindInterface(Notebook notebook) {
			this.notebook = notebook;
		}

		@Override
		@WebhookHandler
		public void take(PollEvent.DidCreate event, DeliveryContext delivery) {
			this.notebook.note("behind interface", event, delivery);
		}

	}

	/** Called through a subclass of it. */
	static class BehindClass {

		private final Notebook notebook;

		BehindClass(Notebook notebook) {
			this.notebook = notebook;
		}

		@WebhookHandler
		void take(PollEvent.DidUpdate event, DeliveryContext delivery) {
			this.notebook.note("behind class", event, delivery);
		}

	}

	/** An annotation of a user's own. */
	@Target(ElementType.METHOD)
	@Retention(RetentionPolicy.RUNTIME)
	@WebhookHandler
	@interface Interested {

		@AliasFor(annotation = WebhookHandler.class, attribute = "events")
		String[] events();

	}

}
