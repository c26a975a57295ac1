package io.github.socialhook.dispatch;

import java.nio.file.Path;
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

import io.github.socialhook.PostgresDatabase;
import io.github.socialhook.RunsBesideOthers;
import io.github.socialhook.handler.DeliveryContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Retries and replays of a subject wait for its other events, and these for them, on one
 * node and on two.
 */
@Timeout(300)
@RunsBesideOthers
class RetriesInTurnTests {

	private static final String EVENT = "channel.didCreate";

	private static final Duration DELAY = Duration.ofSeconds(5);

	private final List<DispatchFixture> nodes = new ArrayList<>();

	private final Queue<String> begun = new ConcurrentLinkedQueue<>();

	private final Map<String, AtomicInteger> running = new ConcurrentHashMap<>();

	private final Queue<String> sideBySide = new ConcurrentLinkedQueue<>();

	/** The attempts that fail. */
	private final Set<String> failing = ConcurrentHashMap.newKeySet();

	/** The attempts that wait before they end. */
	private final Map<String, CountDownLatch> waiting = new ConcurrentHashMap<>();

	private PostgresDatabase database;

	@TempDir
	private Path folder;

	@AfterEach
	void close() {
		this.waiting.values().forEach(CountDownLatch::countDown);
		this.nodes.forEach(DispatchFixture::close);
		if (this.database != null) {
			this.database.close();
		}
	}

	private void startOne() {
		this.nodes.add(new DispatchFixture(this.folder));
		startAll();
	}

	private void startTwo() {
		this.database = PostgresDatabase.create();
		this.nodes.add(new DispatchFixture(this.database.url()));
		this.nodes.add(new DispatchFixture(this.database.url()));
		startAll();
	}

	private void startAll() {
		this.nodes.forEach((node) -> node
			.with("h", EVENT, DispatchFixture.settings(8, DispatchFixture.TIMEOUT, DELAY, DELAY), this::handle)
			.start());
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
		}
		finally {
			ofSubject.decrementAndGet();
		}
	}

	private DispatchFixture first() {
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

	private void awaitState(String state, int number) {
		DispatchFixture.eventually(() -> assertThat(first().inbox.count(state)).isEqualTo(number));
	}

	/** What is due now has been looked for by every node when this has passed. */
	private void advance() {
		this.nodes.forEach((node) -> node.inbox.advance(DELAY.multipliedBy(2)));
	}

	/** A retry of another subject that is due at the same time. */
	private void failMarker() {
		this.failing.add("99.1");
		first().inbox.store(EVENT, "marker", 99);
	}

	private void retryWaits() {
		this.failing.add("1.1");
		CountDownLatch gate = block("2.1");
		first().inbox.store(EVENT, "s", 1);
		failMarker();
		awaitState("RETRYING", 2);
		last().inbox.store(EVENT, "s", 2);
		awaitBegun("2.1");
		advance();
		awaitBegun("99.2");
		awaitState("HANDLED", 1);
		first().inbox.store(EVENT, "other", 3);
		awaitBegun("3.1");
		assertThat(this.begun).doesNotContain("1.2");
		gate.countDown();
		awaitState("HANDLED", 4);
		assertThat(this.sideBySide).isEmpty();
		assertThat(this.begun).contains("1.2");
	}

	@Test
	void aRetryWaitsForTheEventThatIsHandled() {
		startOne();
		retryWaits();
	}

	@Test
	void aRetryWaitsForTheEventThatIsHandledOnEitherNode() {
		startTwo();
		retryWaits();
	}

	private void eventWaits() {
		this.failing.add("1.1");
		CountDownLatch gate = block("1.2");
		first().inbox.store(EVENT, "s", 1);
		awaitState("RETRYING", 1);
		advance();
		awaitBegun("1.2");
		first().inbox.store(EVENT, "s", 2);
		last().inbox.store(EVENT, "s", 3);
		for (int i = 10; i < 20; i++) {
			this.nodes.get(i % this.nodes.size()).inbox.store(EVENT, "other" + i, i);
		}
		awaitState("HANDLED", 10);
		assertThat(this.begun).doesNotContain("2.1", "3.1");
		gate.countDown();
		awaitState("HANDLED", 13);
		assertThat(this.sideBySide).isEmpty();
		assertThat(this.begun).containsSubsequence("1.2", "2.1", "3.1");
	}

	@Test
	void anEventWaitsForTheRetryThatIsHandled() {
		startOne();
		eventWaits();
	}

	@Test
	void anEventWaitsForTheRetryThatIsHandledOnEitherNode() {
		startTwo();
		eventWaits();
	}

	@Test
	void retriesOfASubjectComeOneAtATimeOnTwoNodes() {
		startTwo();
		// Not so many that the handler would be held.
		for (int i = 0; i < 8; i++) {
			this.failing.add(i + ".1");
			this.failing.add(i + ".2");
			this.nodes.get(i % 2).inbox.store(EVENT, "s" + i % 2, i);
		}
		awaitState("RETRYING", 8);
		advance();
		DispatchFixture.eventually(() -> assertThat(this.begun).hasSize(16));
		awaitState("RETRYING", 8);
		advance();
		awaitState("HANDLED", 8);
		assertThat(this.sideBySide).isEmpty();
	}

}
