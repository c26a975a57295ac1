package io.github.socialhook.dispatch;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

import io.github.socialhook.RunsBesideOthers;
import io.github.socialhook.Timeouts;
import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.delivery.HandlingListener;
import io.github.socialhook.delivery.HandlingOutcome;
import io.github.socialhook.delivery.HoldReason;
import io.github.socialhook.handler.DependencyUnavailableException;
import io.github.socialhook.handler.RetryLaterException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(300)
@RunsBesideOthers
class DispatcherTests {

	private static final String CREATED = "channel.didCreate";

	private static final String UPDATED = "channel.didUpdate";

	@TempDir
	Path folder;

	private DispatchFixture fixture;

	private final Queue<Integer> handled = new ConcurrentLinkedQueue<>();

	private final CountDownLatch gate = new CountDownLatch(1);

	@BeforeEach
	void build() {
		this.fixture = new DispatchFixture(this.folder);
	}

	@AfterEach
	void tearDown() {
		this.gate.countDown();
		this.fixture.close();
	}

	private void store(String event, String subject, int number) {
		IntStream.range(0, number).parallel().forEachOrdered((i) -> this.fixture.inbox.store(event, subject, i));
	}

	private static int number(tools.jackson.databind.JsonNode event) {
		return event.path("data").path("number").asInt();
	}

	@Test
	void handlesTheEventsOfASubjectInTheOrderOfAcceptance() {
		this.fixture
			.with("a", CREATED, DispatchFixture.settings(8), (event, delivery) -> this.handled.add(number(event)))
			.start();
		store(CREATED, "s", 300);
		DispatchFixture.eventually(() -> assertThat(this.handled).hasSize(300));
		assertThat(List.copyOf(this.handled)).isSorted();
		DispatchFixture.eventually(() -> assertThat(this.fixture.inbox.count("HANDLED")).isEqualTo(300));
	}

	@Test
	void keepsOneSlowHandlerFromHoldingUpAnother() {
		Queue<Integer> slow = new ConcurrentLinkedQueue<>();
		this.fixture.with("slow", CREATED, DispatchFixture.settings(4), (event, delivery) -> {
			this.gate.await();
			slow.add(number(event));
		})
			.with("quick", UPDATED, DispatchFixture.settings(4), (event, delivery) -> this.handled.add(number(event)))
			.start();
		IntStream.range(0, 1000).parallel().forEach((i) -> this.fixture.inbox.store(CREATED, "s" + i, i));
		this.fixture.inbox.store(UPDATED, "t", 1);
		DispatchFixture.eventually(() -> assertThat(this.handled).containsExactly(1));
		assertThat(slow).isEmpty();
		this.gate.countDown();
		DispatchFixture.eventually(() -> assertThat(slow).hasSize(1000).doesNotHaveDuplicates());
		DispatchFixture.eventually(() -> assertThat(this.fixture.inbox.count("HANDLED")).isEqualTo(1001));
	}

	@Test
	void holdsWhatItHandlesForLongerThanTheLongestTimeoutOfAHandler() {
		Duration timeout = Duration.ofHours(2);
		CountDownLatch begun = new CountDownLatch(1);
		this.fixture.with("short", UPDATED, DispatchFixture.settings(1), (event, delivery) -> {
		}).with("long", CREATED, DispatchFixture.settings(1, timeout), (event, delivery) -> {
			begun.countDown();
			this.gate.await();
		}).start();
		store(CREATED, "s", 1);
		DispatchFixture.eventually(() -> assertThat(begun.getCount()).isZero());
		assertThat(this.fixture.inbox.heldFor()).isGreaterThan(timeout);
	}

	@Test
	void keepsOneBusySubjectFromHoldingUpOthersOfItsHandler() {
		Queue<Integer> hot = new ConcurrentLinkedQueue<>();
		this.fixture.with("a", CREATED, DispatchFixture.settings(4), (event, delivery) -> {
			if (delivery.subject().id().equals("hot")) {
				this.gate.await();
				hot.add(number(event));
				return;
			}
			this.handled.add(number(event));
		}).start();
		store(CREATED, "hot", 500);
		this.fixture.inbox.store(CREATED, "other", 7);
		DispatchFixture.eventually(() -> assertThat(this.handled).containsExactly(7));
		assertThat(hot).isEmpty();
		this.gate.countDown();
		DispatchFixture.eventually(() -> assertThat(hot).hasSize(500));
		assertThat(List.copyOf(hot)).isSorted().doesNotHaveDuplicates();
	}

	@Test
	void runsNoMoreOfAHandlerAtATimeThanItsConcurrency() {
		AtomicInteger running = new AtomicInteger();
		AtomicInteger most = new AtomicInteger();
		CountDownLatch three = new CountDownLatch(3);
		this.fixture.with("a", CREATED, DispatchFixture.settings(3), (event, delivery) -> {
			most.accumulateAndGet(running.incrementAndGet(), Math::max);
			// Each waits until as many as may have run at once.
			three.countDown();
			three.await();
			LockSupport.parkNanos(1_000_000);
			running.decrementAndGet();
			this.handled.add(number(event));
		}).start();
		IntStream.range(0, 100).forEach((i) -> this.fixture.inbox.store(CREATED, "s" + i, i));
		DispatchFixture.eventually(() -> assertThat(this.handled).hasSize(100));
		assertThat(most).hasValue(3);
	}

	@Test
	void losesNothingAndBuriesNothingInAnOutage() {
		AtomicBoolean down = new AtomicBoolean(true);
		AtomicInteger attempts = new AtomicInteger();
		this.fixture.with("crm", CREATED, DispatchFixture.settings(4, DispatchFixture.TIMEOUT, Duration.ofSeconds(1)),
				(event, delivery) -> {
					attempts.incrementAndGet();
					if (down.get()) {
						throw new java.net.ConnectException("refused");
					}
					this.handled.add(number(event));
				})
			.start();
		IntStream.range(0, 200).forEach((i) -> this.fixture.inbox.store(CREATED, "s" + i % 50, i));
		DispatchFixture.eventually(() -> assertThat(attempts.get()).isGreaterThanOrEqualTo(10));
		for (int i = 0; i < 20; i++) {
			int before = attempts.get();
			this.fixture.inbox.advance(Duration.ofSeconds(30));
			DispatchFixture.eventually(() -> assertThat(attempts.get()).isGreaterThan(before));
		}
		assertThat(attempts.get()).isLessThan(60);
		assertThat(this.fixture.inbox.count("DEAD")).isZero();
		down.set(false);
		Awaiting.whileTimePasses(this.fixture.inbox,
				() -> assertThat(this.handled).hasSize(200).doesNotHaveDuplicates());
		DispatchFixture.eventually(() -> assertThat(this.fixture.inbox.count("HANDLED")).isEqualTo(200));
	}

	@Test
	void keepsOrderAndAttemptsInAnOutageThatAHandlerReports() {
		AtomicBoolean down = new AtomicBoolean(true);
		AtomicInteger attempts = new AtomicInteger();
		this.fixture.with("crm", CREATED, DispatchFixture.settings(4, DispatchFixture.TIMEOUT), (event, delivery) -> {
			attempts.incrementAndGet();
			if (down.get()) {
				throw new DependencyUnavailableException("The database is down", null);
			}
			assertThat(delivery.attempt()).isEqualTo(1);
			this.handled.add(number(event));
		}).start();
		IntStream.range(0, 3).forEach((i) -> this.fixture.inbox.store(CREATED, "same", i));
		DispatchFixture.eventually(
				() -> assertThat(this.fixture.directory.statusOf("crm").orElseThrow().failingSince()).isNotNull());
		assertThat(this.fixture.directory.statusOf("crm").orElseThrow().lastError())
			.isEqualTo(DependencyUnavailableException.class.getName() + ": The database is down");
		IntStream.range(3, 100).forEach((i) -> this.fixture.inbox.store(CREATED, "same", i));
		for (int i = 0; i < 5; i++) {
			int before = attempts.get();
			this.fixture.inbox.advance(Duration.ofSeconds(30));
			DispatchFixture.eventually(() -> assertThat(attempts.get()).isGreaterThan(before));
		}
		assertThat(attempts.get()).isLessThan(20);
		down.set(false);
		Awaiting.whileTimePasses(this.fixture.inbox, () -> assertThat(this.handled).hasSize(100));
		assertThat(List.copyOf(this.handled)).isSorted();
		DispatchFixture.eventually(() -> assertThat(this.fixture.inbox.count("HANDLED")).isEqualTo(100));
	}

	@Test
	void doesNotTakeAPoisonMessageForAnOutage() {
		this.fixture.with("a", CREATED,
				DispatchFixture.settings(4, DispatchFixture.TIMEOUT, Duration.ofMillis(1), Duration.ofMillis(1)),
				(event, delivery) -> {
					if (number(event) % 10 == 0) {
						throw new IllegalStateException("poison");
					}
					this.handled.add(number(event));
				})
			.start();
		IntStream.range(0, 50).forEach((i) -> this.fixture.inbox.store(CREATED, "s" + i, i));
		Awaiting.whileTimePasses(this.fixture.inbox, () -> assertThat(this.fixture.inbox.count("DEAD")).isEqualTo(5));
		DispatchFixture.eventually(() -> assertThat(this.handled).hasSize(45));
	}

	@Test
	void goesOnWithoutAHandlerThatIgnoresItsInterruption() {
		AtomicBoolean free = new AtomicBoolean();
		this.fixture.with("stuck", CREATED, DispatchFixture.settings(1, DispatchFixture.SHORT, Duration.ofDays(1)),
				(event, delivery) -> {
					while (number(event) == 0 && !free.get()) {
						Thread.onSpinWait();
					}
					this.handled.add(number(event));
				})
			.start();
		store(CREATED, "s", 2);
		try {
			DispatchFixture.eventually(() -> assertThat(this.handled).containsExactly(1));
			DispatchFixture.eventually(() -> assertThat(this.fixture.inbox.attempts())
				.contains("stuck 1 RETRYING " + "io.github.socialhook.dispatch.attempt.HandlerTimeoutException"));
		}
		finally {
			free.set(true);
		}
		DispatchFixture.eventually(() -> assertThat(this.handled).containsExactly(1, 0));
		this.fixture.inbox.store(CREATED, "t", 2);
		DispatchFixture.eventually(() -> assertThat(this.handled).containsExactly(1, 0, 2));
	}

	@Test
	void survivesWhateverAHandlerThrows() {
		this.fixture.with("a", CREATED, DispatchFixture.settings(1), (event, delivery) -> {
			switch (number(event)) {
				case 0 -> throw new StackOverflowError();
				case 1 -> throw new NoClassDefFoundError("x");
				case 2 -> throw new SpitefulException();
				case 3 -> throw new RetryLaterException(Duration.ofSeconds(Long.MAX_VALUE));
				default -> this.handled.add(number(event));
			}
		}).start();
		store(CREATED, "s", 5);
		DispatchFixture.eventually(() -> assertThat(this.handled).containsExactly(4));
		DispatchFixture.eventually(() -> assertThat(this.fixture.inbox.attempts()).containsExactlyInAnyOrder(
				"a 1 RETRYING java.lang.StackOverflowError", "a 1 RETRYING java.lang.NoClassDefFoundError",
				"a 1 RETRYING " + SpitefulException.class.getName(),
				"a 1 RETRYING " + RetryLaterException.class.getName()));
	}

	@Test
	void survivesAListenerThatFails() {
		this.fixture.with(new HandlingListener() {
			@Override
			public void attempted(String handler, String event, DeliveryId id, HandlingOutcome outcome,
					Duration elapsed) {
				throw new IllegalStateException("full");
			}
		})
			.with("a", CREATED, DispatchFixture.settings(1), (event, delivery) -> this.handled.add(number(event)))
			.start();
		store(CREATED, "s", 3);
		DispatchFixture.eventually(() -> assertThat(this.fixture.inbox.count("HANDLED")).isEqualTo(3));
	}

	@Test
	void handsBackWhatItHasNotBegunWhenItStops() {
		CountDownLatch begun = new CountDownLatch(1);
		this.fixture.with("a", CREATED, DispatchFixture.settings(1), (event, delivery) -> {
			begun.countDown();
			this.gate.await();
			this.handled.add(number(event));
		}).start(Duration.ofMillis(100));
		store(CREATED, "s", 5);
		DispatchFixture.eventually(() -> assertThat(begun.getCount()).isZero());
		this.fixture.stop();
		assertThat(this.handled).isEmpty();
		this.gate.countDown();
		this.fixture.start();
		DispatchFixture.eventually(() -> assertThat(this.handled).containsExactly(0, 1, 2, 3, 4));
		assertThat(this.fixture.inbox.attempts()).filteredOn((attempt) -> attempt.contains("RETRYING")).isEmpty();
	}

	@Test
	void goesOnWhenItIsStartedAgain() {
		this.fixture
			.with("a", CREATED, DispatchFixture.settings(1), (event, delivery) -> this.handled.add(number(event)))
			.start();
		for (int round = 1; round <= 3; round++) {
			store(CREATED, "s" + round, 5);
			int soFar = 5 * round;
			DispatchFixture.eventually(() -> assertThat(this.handled).hasSize(soFar));
			this.fixture.stop();
			this.fixture.startAgain();
		}
	}

	@Test
	void stopsInTimeThoughAHandlerHeedsNothing() {
		AtomicBoolean free = new AtomicBoolean();
		CountDownLatch begun = new CountDownLatch(1);
		this.fixture.with("stuck", CREATED, DispatchFixture.settings(1), (event, delivery) -> {
			begun.countDown();
			while (!free.get()) {
				Thread.onSpinWait();
			}
		}).start(Duration.ofMillis(100));
		store(CREATED, "s", 1);
		DispatchFixture.eventually(() -> assertThat(begun.getCount()).isZero());
		long before = System.nanoTime();
		this.fixture.stop();
		assertThat(Duration.ofNanos(System.nanoTime() - before))
			.isLessThan(Timeouts.whereSpeedCounts(Duration.ofSeconds(5)));
		free.set(true);
	}

	@Test
	void triesAgainWhatIsForAHandlerThatIsNotHereInCaseAnotherNodeHasIt() {
		this.fixture.with("old", CREATED, DispatchFixture.settings(1), (event, delivery) -> {
			throw new IllegalStateException("not yet");
		}).start();
		store(CREATED, "s", 1);
		DispatchFixture.eventually(() -> assertThat(this.fixture.inbox.attempts()).hasSize(1));
		this.fixture.stop();
		DispatchFixture other = this.fixture.renamed();
		other.with("new", CREATED, DispatchFixture.settings(1), (event, delivery) -> this.handled.add(1)).start();
		this.fixture.inbox.advance(Duration.ofSeconds(7));
		DispatchFixture.eventually(() -> assertThat(this.fixture.inbox.attempts().getLast())
			.isEqualTo("old 2 DEAD " + "io.github.socialhook.dispatch.attempt.UnknownHandlerException"));
		assertThat(List.copyOf(this.handled)).isEmpty();
	}

	@Test
	void keepsAPausedHandlerFromItsWorkAlsoAfterARestart() {
		Queue<Integer> other = new ConcurrentLinkedQueue<>();
		this.fixture
			.with("paused", CREATED, DispatchFixture.settings(4), (event, delivery) -> this.handled.add(number(event)))
			.with("other", CREATED, DispatchFixture.settings(4), (event, delivery) -> other.add(number(event)))
			.start();
		assertThat(this.fixture.directory.pause("paused")).isTrue();
		store(CREATED, "s", 20);
		DispatchFixture.eventually(() -> assertThat(other).hasSize(20));
		this.fixture.stop();
		this.fixture.start();
		IntStream.range(20, 40).forEach((i) -> this.fixture.inbox.store(CREATED, "s", i));
		DispatchFixture.eventually(() -> assertThat(other).hasSize(40));
		assertThat(this.handled).isEmpty();
		assertThat(this.fixture.directory.statusOf("paused").orElseThrow().pausedSince()).isNotNull();
		assertThat(this.fixture.directory.resume("paused")).isTrue();
		DispatchFixture.eventually(() -> assertThat(this.handled).hasSize(40));
		assertThat(List.copyOf(this.handled)).isSorted();
		DispatchFixture.eventually(() -> assertThat(this.fixture.inbox.count("HANDLED")).isEqualTo(40));
		assertThat(this.fixture.directory.statusOf("paused").orElseThrow().pausedSince()).isNull();
		assertThat(this.fixture.directory.pause("nobody")).isFalse();
		assertThat(this.fixture.directory.statusOf("nobody")).isEmpty();
	}

	@Test
	void saysThatAHandlerFailsAndLetsSomebodyResumeIt() {
		AtomicBoolean down = new AtomicBoolean(true);
		Queue<Boolean> holds = new ConcurrentLinkedQueue<>();
		this.fixture.with(new HandlingListener() {
			@Override
			public void held(String handler, HoldReason reason, boolean held) {
				if (reason == HoldReason.FAILING) {
					holds.add(held);
				}
			}
		}).with("crm", CREATED, DispatchFixture.settings(4), (event, delivery) -> {
			if (down.get()) {
				throw new IllegalStateException("down");
			}
			this.handled.add(number(event));
		}).start();
		IntStream.range(0, 30).forEach((i) -> this.fixture.inbox.store(CREATED, "s" + i, i));
		DispatchFixture.eventually(
				() -> assertThat(this.fixture.directory.statusOf("crm").orElseThrow().failingSince()).isNotNull());
		assertThat(List.copyOf(holds)).containsExactly(false, true);
		assertThat(this.fixture.directory.statusOf("crm").orElseThrow().lastError())
			.isEqualTo("java.lang.IllegalStateException: down");
		down.set(false);
		this.fixture.directory.resume("crm");
		assertThat(this.fixture.directory.statusOf("crm").orElseThrow().failingSince()).isNull();
		assertThat(this.fixture.directory.statusOf("crm").orElseThrow().nextProbeAt()).isNull();
		assertThat(this.fixture.directory.statusOf("crm").orElseThrow().lastError()).isNull();
		assertThat(List.copyOf(holds)).containsExactly(false, true, false);
		Awaiting.whileTimePasses(this.fixture.inbox, () -> assertThat(this.handled).hasSize(30));
	}

	/** Throws when it is asked what happened. */
	private static final class SpitefulException extends RuntimeException {

		private static final long serialVersionUID = 1L;

		@Override
		public String getMessage() {
			throw new IllegalStateException("none of your business");
		}

	}

}
