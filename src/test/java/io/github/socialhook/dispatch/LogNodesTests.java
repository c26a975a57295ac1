package io.github.socialhook.dispatch;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

import io.github.socialhook.KafkaExtension;
import io.github.socialhook.PostgresDatabase;
import io.github.socialhook.PostgresServer;
import io.github.socialhook.RunsBesideOthers;
import io.github.socialhook.Timeouts;
import io.github.socialhook.dispatch.LogFixture.Node;
import io.github.socialhook.dispatch.registry.HandlerBody;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** Dispatchers over a log that come and go, and a PostgreSQL that does. */
@Timeout(300)
@RunsBesideOthers
class LogNodesTests {

	private static final String EVENT = LogFixture.EVENT;

	private static final int SUBJECTS = 20;

	@RegisterExtension
	static final KafkaExtension kafka = new KafkaExtension();

	private final Map<String, Queue<Integer>> handled = new ConcurrentHashMap<>();

	@TempDir
	private Path folder;

	private LogFixture log;

	@BeforeEach
	void createLog(TestInfo test) throws Exception {
		this.log = new LogFixture(kafka.server(), test.getTestMethod().orElseThrow().getName());
	}

	@AfterEach
	void close() {
		this.log.close();
	}

	private Node start(String url, HandlerBody body) {
		return this.log.start(url, (node) -> node.with(this.log.topic(), EVENT, DispatchFixture.settings(8), body));
	}

	private static void eventually(ThrowingRunnable assertion) {
		Awaitility.await().atMost(Timeouts.GENEROUS).pollInterval(Duration.ofMillis(50)).untilAsserted(assertion);
	}

	private static int numberOf(JsonNode event) {
		return event.path("data").path("number").asInt();
	}

	private void note(JsonNode event) {
		this.handled
			.computeIfAbsent(event.path("data").path("channel").asString(), (subject) -> new ConcurrentLinkedQueue<>())
			.add(numberOf(event));
	}

	private int size() {
		return this.handled.values().stream().mapToInt(Queue::size).sum();
	}

	private void assertEachInOrder(int number) {
		assertThat(this.handled).hasSize(SUBJECTS)
			.allSatisfy((subject, numbers) -> assertThat(new ArrayList<>(numbers)).as(subject)
				.isEqualTo(IntStream.range(0, number).boxed().toList()));
	}

	private void assertPositionAtTheEnd() {
		eventually(() -> assertThat(this.log.position(this.log.topic())).isEqualTo(this.log.end()));
	}

	private void sendAll(int from, int to) {
		for (int i = from; i < to; i++) {
			for (int subject = 0; subject < SUBJECTS; subject++) {
				this.log.send("s" + subject, i);
			}
		}
	}

	@Test
	void loseAndRepeatNothingAndKeepTheOrderWhilePartitionsMove() throws Exception {
		HandlerBody slow = (event, delivery) -> {
			LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
			note(event);
		};
		AtomicBoolean sending = new AtomicBoolean(true);
		AtomicInteger sent = new AtomicInteger();
		try (PostgresDatabase database = PostgresDatabase.create()) {
			List<Node> nodes = new ArrayList<>(List.of(start(database.url(), slow)));
			Thread sender = Thread.ofPlatform().start(() -> {
				while (sending.get()) {
					int next = sent.get();
					sendAll(next, next + 1);
					sent.incrementAndGet();
				}
			});
			try {
				awaitMore();
				nodes.add(start(database.url(), slow));
				awaitMore();
				nodes.removeFirst().close();
				awaitMore();
				nodes.add(start(database.url(), slow));
				awaitMore();
				nodes.removeLast().close();
				awaitMore();
			}
			finally {
				sending.set(false);
				sender.join();
			}
			try (Node last = nodes.getLast()) {
				eventually(() -> assertThat(size()).isGreaterThanOrEqualTo(sent.get() * SUBJECTS));
				assertEachInOrder(sent.get());
				assertPositionAtTheEnd();
				assertThat(last.rows("socialhook_delivery")).isZero();
			}
		}
	}

	private void awaitMore() {
		int before = size();
		eventually(() -> assertThat(size()).isGreaterThan(before + 400));
	}

	@Test
	void handOverAgainInOrderWhatAStopHasInterrupted() throws Exception {
		CountDownLatch never = new CountDownLatch(1);
		Set<String> begun = ConcurrentHashMap.newKeySet();
		try (PostgresDatabase database = PostgresDatabase.create()) {
			try (Node node = start(database.url(), (event, delivery) -> {
				if (numberOf(event) == 2) {
					begun.add(event.path("data").path("channel").asString());
					never.await();
				}
				note(event);
			})) {
				sendAll(0, 5);
				eventually(() -> assertThat(begun).hasSize(8));
				assertThat(node.rows("socialhook_delivery")).isZero();
			}
			assertThat(this.handled.values()).allSatisfy((numbers) -> assertThat(numbers).doesNotContain(2, 3, 4));
			try (Node node = start(database.url(), (event, delivery) -> note(event))) {
				assertPositionAtTheEnd();
				eventually(() -> assertThat(this.handled).hasSize(SUBJECTS)
					.allSatisfy((subject, numbers) -> assertThat(numbers).contains(4)));
				assertFirstInOrder(5);
				assertThat(node.rows("socialhook_delivery")).isZero();
			}
		}
	}

	/** What was handled twice counts where it came first. */
	private void assertFirstInOrder(int number) {
		assertThat(this.handled)
			.allSatisfy((subject, numbers) -> assertThat(numbers.stream().distinct().toList()).as(subject)
				.isEqualTo(IntStream.range(0, number).boxed().toList()));
	}

	@Test
	void keepWhatFailsWhileTheyStop() throws Exception {
		CountDownLatch begun = new CountDownLatch(1);
		CountDownLatch gate = new CountDownLatch(1);
		try (PostgresDatabase database = PostgresDatabase.create()) {
			Node node = start(database.url(), (event, delivery) -> {
				begun.countDown();
				gate.await();
				throw new IllegalStateException("while it stops");
			});
			this.log.send("s0", 0);
			begun.await();
			Thread stop = Thread.ofPlatform().start(node::close);
			eventually(() -> assertThat(threadsIn("drain")).isEqualTo(1));
			gate.countDown();
			stop.join();
			assertThat(this.log.position(this.log.topic())).isEqualTo(1);
			try (Node next = start(database.url(), (event, delivery) -> note(event))) {
				assertThat(next.count("RETRYING")).isEqualTo(1);
				assertThat(next.fixture.inbox.attempts()).hasSize(1);
			}
		}
	}

	@Test
	void handleAloneWhatMayHaveEndedOthers() throws Exception {
		AtomicInteger running = new AtomicInteger();
		AtomicInteger most = new AtomicInteger();
		HandlerBody body = (event, delivery) -> {
			most.accumulateAndGet(running.incrementAndGet(), Math::max);
			LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
			running.decrementAndGet();
			note(event);
		};
		try (PostgresDatabase database = PostgresDatabase.create()) {
			start(database.url(), body).close();
			sendAll(0, 3);
			this.log.kill(this.log.topic(), 1);
			try (Node node = start(database.url(), body)) {
				eventually(() -> assertThat(size()).isEqualTo(3 * SUBJECTS));
				assertThat(most).hasValue(1);
				sendAll(3, 6);
				eventually(() -> assertThat(size()).isEqualTo(6 * SUBJECTS));
				assertEachInOrder(6);
				assertPositionAtTheEnd();
				assertThat(node.count("HANDLED")).isEqualTo(3 * SUBJECTS);
				assertThat(node.rows("socialhook_delivery")).isEqualTo(3 * SUBJECTS);
			}
			sendAll(6, 7);
			this.log.kill(this.log.topic(), 0);
			try (Node node = start(database.url(), body)) {
				eventually(() -> assertThat(size()).isEqualTo(7 * SUBJECTS));
				assertThat(node.rows("socialhook_delivery")).isEqualTo(3 * SUBJECTS);
			}
		}
	}

	/** Another node has begun to handle alone what had come before, and still does. */
	@Test
	void goOnWithAPartitionWhenWhatWasMovedOutOfItIsHandled() throws Exception {
		CountDownLatch begun = new CountDownLatch(1);
		CountDownLatch never = new CountDownLatch(1);
		try (PostgresDatabase database = PostgresDatabase.create()) {
			start(database.url(), (event, delivery) -> note(event)).close();
			sendAll(0, 3);
			this.log.kill(this.log.topic(), 1);
			JdbcClient sql = JdbcClient.create(database.dataSource());
			try (Node node = start(database.url(), (event, delivery) -> {
				begun.countDown();
				never.await();
			})) {
				begun.await();
				eventually(() -> assertThat(node.rows("socialhook_task")).isEqualTo(3 * SUBJECTS));
				assertPositionAtTheEnd();
			}
			long due = sql.sql("SELECT min(due_at) FROM socialhook_task").query(Long.class).single();
			sql.sql("UPDATE socialhook_task SET due_at = ?").param(Long.MAX_VALUE / 2).update();
			sendAll(3, 6);
			try (Node node = start(database.url(), (event, delivery) -> note(event))) {
				eventually(() -> assertThat(this.log.owned(this.log.topic())).isEqualTo(3));
				Awaitility.await()
					.during(Duration.ofSeconds(1))
					.atMost(Timeouts.GENEROUS)
					.failFast("They overtake it", () -> !this.handled.isEmpty())
					.until(() -> true);
				sql.sql("UPDATE socialhook_task SET due_at = ?").param(due).update();
				Awaiting.whileTimePasses(node.fixture.inbox, () -> assertThat(size()).isEqualTo(6 * SUBJECTS));
				assertEachInOrder(6);
				assertPositionAtTheEnd();
			}
		}
	}

	private static long threadsIn(String method) {
		return Thread.getAllStackTraces()
			.values()
			.stream()
			.flatMap(Arrays::stream)
			.filter((frame) -> frame.getClassName().endsWith(".LogReader") && frame.getMethodName().equals(method))
			.count();
	}

	@Test
	void keepPositionsBeforeWhatADatabaseThatIsAwayShouldKeep() throws Exception {
		Map<String, Integer> attempts = new HashMap<>();
		HandlerBody body = (event, delivery) -> {
			synchronized (attempts) {
				if (numberOf(event) == 3
						&& attempts.merge(event.path("data").path("channel").asString(), 1, Integer::sum) == 1) {
					throw new IllegalStateException("the first time");
				}
			}
			note(event);
		};
		try (PostgresServer postgres = new PostgresServer(this.folder)) {
			postgres.start();
			try (Node node = start(postgres.url(), body)) {
				sendAll(0, 2);
				eventually(() -> assertThat(size()).isEqualTo(2 * SUBJECTS));
				postgres.kill();
				sendAll(2, 3);
				this.log.send("s0", 3);
				this.log.send("s1", 3);
				for (int i = 4; i < 8; i++) {
					this.log.send("s0", i);
					this.log.send("s1", i);
				}
				eventually(() -> assertThat(size()).isEqualTo(3 * SUBJECTS + 8));
				long end = this.log.end();
				eventually(() -> assertThat(this.log.position(this.log.topic())).isGreaterThanOrEqualTo(3 * SUBJECTS));
				assertThat(this.log.position(this.log.topic())).isLessThanOrEqualTo(end - 2);
				postgres.start();
				assertPositionAtTheEnd();
				assertThat(node.count("RETRYING")).isEqualTo(2);
				Awaitility.await().atMost(Timeouts.GENEROUS).pollInterval(Duration.ofMillis(50)).untilAsserted(() -> {
					node.fixture.inbox.advance(Duration.ofSeconds(5));
					assertThat(node.count("HANDLED")).isEqualTo(2);
				});
				assertThat(new ArrayList<>(this.handled.get("s0"))).containsExactly(0, 1, 2, 4, 5, 6, 7, 3);
			}
		}
	}

}
