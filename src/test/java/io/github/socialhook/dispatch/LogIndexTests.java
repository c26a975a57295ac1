package io.github.socialhook.dispatch;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.socialhook.KafkaExtension;
import io.github.socialhook.PostgresDatabase;
import io.github.socialhook.PostgresServer;
import io.github.socialhook.RunsBesideOthers;
import io.github.socialhook.Timeouts;
import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.delivery.Subject;
import io.github.socialhook.dispatch.LogFixture.Node;
import io.github.socialhook.dispatch.registry.HandlerBody;
import io.github.socialhook.handler.RejectDeliveryException;
import io.github.socialhook.inbox.DeliveryDetails;
import io.github.socialhook.inbox.DeliveryFilter;
import io.github.socialhook.inbox.DeliverySummary;
import io.github.socialhook.inbox.Replay;
import io.github.socialhook.inbox.SummaryPage;
import io.github.socialhook.store.kafka.LogRecord;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.jdbc.core.RowCallbackHandler;

import static org.assertj.core.api.Assertions.assertThat;

/** What the database knows of deliveries whose bodies are only in the log. */
@Timeout(300)
@RunsBesideOthers
class LogIndexTests {

	private static final String EVENT = LogFixture.EVENT;

	@RegisterExtension
	static final KafkaExtension kafka = new KafkaExtension();

	private final Queue<String> handled = new ConcurrentLinkedQueue<>();

	@TempDir
	private Path folder;

	private PostgresDatabase database;

	private LogFixture log;

	@BeforeEach
	void createLog(TestInfo test) throws Exception {
		this.database = PostgresDatabase.create();
		this.log = new LogFixture(kafka.server(), test.getTestMethod().orElseThrow().getName());
	}

	@AfterEach
	void close() {
		this.log.close();
		this.database.close();
	}

	private static void eventually(ThrowingRunnable assertion) {
		Awaitility.await().atMost(Timeouts.GENEROUS).untilAsserted(assertion);
	}

	private HandlerBody note() {
		return (event, delivery) -> this.handled
			.add(event.path("data").path("channel").asString() + " " + event.path("data").path("number").asInt());
	}

	private String handler() {
		return this.log.topic();
	}

	private Node start(HandlerBody body) {
		return this.log.startIndexed(this.database.url(),
				(node) -> node.with(handler(), EVENT, DispatchFixture.settings(4), body));
	}

	private void sendAll(int subjects, int from, int to) {
		for (int i = from; i < to; i++) {
			for (int subject = 0; subject < subjects; subject++) {
				this.log.send("s" + subject, i);
			}
		}
	}

	/** The bodies of all deliveries that are found, the newest first. */
	private static List<DeliverySummary> search(Node node, DeliveryFilter filter) {
		List<DeliverySummary> found = new ArrayList<>();
		String cursor = null;
		do {
			SummaryPage page = node.index.ledger().search(filter, cursor, 7);
			found.addAll(page.entries());
			cursor = page.next();
		}
		while (cursor != null);
		return found;
	}

	private static String body(Node node, DeliveryId id) {
		Delivery delivery = node.index.ledger().delivery(id).orElseThrow();
		return new String(delivery.payload().bytes(), StandardCharsets.UTF_8);
	}

	private static DeliveryFilter inState(DeliveryState state) {
		return new DeliveryFilter(state, null, null, null, null, null, null, null);
	}

	@Test
	void knowsWhatWasHandledAndFindsItsBodyInTheLog() {
		try (Node node = start(note())) {
			sendAll(5, 0, 8);
			eventually(() -> assertThat(node.count("HANDLED")).isEqualTo(40));
			assertThat(node.rows("socialhook_task")).isZero();
			assertThat(node.rows("socialhook_delivery WHERE body IS NOT NULL")).isZero();
			assertThat(node.rows("socialhook_delivery WHERE attempts = 1 AND handled_at IS NOT NULL")).isEqualTo(40);
			List<DeliverySummary> found = search(node, DeliveryFilter.ALL);
			assertThat(found).extracting((entry) -> body(node, entry.id()))
				.containsExactlyInAnyOrderElementsOf(bodies(5, 8));
			assertThat(found)
				.allSatisfy((entry) -> assertThat(entry.size()).isEqualTo(body(node, entry.id()).length()));
			assertThat(search(node, DeliveryFilter.ALL.referringTo(new Subject("channel", "s3")))).hasSize(8);
			assertThat(search(node,
					new DeliveryFilter(null, null, null, new Subject("channel", "s2"), null, null, null, null)))
				.hasSize(8);
			assertThat(node.index.ledger().states()).containsEntry(DeliveryState.HANDLED, 40L);
			eventually(() -> assertThat(node.unindexed).hasValue(0));
		}
	}

	private static List<String> bodies(int subjects, int each) {
		List<String> bodies = new ArrayList<>();
		for (int i = 0; i < each; i++) {
			for (int subject = 0; subject < subjects; subject++) {
				bodies.add(LogFixture.body("s" + subject, i));
			}
		}
		return bodies;
	}

	@Test
	void listsTheNewestFirstWhicheverPartitionTheyAreIn() {
		Instant start = Instant.parse("2026-11-24T10:00:00Z");
		try (Node node = start(note())) {
			for (int i = 0; i < 30; i++) {
				this.log.send(received("s" + i % 7, i, start.plusSeconds(i)));
			}
			eventually(() -> assertThat(node.rows("socialhook_delivery")).isEqualTo(30));
			assertThat(search(node, DeliveryFilter.ALL)).extracting(DeliverySummary::receivedAt)
				.containsExactlyElementsOf(times(start, 29, 0));
			DeliveryFilter between = new DeliveryFilter(null, null, null, null, null, start.plusSeconds(4),
					start.plusSeconds(20), null);
			assertThat(search(node, between)).extracting(DeliverySummary::receivedAt)
				.containsExactlyElementsOf(times(start, 19, 4));
			assertThat(node.index.ledger().count(between)).isEqualTo(16);
		}
	}

	private static List<Instant> times(Instant start, int newest, int oldest) {
		List<Instant> times = new ArrayList<>();
		for (int i = newest; i >= oldest; i--) {
			times.add(start.plusSeconds(i));
		}
		return times;
	}

	private static LogRecord received(String subject, int number, Instant at) {
		LogRecord record = LogFixture.record(subject, LogFixture.body(subject, number));
		Delivery delivery = record.delivery();
		return new LogRecord(record.acceptId(),
				new Delivery(delivery.endpoint(), delivery.event(), delivery.subject(), delivery.payload(), at));
	}

	@Test
	void knowsWhatWaitsForAPausedHandler() {
		try (Node node = start(note())) {
			node.fixture.directory.pause(handler());
			sendAll(5, 0, 100);
			eventually(() -> assertThat(node.count("PENDING")).isEqualTo(500));
			assertThat(node.rows("socialhook_task")).isZero();
			assertThat(node.index.ledger().states()).containsEntry(DeliveryState.PENDING, 500L)
				.containsEntry(DeliveryState.HANDLED, 0L);
			List<DeliverySummary> waiting = search(node, inState(DeliveryState.PENDING));
			assertThat(waiting).hasSize(500);
			DeliveryDetails details = node.index.ledger().details(waiting.getFirst().id()).orElseThrow();
			assertThat(details.tasks())
				.containsExactly(new DeliveryDetails.Task(handler(), DeliveryState.PENDING, 0, null, false));
			assertThat(node.index.replayer().replay(waiting.getFirst().id(), null)).as("It comes anyway").isFalse();
			node.fixture.directory.resume(handler());
			eventually(() -> assertThat(node.count("HANDLED")).isEqualTo(500));
			assertThat(this.handled).hasSize(500).doesNotHaveDuplicates();
			assertThat(search(node, inState(DeliveryState.PENDING))).isEmpty();
		}
	}

	@Test
	void leavesWhatWentWrongAsItIs() {
		CountDownLatch indexed = new CountDownLatch(1);
		HandlerBody note = note();
		try (Node node = start((event, delivery) -> {
			switch (event.path("data").path("number").asInt()) {
				case 1 -> throw new RejectDeliveryException("at once");
				case 2 -> {
					indexed.await();
					throw new RejectDeliveryException("after it was indexed");
				}
				default -> note.take(event, delivery);
			}
		})) {
			sendAll(1, 0, 2);
			this.log.send("other", 2);
			this.log.send(LogFixture.record("s", "{ not JSON"));
			this.log.send(LogFixture.record("s", "{\"event\":\"door.didOpen\",\"data\":{}}"));
			eventually(() -> assertThat(node.count("PENDING")).isPositive());
			indexed.countDown();
			eventually(() -> assertThat(node.count("DEAD")).isEqualTo(2));
			eventually(() -> assertThat(states(node))
				.isEqualTo(Map.of("DEAD", 2, "HANDLED", 1, "UNREADABLE", 1, "UNHANDLED", 1)));
			assertThat(node.rows("socialhook_delivery WHERE state = 'DEAD' AND body IS NULL")).isZero();
			assertThat(node.rows("socialhook_attempt")).isEqualTo(3);
		}
	}

	private static Map<String, Integer> states(Node node) {
		Map<String, Integer> states = new HashMap<>();
		RowCallbackHandler collect = (row) -> states.put(row.getString(1), row.getInt(2));
		node.fixture.inbox.sql().sql("SELECT state, count(*) FROM socialhook_delivery GROUP BY state").query(collect);
		return states;
	}

	@Test
	void countsRepeatsAtTheDeliveryThatTheyRepeat() {
		Instant start = Instant.parse("2026-11-24T10:00:00Z");
		LogRecord first = received("s", 1, start);
		try (Node node = start(note())) {
			this.log.send(first);
			this.log.send(first);
			this.log.send(received("s", 1, start.plusSeconds(9)));
			this.log.send(received("s", 2, start.plusSeconds(10)));
			eventually(() -> assertThat(node.count("HANDLED")).isEqualTo(2));
			eventually(() -> assertThat(node
				.rows("socialhook_delivery WHERE repeats = 1 AND repeated_at = " + start.plusSeconds(9).toEpochMilli()))
				.isEqualTo(1));
		}
		try (Node node = start(note())) {
			this.log.send(received("s", 1, start.plusSeconds(11)));
			this.log.send(received("s", 3, start.plusSeconds(12)));
			eventually(() -> assertThat(node.count("HANDLED")).isEqualTo(3));
			assertThat(node.rows("socialhook_delivery WHERE repeats = 2")).isEqualTo(1);
		}
	}

	@Test
	void indexesEachOnceWhileNodesAndTheDatabaseComeAndGo() throws Exception {
		try (PostgresServer postgres = new PostgresServer(this.folder)) {
			postgres.start();
			String url = postgres.url();
			Node first = indexed(url);
			sendAll(10, 0, 30);
			Node second = indexed(url);
			sendAll(10, 30, 60);
			first.close();
			postgres.kill();
			sendAll(10, 60, 90);
			eventually(() -> assertThat(this.handled).hasSizeGreaterThanOrEqualTo(900));
			postgres.start();
			try (second) {
				sendAll(10, 90, 100);
				eventually(() -> assertThat(second.count("HANDLED")).isEqualTo(1000));
				assertThat(second.rows("socialhook_delivery")).isEqualTo(1000);
				assertThat(second.index.ledger().states().values().stream().mapToLong(Long::longValue).sum())
					.isEqualTo(1000);
				assertThat(second.rows("socialhook_reference")).isEqualTo(1000);
			}
		}
	}

	private Node indexed(String url) {
		return this.log.startIndexed(url, (node) -> node.with(handler(), EVENT, DispatchFixture.settings(4), note()));
	}

	@Test
	void replaysByFilterWhatIsOnlyInTheLog() {
		AtomicBoolean other = new AtomicBoolean();
		Queue<String> others = new ConcurrentLinkedQueue<>();
		try (Node node = this.log.startIndexed(this.database.url(),
				(fixture) -> fixture.with(handler(), EVENT, DispatchFixture.settings(4), note())
					.with(handler() + "-b", EVENT, DispatchFixture.settings(4), (event, delivery) -> {
						if (event.path("data").path("number").asInt() == 1 && !other.get()) {
							throw new RejectDeliveryException("not yet");
						}
						others.add(delivery.id().value());
					}))) {
			sendAll(3, 0, 10);
			eventually(() -> assertThat(states(node)).isEqualTo(Map.of("HANDLED", 27, "DEAD", 3)));
			eventually(() -> assertThat(this.handled).hasSize(30));
			other.set(true);
			DeliveryId dead = search(node, inState(DeliveryState.DEAD)).getFirst().id();
			assertThat(node.index.replayer().replayUnhandled(dead, Set.of(handler(), handler() + "-b")).due())
				.containsExactly(handler() + "-b");
			eventually(() -> assertThat(node.count("HANDLED")).isEqualTo(28));
			assertThat(this.handled).hasSize(30);
			this.handled.clear();
			others.clear();
			Replay replay = node.index.replayer().begin("user", inState(DeliveryState.HANDLED), true, false);
			assertThat(replay.matched()).isEqualTo(28);
			eventually(() -> {
				node.index.replay();
				assertThat(node.index.replayer().list().getFirst().endedAt()).isNotNull();
			});
			eventually(() -> assertThat(this.handled).hasSize(28));
			eventually(() -> assertThat(others).hasSize(28));
			assertThat(this.handled).doesNotHaveDuplicates();
			eventually(() -> assertThat(states(node)).isEqualTo(Map.of("HANDLED", 28, "DEAD", 2)));
		}
	}

	@Test
	void saysWhatTheLogHasDeleted() throws Exception {
		try (Node node = start(note())) {
			sendAll(2, 0, 2);
			eventually(() -> assertThat(node.count("HANDLED")).isEqualTo(4));
			this.log.deleteAll();
			DeliveryId gone = search(node, DeliveryFilter.ALL).getFirst().id();
			assertThat(node.index.ledger().delivery(gone)).isEmpty();
			assertThat(node.index.ledger().details(gone)).isPresent();
			assertThat(node.index.replayer().replay(gone, null)).isFalse();
			sendAll(2, 2, 3);
			eventually(() -> assertThat(node.count("HANDLED")).isEqualTo(6));
		}
	}

}
