package io.github.socialhook.dispatch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import io.github.socialhook.handler.DeliveryContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Retries of a subject wait for its other events, and these for them. */
abstract class RetriesInTurnContract {

	static final String EVENT = "channel.didCreate";

	static final Duration DELAY = Duration.ofSeconds(5);

	final List<DispatchFixture> nodes = new ArrayList<>();

	final Queue<String> begun = new ConcurrentLinkedQueue<>();

	private final Map<String, AtomicInteger> running = new ConcurrentHashMap<>();

	final Queue<String> sideBySide = new ConcurrentLinkedQueue<>();

	/** The attempts that fail. */
	final Set<String> failing = ConcurrentHashMap.newKeySet();

	/** The attempts that wait before they end. */
	private final Map<String, CountDownLatch> waiting = new ConcurrentHashMap<>();

	/** How many attempts have succeeded. */
	final AtomicInteger succeeded = new AtomicInteger();

	/** Opens a node with handlers. */
	abstract DispatchFixture open(Consumer<DispatchFixture> handlers) throws Exception;

	/** Stores an event by way of a node. */
	abstract void store(DispatchFixture node, String subject, int number);

	/** Waits until so many deliveries are handled. */
	abstract void awaitHandled(int number);

	/** Closes the nodes, and what they were opened with. */
	abstract void closeAll();

	@AfterEach
	void close() {
		this.waiting.values().forEach(CountDownLatch::countDown);
		closeAll();
	}

	void start(int number) throws Exception {
		for (int i = 0; i < number; i++) {
			this.nodes.add(open((node) -> node.with("h", EVENT,
					DispatchFixture.settings(8, DispatchFixture.TIMEOUT, DELAY, DELAY), this::handle)));
		}
	}

	private void handle(JsonNode event, DeliveryContext delivery) throws InterruptedException {
		String subject = event.path("data").path("channel").asString();
		String attempt = event.path("data").path("number").asInt() + "." + delivery.attempt();
		AtomicInteger ofSubject = this.running.computeIfAbsent(subject, (key) -> new AtomicInteger());
		if (ofSubject.incrementAndGet() > 1) {
			this.sideBySide.add(attempt);
		}
		this.begun.add(attempt);
		try {
			CountDownLatch latch = this.waiting.get(attempt);
			if (latch != null) {
				latch.await();
			}
			if (this.failing.contains(attempt)) {
				throw new IllegalStateException(attempt);
			}
			this.succeeded.incrementAndGet();
		}
		finally {
			ofSubject.decrementAndGet();
		}
	}

	DispatchFixture first() {
		return this.nodes.getFirst();
	}

	private DispatchFixture last() {
		return this.nodes.getLast();
	}

	private CountDownLatch block(String attempt) {
		CountDownLatch latch = new CountDownLatch(1);
		this.waiting.put(attempt, latch);
		return latch;
	}

	private void awaitBegun(String attempt) {
		DispatchFixture.eventually(() -> assertThat(this.begun).contains(attempt));
	}

	void awaitState(String state, int number) {
		DispatchFixture.eventually(() -> assertThat(first().inbox.count(state)).isEqualTo(number));
	}

	/** What is due now has been looked for by every node when this has passed. */
	void advance() {
		this.nodes.forEach((node) -> node.inbox.advance(DELAY.multipliedBy(2)));
	}

	/** A retry of another subject that is due at the same time. */
	private void failMarker() {
		this.failing.add("99.1");
		store(first(), "marker", 99);
	}

	void retryWaits() {
		this.failing.add("1.1");
		CountDownLatch gate = block("2.1");
		store(first(), "s", 1);
		failMarker();
		awaitState("RETRYING", 2);
		store(last(), "s", 2);
		awaitBegun("2.1");
		advance();
		awaitBegun("99.2");
		awaitHandled(1);
		store(first(), "other", 3);
		awaitBegun("3.1");
		assertThat(this.begun).doesNotContain("1.2");
		gate.countDown();
		awaitHandled(4);
		assertThat(this.sideBySide).isEmpty();
		assertThat(this.begun).contains("1.2");
	}

	@Test
	void aRetryWaitsForTheEventThatIsHandled() throws Exception {
		start(1);
		retryWaits();
	}

	void eventWaits() {
		this.failing.add("1.1");
		CountDownLatch gate = block("1.2");
		store(first(), "s", 1);
		awaitState("RETRYING", 1);
		advance();
		awaitBegun("1.2");
		store(first(), "s", 2);
		store(last(), "s", 3);
		for (int i = 10; i < 20; i++) {
			store(this.nodes.get(i % this.nodes.size()), "other" + i, i);
		}
		awaitHandled(10);
		assertThat(this.begun).doesNotContain("2.1", "3.1");
		gate.countDown();
		awaitHandled(13);
		assertThat(this.sideBySide).isEmpty();
		assertThat(this.begun).containsSubsequence("1.2", "2.1", "3.1");
	}

	@Test
	void anEventWaitsForTheRetryThatIsHandled() throws Exception {
		start(1);
		eventWaits();
	}

}
