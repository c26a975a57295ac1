package io.github.socialhook.dispatch;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

import io.github.socialhook.delivery.HandlingListener;
import io.github.socialhook.dispatch.DispatchProperties.Order;
import io.github.socialhook.event.reader.EventReader;
import io.github.socialhook.handler.DeliveryContext;
import io.github.socialhook.handler.HandlerDirectory;
import io.github.socialhook.handler.WebhookHandler;
import io.github.socialhook.inbox.OpenInbox;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import tools.jackson.databind.JsonNode;

import org.springframework.util.ReflectionUtils;

/**
 * A dispatcher over an inbox, SQLite's if nothing else is said, with handlers that a test
 * gives it.
 */
final class DispatchFixture implements AutoCloseable {

	static final Duration TIMEOUT = Duration.ofSeconds(30);

	final OpenInbox inbox;

	private final List<Handler> handlers = new ArrayList<>();

	private HandlingListener listener = new HandlingListener() {
	};

	private Dispatcher dispatcher;

	HandlerDirectory directory;

	DispatchFixture(Path folder) {
		this.inbox = new OpenInbox(folder);
	}

	/** One node of several over a database. */
	DispatchFixture(String url) {
		this.inbox = new OpenInbox(url);
	}

	static HandlerSettings terms(int concurrency, Duration timeout, Duration... delays) {
		return new HandlerSettings(concurrency, timeout,
				new RetrySchedule(List.of(delays), java.util.random.RandomGenerator.getDefault()));
	}

	static HandlerSettings terms(int concurrency) {
		return terms(concurrency, TIMEOUT, Duration.ofSeconds(5), Duration.ofMinutes(1));
	}

	static Handler handler(String name, String event, HandlerSettings terms, Behaviour behaviour) {
		return new Handler(name, new Taker(behaviour),
				Arrays.stream(ReflectionUtils.getDeclaredMethods(Taker.class))
					.peek(ReflectionUtils::makeAccessible)
					.filter((method) -> method.isAnnotationPresent(WebhookHandler.class))
					.findFirst()
					.orElseThrow(),
				JsonNode.class, Set.of(event), terms);
	}

	DispatchFixture with(String name, String event, HandlerSettings terms, Behaviour behaviour) {
		this.handlers.add(handler(name, event, terms, behaviour));
		return this;
	}

	DispatchFixture with(HandlingListener listener) {
		this.listener = listener;
		return this;
	}

	DispatchFixture start() {
		return start(Duration.ofSeconds(5));
	}

	DispatchFixture start(Duration grace) {
		HandlerRegistry registry = new HandlerRegistry(this.handlers);
		DispatchProperties properties = new DispatchProperties(true, 64, TIMEOUT, null, List.of(Duration.ofSeconds(5)),
				Order.SUBJECT);
		this.dispatcher = new Dispatcher(this.inbox.queue(), this.inbox.pauses(), () -> registry, properties,
				this.listener, this.inbox.clock(), grace);
		this.dispatcher.start();
		this.directory = new RegisteredHandlers(() -> registry, new EventReader(), this.inbox.pauses(),
				this.dispatcher);
		return this;
	}

	void stop() {
		this.dispatcher.stop();
	}

	/** Starts the one that was stopped, as the lifecycle of a context may do. */
	void startAgain() {
		this.dispatcher.start();
	}

	/** Forgets its handlers, as another version of the software would. */
	DispatchFixture renamed() {
		this.handlers.clear();
		return this;
	}

	static void eventually(ThrowingRunnable assertion) {
		Awaitility.await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(10)).untilAsserted(assertion);
	}

	@Override
	public void close() {
		if (this.dispatcher != null) {
			this.dispatcher.stop();
		}
		this.inbox.close();
	}

	/** A bean with a handler. */
	static final class Taker {

		private final Behaviour behaviour;

		Taker(Behaviour behaviour) {
			this.behaviour = behaviour;
		}

		@WebhookHandler
		void take(JsonNode event, DeliveryContext delivery) throws Throwable {
			this.behaviour.take(event, delivery);
		}

	}

}
