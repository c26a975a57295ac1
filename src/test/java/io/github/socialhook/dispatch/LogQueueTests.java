package io.github.socialhook.dispatch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.github.socialhook.KafkaExtension;
import io.github.socialhook.PostgresDatabase;
import io.github.socialhook.RunsBesideOthers;
import io.github.socialhook.dispatch.LogFixture.Node;
import io.github.socialhook.dispatch.registry.HandlerBody;
import io.github.socialhook.handler.RejectDeliveryException;
import io.github.socialhook.store.kafka.LogRecord;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** One dispatcher over a log and a PostgreSQL. */
@Timeout(300)
@RunsBesideOthers
class LogQueueTests {

	private static final Log logger = LogFactory.getLog(LogQueueTests.class);

	private static final String EVENT = LogFixture.EVENT;

	@RegisterExtension
	static final KafkaExtension kafka = new KafkaExtension();

	/** What a handler got, in this order: the subject and the number. */
	private final Queue<String> handled = new ConcurrentLinkedQueue<>();

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

	/** Consumer groups have the names of handlers, so that each test has its own. */
	private String name(String handler) {
		return handler + "-" + this.log.topic();
	}

	private HandlerBody note() {
		return (event, delivery) -> this.handled
			.add(event.path("data").path("channel").asString() + " " + event.path("data").path("number").asInt());
	}

	private Node start(String handler, HandlerBody body) {
		return this.log.start(this.database.url(),
				(node) -> node.with(name(handler), EVENT, DispatchFixture.settings(4), body));
	}

	private void sendAll(int subjects, int each) {
		for (int i = 0; i < each; i++) {
			for (int subject = 0; subject < subjects; subject++) {
				this.log.send("s" + subject, i);
			}
		}
	}

	private void assertInOrder(int subjects, int each) {
		Map<String, List<Integer>> numbers = new HashMap<>();
		for (String one : this.handled) {
			numbers.computeIfAbsent(one.split(" ")[0], (subject) -> new ArrayList<>())
				.add(Integer.valueOf(one.split(" ")[1]));
		}
		assertThat(numbers).hasSize(subjects)
			.allSatisfy((subject, list) -> assertThat(list).as(subject)
				.isEqualTo(IntStream.range(0, each).boxed().toList()));
	}

	private void assertPositionAtTheEnd(String handler) {
		DispatchFixture.eventually(() -> assertThat(this.log.position(name(handler))).isEqualTo(this.log.end()));
	}

	@Test
	void handsOverEachSubjectInOrderAndWritesNoRows() {
		try (Node node = start("plain", note())) {
			sendAll(10, 20);
			DispatchFixture.eventually(() -> assertThat(this.handled).hasSize(200));
			assertInOrder(10, 20);
			assertPositionAtTheEnd("plain");
			assertThat(node.rows("socialhook_delivery")).isZero();
		}
	}

	@Test
	void movesWhatFailsToTheDatabaseAndRetriesItThere() {
		AtomicBoolean failing = new AtomicBoolean(true);
		HandlerBody note = note();
		try (Node node = start("failing", (event, delivery) -> {
			if (event.path("data").path("number").asInt() == 1 && failing.get()) {
				throw new IllegalStateException("not yet");
			}
			note.take(event, delivery);
		})) {
			sendAll(1, 3);
			DispatchFixture.eventually(() -> assertThat(this.handled).containsExactly("s0 0", "s0 2"));
			DispatchFixture.eventually(() -> assertThat(node.count("RETRYING")).isEqualTo(1));
			assertPositionAtTheEnd("failing");
			assertThat(node.rows("socialhook_delivery")).isEqualTo(1);
			assertThat(node.fixture.inbox.sql()
				.sql("SELECT body FROM socialhook_delivery WHERE id >= 288230376151711744")
				.query(byte[].class)
				.single()).asString().isEqualTo(LogFixture.body("s0", 1));
			failing.set(false);
			Awaiting.whileTimePasses(node.fixture.inbox, () -> assertThat(node.count("HANDLED")).isEqualTo(1));
			assertThat(this.handled).containsExactly("s0 0", "s0 2", "s0 1");
			assertThat(node.fixture.inbox.attempts()).containsExactly(
					name("failing") + " 1 RETRYING java.lang.IllegalStateException", name("failing") + " 2 HANDLED ");
		}
	}

	@Test
	void keepsWhatWaitsForAPausedHandlerInTheLog() {
		try (Node node = start("paused", note())) {
			node.fixture.directory.pause(name("paused"));
			sendAll(5, 400);
			DispatchFixture.eventually(() -> assertThat(this.log.end()).isEqualTo(2000));
			assertThat(this.handled).isEmpty();
			assertThat(node.rows("socialhook_delivery")).isZero();
			node.fixture.directory.resume(name("paused"));
			DispatchFixture.eventually(() -> assertThat(this.handled).hasSize(2000));
			assertInOrder(5, 400);
			assertPositionAtTheEnd("paused");
			assertThat(node.rows("socialhook_delivery")).isZero();
		}
	}

	@Test
	@Tag("soak")
	@Timeout(1800)
	void keepsAMillionForAPausedHandlerInTheLogAndCatchesUpInOrder() {
		int subjects = 100;
		int each = 10_000;
		Map<String, Integer> next = new ConcurrentHashMap<>();
		AtomicInteger number = new AtomicInteger();
		Queue<String> outOfOrder = new ConcurrentLinkedQueue<>();
		try (Node node = start("patient", (event, delivery) -> {
			String subject = event.path("data").path("channel").asString();
			int due = next.merge(subject, 1, Integer::sum) - 1;
			if (event.path("data").path("number").asInt() != due) {
				outOfOrder.add(event + " instead of " + due);
			}
			number.incrementAndGet();
		})) {
			node.fixture.directory.pause(name("patient"));
			for (int i = 0; i < each; i++) {
				for (int subject = 0; subject < subjects; subject++) {
					this.log.sendSoon("s" + subject, i);
				}
			}
			this.log.producer().flush();
			DispatchFixture.eventually(() -> assertThat(this.log.end()).isEqualTo((long) subjects * each));
			assertThat(number).hasValue(0);
			assertThat(node.rows("socialhook_delivery")).isZero();
			long began = System.nanoTime();
			node.fixture.directory.resume(name("patient"));
			Awaitility.await()
				.atMost(Duration.ofMinutes(20))
				.pollInterval(Duration.ofSeconds(1))
				.until(() -> number.get() >= subjects * each);
			logger.info("The handler has caught up after " + Duration.ofNanos(System.nanoTime() - began).toMillis()
					+ " ms");
			assertThat(number).hasValue(subjects * each);
			assertThat(outOfOrder).isEmpty();
			assertPositionAtTheEnd("patient");
			assertThat(node.rows("socialhook_delivery")).isZero();
			assertThat(node.rows("socialhook_task")).isZero();
		}
	}

	@Test
	void keepsWhatABrokenHandlerHasNotTriedInTheLog() throws Exception {
		AtomicBoolean broken = new AtomicBoolean(true);
		HandlerBody note = note();
		try (Node node = start("broken", (event, delivery) -> {
			if (broken.get()) {
				throw new IllegalStateException("broken");
			}
			note.take(event, delivery);
		})) {
			sendAll(100, 5);
			DispatchFixture.eventually(
					() -> assertThat(node.fixture.directory.statusOf(name("broken")).orElseThrow().failingSince())
						.isNotNull());
			int tried = node.rows("socialhook_delivery");
			Awaiting.whileTimePasses(node.fixture.inbox,
					() -> assertThat(node.rows("socialhook_delivery")).isGreaterThan(tried + 2));
			assertThat(node.count("DEAD")).isZero();
			DispatchFixture.eventually(() -> assertThat(this.log.position(name("broken"))).isPositive()
				.isLessThanOrEqualTo(node.rows("socialhook_delivery")));
			assertThat(node.rows("socialhook_delivery")).isLessThan(60);
			broken.set(false);
			Awaiting.whileTimePasses(node.fixture.inbox, () -> assertThat(this.handled).hasSize(500));
			assertThat(this.handled).doesNotHaveDuplicates();
			assertPositionAtTheEnd("broken");
			Awaiting.whileTimePasses(node.fixture.inbox,
					() -> assertThat(node.count("HANDLED")).isEqualTo(node.rows("socialhook_delivery")));
		}
	}

	@Test
	void tellsEachHandlerItsOwnPosition() {
		Queue<String> other = new ConcurrentLinkedQueue<>();
		try (Node node = this.log.start(this.database.url(),
				(fixture) -> fixture.with(name("one"), EVENT, DispatchFixture.settings(4), note())
					.with(name("two"), EVENT, DispatchFixture.settings(4), (event, delivery) -> {
						other.add(delivery.id().toString());
						throw new RejectDeliveryException("no");
					})
					.with(name("three"), "user.didCreate", DispatchFixture.settings(4), note()))) {
			this.log.send("s", 1);
			DispatchFixture.eventually(() -> assertThat(this.handled).containsExactly("s 1"));
			DispatchFixture.eventually(() -> assertThat(node.count("DEAD")).isEqualTo(1));
			assertPositionAtTheEnd("one");
			assertPositionAtTheEnd("two");
			assertPositionAtTheEnd("three");
			assertThat(node.rows("socialhook_task")).isEqualTo(1);
		}
	}

	@Test
	void keepsWhatCannotBeReadAndNotWhatNoHandlerTakes() {
		try (Node node = this.log.start(this.database.url(),
				(fixture) -> fixture.with(name("a"), EVENT, DispatchFixture.settings(4), note())
					.with(name("b"), EVENT, DispatchFixture.settings(4), note()))) {
			this.log.send(LogFixture.record("s", "{ not JSON"));
			this.log.send(LogFixture.record("s", "{\"event\":\"door.didOpen\",\"data\":{}}"));
			this.log.send("s", 1);
			DispatchFixture.eventually(() -> assertThat(this.handled).containsExactly("s 1", "s 1"));
			assertPositionAtTheEnd("a");
			assertPositionAtTheEnd("b");
			assertThat(node.count("UNREADABLE")).isEqualTo(1);
			assertThat(node.rows("socialhook_delivery")).isEqualTo(1);
			assertThat(node.rows("socialhook_attempt")).isEqualTo(1);
		}
	}

	@Test
	void handsOverOnceWhatWasWrittenTwice() {
		try (Node node = start("twice", note())) {
			LogRecord record = LogFixture.record("s", LogFixture.body("s", 1));
			this.log.send(record);
			this.log.send(record);
			this.log.send(LogFixture.record("s", LogFixture.body("s", 1)));
			this.log.send("s", 2);
			DispatchFixture.eventually(() -> assertThat(this.handled).containsExactly("s 1", "s 2"));
			assertPositionAtTheEnd("twice");
			assertThat(node.repeats).hasValue(2);
			assertThat(node.rows("socialhook_delivery")).isZero();
		}
		try (Node node = start("twice", note())) {
			this.log.send("s", 1);
			this.log.send("s", 3);
			DispatchFixture.eventually(() -> assertThat(this.handled).containsExactly("s 1", "s 2", "s 3"));
			assertPositionAtTheEnd("twice");
			assertThat(node.repeats).hasValue(1);
			assertThat(node.rows("socialhook_delivery")).isZero();
		}
	}

	@Test
	void skipsWhatIsNoDelivery() {
		try (Node node = start("foreign", note())) {
			this.log.producer().send(new ProducerRecord<>(this.log.topic(), 0, null, new byte[3]));
			sendAll(3, 1);
			DispatchFixture.eventually(() -> assertThat(this.handled).hasSize(3));
			assertPositionAtTheEnd("foreign");
			assertThat(node.rows("socialhook_delivery")).isZero();
		}
	}

	@Test
	void startsANewHandlerWithWhatArrivesThenUnlessItIsToldOtherwise() {
		try (Node node = start("old", note())) {
			sendAll(1, 3);
			DispatchFixture.eventually(() -> assertThat(this.handled).hasSize(3));
			assertThat(node.rows("socialhook_delivery")).isZero();
		}
		this.handled.clear();
		Map<String, String> starts = Map.of(name("all"), "beginning");
		Queue<Integer> all = new ConcurrentLinkedQueue<>();
		try (Node node = this.log.start(this.database.url(), starts,
				(fixture) -> fixture.with(name("new"), EVENT, DispatchFixture.settings(4), note())
					.with(name("all"), EVENT, DispatchFixture.settings(4),
							(event, delivery) -> all.add(event.path("data").path("number").asInt())))) {
			DispatchFixture.eventually(() -> assertThat(all).containsExactly(0, 1, 2));
			this.log.send("s0", 3);
			DispatchFixture.eventually(() -> assertThat(all).containsExactly(0, 1, 2, 3));
			DispatchFixture.eventually(() -> assertThat(this.handled).containsExactly("s0 3"));
			assertThat(node.rows("socialhook_delivery")).isZero();
		}
	}

	@Test
	void givesANewHandlerWhatArrivedBeforeKafkaSaidThatItIsNew() throws Exception {
		sendAll(1, 1);
		kafka.server().freeze();
		try {
			this.log.killAtStart(this.database.url(),
					(node) -> node.with(name("late"), EVENT, DispatchFixture.settings(4), note()));
		}
		finally {
			kafka.server().thaw();
		}
		this.log.send("s1", 1);
		try (Node node = start("late", note())) {
			DispatchFixture.eventually(() -> assertThat(this.handled).contains("s1 1"));
			assertThat(node.rows("socialhook_log_undecided")).isZero();
		}
	}

}
