package io.github.socialhook.dispatch;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;

import io.github.socialhook.delivery.HandlingListener;
import io.github.socialhook.dispatch.DispatchProperties.Order;
import io.github.socialhook.dispatch.registry.Handler;
import io.github.socialhook.dispatch.registry.HandlerBody;
import io.github.socialhook.dispatch.registry.HandlerFixture;
import io.github.socialhook.dispatch.registry.HandlerRegistry;
import io.github.socialhook.dispatch.registry.HandlerSettings;
import io.github.socialhook.event.reader.EventReader;
import io.github.socialhook.handler.HandlerDirectory;
import io.github.socialhook.inbox.Pauses;
import io.github.socialhook.inbox.UpkeepListener;
import io.github.socialhook.inbox.WorkQueue;
import io.github.socialhook.redaction.Redaction;
import io.github.socialhook.store.OpenInbox;
import io.github.socialhook.tracing.AttemptTracer;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;

/**
 * A dispatcher over an inbox, SQLite's if nothing else is said, with handlers that a test
 * gives it.
 */
final class DispatchFixture implements AutoCloseable {

	static final Duration TIMEOUT = Duration.ofSeconds(30);

	/** What only a handler that goes on reaches, on a busy machine too. */
	static final Duration SHORT = Duration.ofSeconds(1);

	final OpenInbox inbox;

	private final List<Handler> handlers = new ArrayList<>();

	private HandlingListener listener = new HandlingListener() {
	};

	private UnaryOperator<WorkQueue> queue = UnaryOperator.identity();

	private UnaryOperator<Pauses> pauses = UnaryOperator.identity();

	private UnaryOperator<InstantSource> clock = UnaryOperator.identity();

	private boolean logErrors;

	private Runnable beforeStart = () -> {
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

	static HandlerSettings settings(int concurrency, Duration timeout, Duration... delays) {
		return HandlerFixture.settings(concurrency, timeout, delays);
	}

	static HandlerSettings settings(int concurrency) {
		return settings(concurrency, TIMEOUT, Duration.ofSeconds(5), Duration.ofMinutes(1));
	}

	DispatchFixture with(String name, String event, HandlerSettings settings, HandlerBody body) {
		this.handlers.add(HandlerFixture.handler(name, event, settings, body));
		return this;
	}

	/** What the dispatcher could not look up so far. */
	final Queue<UpkeepListener.Task> late = new ConcurrentLinkedQueue<>();

	/** Puts something between the dispatcher and the queue. */
	DispatchFixture withQueue(UnaryOperator<WorkQueue> wrapper) {
		this.queue = wrapper;
		return this;
	}

	/** Does something once the handlers are known. */
	DispatchFixture beforeStart(Runnable task) {
		this.beforeStart = task;
		return this;
	}

	/** Puts something between the dispatcher and the pauses. */
	DispatchFixture withPauses(UnaryOperator<Pauses> wrapper) {
		this.pauses = wrapper;
		return this;
	}

	/** Puts something between the dispatcher and the clock. */
	DispatchFixture withClock(UnaryOperator<InstantSource> wrapper) {
		this.clock = wrapper;
		return this;
	}

	DispatchFixture withErrorsInTheLog() {
		this.logErrors = true;
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
				Order.SUBJECT, this.logErrors, 3);
		this.dispatcher = new Dispatcher(new DispatcherResources(this.queue.apply(this.inbox.queue()),
				this.pauses.apply(this.inbox.pauses()), () -> registry, null, this.listener, this.late::add,
				this.clock.apply(this.inbox.clock()), Redaction.NONE, AttemptTracer.NONE), properties, grace);
		this.directory = new RegisteredHandlers(() -> registry, new EventReader(), this.inbox.pauses(),
				this.dispatcher);
		this.beforeStart.run();
		this.dispatcher.start();
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
		Awaitility.await().pollInterval(Duration.ofMillis(10)).untilAsserted(assertion);
	}

	@Override
	public void close() {
		if (this.dispatcher != null) {
			this.dispatcher.stop();
		}
		this.inbox.close();
	}

}
