package io.github.socialhook.dispatch;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

import io.github.socialhook.RunsBesideOthers;
import io.github.socialhook.UnloggableError;
import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.delivery.HandlingListener;
import io.github.socialhook.delivery.HandlingOutcome;
import io.github.socialhook.inbox.Pauses;
import io.github.socialhook.inbox.WorkQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever is thrown on a thread of the dispatcher, handling goes on. */
@Timeout(300)
@RunsBesideOthers
class DispatcherFaultTests {

	private static final String CREATED = "channel.didCreate";

	private final Faults faults = new Faults();

	private final Queue<Integer> handled = new ConcurrentLinkedQueue<>();

	private final CountDownLatch end = new CountDownLatch(1);

	@TempDir
	Path folder;

	private DispatchFixture fixture;

	@BeforeEach
	void open() {
		this.fixture = new DispatchFixture(this.folder);
	}

	@AfterEach
	void close() {
		this.end.countDown();
		this.fixture.close();
	}

	private void handle(JsonNode event) {
		this.handled.add(event.path("data").path("number").asInt());
	}

	private void startOneAtATime() {
		this.fixture.with("a", CREATED, DispatchFixture.settings(1), (event, delivery) -> handle(event)).start();
	}

	@Test
	void claimsOnAfterAFaultThatCannotEvenBeLogged() {
		this.faults.add(new UnloggableError(), new InternalError("mapped file is gone"));
		this.fixture.withQueue((queue) -> this.faults.in(WorkQueue.class, queue, "take"));
		startOneAtATime();
		this.fixture.inbox.store(CREATED, "s", 1);
		DispatchFixture.eventually(() -> assertThat(this.handled).containsExactly(1));
	}

	@Test
	void routesOnAfterAFault() {
		this.fixture.withClock((clock) -> this.faults.in(InstantSource.class, clock, "instant"));
		startOneAtATime();
		this.fixture.directory.pause("a");
		this.faults.add(new UnloggableError());
		this.fixture.inbox.store(CREATED, "s", 1);
		DispatchFixture.eventually(() -> assertThat(this.faults.isEmpty()).isTrue());
		this.fixture.inbox.store(CREATED, "t", 2);
		this.fixture.directory.resume("a");
		Awaiting.whileTimePasses(this.fixture.inbox, () -> assertThat(this.handled).containsExactlyInAnyOrder(1, 2));
	}

	@Test
	void losesNoPlaceForAttemptsToAFaultThatFollowsOne() {
		this.fixture.with(new HandlingListener() {
			@Override
			public void attempted(String handler, String event, DeliveryId id, HandlingOutcome outcome,
					Duration elapsed) {
				DispatcherFaultTests.this.faults.happen();
			}
		});
		startOneAtATime();
		this.faults.add(new UnloggableError());
		this.fixture.inbox.store(CREATED, "s", 1);
		this.fixture.inbox.store(CREATED, "s", 2);
		Awaiting.whileTimePasses(this.fixture.inbox,
				() -> assertThat(this.fixture.inbox.count("HANDLED")).isEqualTo(2));
	}

	@Test
	void losesNoPlaceForAttemptsToAFaultThatPrecedesOne() {
		this.fixture.withClock((clock) -> this.faults.in(InstantSource.class, clock, "instant"));
		this.fixture.with("a", CREATED, DispatchFixture.settings(1), (event, delivery) -> {
			if (event.path("data").path("number").asInt() == 0) {
				// The next to look at the clock is the next attempt.
				this.faults.add(new UnloggableError());
			}
			handle(event);
		}).start();
		for (int i = 0; i < 4; i++) {
			this.fixture.inbox.store(CREATED, "s", i);
		}
		Awaiting.whileTimePasses(this.fixture.inbox, () -> assertThat(this.handled).contains(0, 1, 2, 3));
		assertThat(this.faults.isEmpty()).isTrue();
	}

	@Test
	void goesOnAfterAFaultOnTheWayToTheStore() {
		this.fixture.with(new HandlingListener() {
			@Override
			public void settled(DeliveryId id, Delivery delivery, DeliveryState state) {
				DispatcherFaultTests.this.faults.happen();
			}
		});
		startOneAtATime();
		this.faults.add(new UnloggableError());
		this.fixture.inbox.store(CREATED, "s", 1);
		this.fixture.inbox.store(CREATED, "s", 2);
		DispatchFixture.eventually(() -> assertThat(this.fixture.inbox.count("HANDLED")).isEqualTo(2));
	}

	@Test
	void goesOnWithoutAStuckHandlerThatCannotBeReported() {
		this.fixture.with(new HandlingListener() {
			@Override
			public void lost(String handler, int threads) {
				DispatcherFaultTests.this.faults.happen();
			}
		});
		this.fixture.with("a", CREATED, DispatchFixture.settings(1, DispatchFixture.SHORT, Duration.ofDays(1)),
				(event, delivery) -> {
					while (event.path("data").path("number").asInt() == 0 && this.end.getCount() > 0) {
						Thread.onSpinWait();
					}
					handle(event);
				})
			.start();
		this.faults.add(new UnloggableError());
		this.fixture.inbox.store(CREATED, "s", 0);
		this.fixture.inbox.store(CREATED, "t", 1);
		DispatchFixture.eventually(() -> assertThat(this.handled).contains(1));
	}

	@Test
	void heedsPausesOfOtherNodesAfterAFault() {
		this.fixture.withPauses((pauses) -> this.faults.in(Pauses.class, pauses, "all"));
		startOneAtATime();
		this.faults.add(new UnloggableError());
		DispatchFixture.eventually(() -> assertThat(this.faults.isEmpty()).isTrue());
		this.fixture.inbox.pauses().pause("a");
		DispatchFixture
			.eventually(() -> assertThat(this.fixture.directory.statusOf("a").orElseThrow().pausedSince()).isNotNull());
	}

}
