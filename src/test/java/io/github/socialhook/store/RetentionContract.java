package io.github.socialhook.store;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.socialhook.Timeouts;
import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.inbox.Claim;
import io.github.socialhook.inbox.DeliveryFilter;
import io.github.socialhook.inbox.DeliverySummary;
import io.github.socialhook.inbox.Failure;
import io.github.socialhook.inbox.Receipt;
import io.github.socialhook.inbox.Settlement;
import io.github.socialhook.inbox.UpkeepTask;
import io.github.socialhook.store.queue.RowNumber;
import io.github.socialhook.store.upkeep.Retention;
import io.github.socialhook.store.upkeep.RetentionProperties;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** How every store forgets what is old. */
@ExtendWith(OutputCaptureExtension.class)
abstract class RetentionContract extends ReplayJobsContract {

	private final Queue<UpkeepTask> failed = new ConcurrentLinkedQueue<>();

	private Retention retention(Duration handled, Duration dead, Duration dedupeWindow) {
		return new Retention(this.inbox.writer, this.inbox.store,
				new RetentionProperties(handled, dead).atLeast(dedupeWindow), this.clock, this.failed::add);
	}

	Retention retention() {
		return retention(Duration.ofDays(7), Duration.ofDays(30), Duration.ofMinutes(10));
	}

	private void sweepAll(Retention retention) throws Exception {
		while (retention.sweep()) {
			assertThat(this.inbox.inbox.isWritable()).isTrue();
		}
	}

	/** Lets days pass as they do, with looks in between. */
	void pass(Retention retention, int days) throws Exception {
		for (int i = 0; i < days; i++) {
			sweepAll(retention);
			this.clock.advance(Duration.ofDays(1));
		}
		sweepAll(retention);
	}

	private DeliveryId storeHandled(String body) throws Exception {
		this.inbox.dispatching().store(body);
		Claim claim = this.inbox.take(1).getFirst();
		this.inbox.settle(claim, this.inbox.handled(claim, "a"));
		return claim.id();
	}

	@Test
	void deletesNothingWhenTheClockIsAMonthAheadAtTheStart(CapturedOutput output) throws Exception {
		DeliveryId handled = storeHandled("handled");
		this.clock.advance(Duration.ofDays(30));
		sweepAll(retention());
		sweepAll(retention());
		this.clock.advance(Duration.ofHours(23));
		sweepAll(retention());
		assertThat(kept()).containsExactly(handled);
		assertThat(this.failed).containsOnly(UpkeepTask.RETENTION).hasSize(3);
		assertThat(written(output)).containsOnlyOnce("The clock is 30 days ahead of the last check for old deliveries");
		// Put right: it is as if nothing had been.
		this.clock.advance(Duration.ofDays(-30).minusHours(22));
		sweepAll(retention());
		assertThat(kept()).containsExactly(handled);
		pass(retention(), 8);
		assertThat(kept()).isEmpty();
	}

	@Test
	void deletesAgainOnceAClockHasRunForADayAfterALongStep(CapturedOutput output) throws Exception {
		DeliveryId handled = storeHandled("handled");
		Retention retention = retention();
		sweepAll(retention);
		this.clock.advance(Duration.ofDays(30));
		sweepAll(retention);
		this.clock.advance(Duration.ofHours(12));
		sweepAll(retention);
		assertThat(kept()).containsExactly(handled);
		this.clock.advance(Duration.ofHours(12));
		sweepAll(retention);
		assertThat(kept()).isEmpty();
		assertThat(written(output)).containsOnlyOnce("Nothing is deleted before it has run for another day")
			.containsOnlyOnce("Old deliveries are deleted again");
	}

	@Test
	void beginsAnewWhenAClockThatHasToProveItselfStepsAgain() throws Exception {
		DeliveryId handled = storeHandled("handled");
		Retention retention = retention();
		sweepAll(retention);
		for (int i = 0; i < 3; i++) {
			this.clock.advance(Duration.ofDays(3));
			sweepAll(retention);
		}
		assertThat(kept()).containsExactly(handled);
	}

	@Test
	void knowsHowManyThereAreWhateverWasDeleted() throws Exception {
		for (int i = 0; i < 10; i++) {
			storeHandled("handled " + i);
		}
		insertMany(2 * Retention.BATCH);
		assertThat(counted()).isEqualTo(stored()).isEqualTo(10 + 2 * Retention.BATCH);
		Retention retention = retention();
		pass(retention, 6);
		this.inbox.store("late");
		assertThat(counted()).isEqualTo(stored()).isEqualTo(11 + 2 * Retention.BATCH);
		pass(retention, 2);
		this.inbox.store("later");
		assertThat(counted()).isEqualTo(stored()).isEqualTo(2);
		this.inbox.kill();
		this.inbox = reopen();
		this.inbox.store("latest");
		assertThat(counted()).isEqualTo(stored()).isEqualTo(3);
	}

	@Test
	void countsNoneTwiceThatIsGoneAlready() throws Exception {
		storeHandled("one");
		DeliveryId two = storeHandled("two");
		Map<Long, DeliveryState> expired = Map.of(RowNumber.of(two), DeliveryState.HANDLED);
		retention().delete(expired);
		retention().delete(expired);
		assertThat(counted()).isEqualTo(stored()).isEqualTo(1);
	}

	private long counted() {
		return this.inbox.ledger.states().values().stream().mapToLong(Long::longValue).sum();
	}

	private long stored() {
		return this.inbox.sql().sql("SELECT count(*) FROM socialhook_delivery").query(Long.class).single();
	}

	@Test
	void saysWhenNothingCanBeDeleted(CapturedOutput output) throws Exception {
		this.inbox.dispatching().store("old");
		Claim claim = this.inbox.take(1).getFirst();
		this.inbox.settle(claim, this.inbox.handled(claim, "a"));
		this.clock.advance(Duration.ofDays(8));
		this.inbox.writer.close();
		Retention retention = retention();
		retention.start();
		Awaitility.await().untilAsserted(() -> assertThat(this.failed).containsExactly(UpkeepTask.RETENTION));
		retention.stop();
		assertThat(output).containsOnlyOnce("Deleting old deliveries failed and is retried: ");
		assertThat(kept()).containsExactly(claim.id());
	}

	@Test
	void isStoppedWithoutAWordWhileItDeletes(CapturedOutput output) throws Exception {
		CountDownLatch waiting = new CountDownLatch(1);
		Semaphore over = new Semaphore(0);
		Thread other = Thread.ofPlatform().start(() -> this.inbox.writer.execute(Timeouts.GENEROUS, (connection) -> {
			waiting.countDown();
			over.acquireUninterruptibly();
			return 0;
		}));
		waiting.await();
		Retention retention = retention();
		retention.start();
		Awaitility.await()
			.until(() -> Thread.getAllStackTraces()
				.entrySet()
				.stream()
				.anyMatch((each) -> each.getKey().getName().equals("socialhook-retention") && Stream.of(each.getValue())
					.anyMatch((frame) -> frame.getMethodName().equals("awaitCommit"))));
		retention.stop();
		over.release();
		other.join();
		assertThat(this.failed).isEmpty();
		assertThat(output).doesNotContain("Interrupted while waiting for the store");
	}

	/** What the writer of this store has logged: those of cached contexts go on. */
	private static String written(CapturedOutput output) {
		return output.getAll()
			.lines()
			.filter((line) -> line.contains(" writer] "))
			.collect(Collectors.joining(System.lineSeparator()));
	}

	private List<DeliveryId> kept() {
		return this.inbox.ledger.search(DeliveryFilter.ALL, null, 500)
			.entries()
			.stream()
			.map(DeliverySummary::id)
			.toList()
			.reversed();
	}

	@Test
	void forgetsEachStateAfterItsTime() throws Exception {
		this.inbox.dispatching();
		IntStream.range(0, 5).forEach((i) -> this.inbox.store("body " + i));
		List<Claim> claims = this.inbox.take(5);
		DeliveryId handled = claims.get(0).id();
		this.inbox.settle(claims.get(0), this.inbox.handled(claims.get(0), "a"));
		DeliveryId unhandled = claims.get(1).id();
		this.inbox.settle(new Settlement.Unhandled(claims.get(1)));
		DeliveryId dead = claims.get(2).id();
		this.inbox.settle(claims.get(2), this.inbox.dead(claims.get(2), "a"));
		DeliveryId unreadable = claims.get(3).id();
		this.inbox.settle(new Settlement.Unreadable(claims.get(3), new Failure("x", "y", "z")));
		DeliveryId retrying = claims.get(4).id();
		this.inbox.settle(claims.get(4), this.inbox.retryAfter(claims.get(4), "a", Duration.ofDays(99)));
		DeliveryId pending = this.inbox.store("pending");
		Retention retention = retention();
		pass(retention, 7);
		assertThat(kept()).containsExactly(handled, unhandled, dead, unreadable, retrying, pending);
		this.clock.advance(Duration.ofSeconds(1));
		sweepAll(retention);
		assertThat(kept()).containsExactly(dead, unreadable, retrying, pending);
		pass(retention, 23);
		assertThat(kept()).containsExactly(retrying, pending);
		assertThat(this.inbox.sql().sql("SELECT DISTINCT delivery_id FROM socialhook_attempt").query(Long.class).list())
			.containsExactly(RowNumber.of(retrying));
		assertThat(this.inbox.sql().sql("SELECT delivery_id FROM socialhook_task").query(Long.class).list())
			.containsExactly(RowNumber.of(retrying));
	}

	@Test
	void countsFromWhenItWasHandled() throws Exception {
		this.inbox.dispatching().store("late");
		Claim claim = this.inbox.take(1).getFirst();
		this.clock.advance(Duration.ofSeconds(60));
		this.inbox.settle(claim, this.inbox.handled(claim, "a"));
		Retention retention = retention(Duration.ofMinutes(30), Duration.ofMinutes(30), Duration.ZERO);
		this.clock.advance(Duration.ofMinutes(30));
		sweepAll(retention);
		assertThat(kept()).hasSize(1);
		this.clock.advance(Duration.ofMillis(1));
		sweepAll(retention);
		assertThat(kept()).isEmpty();
	}

	@Test
	void deletesManyInSmallBatches() throws Exception {
		DeliveryId pending = this.inbox.store("model");
		insertMany(3 * Retention.BATCH);
		Retention retention = retention();
		pass(retention, 7);
		this.clock.advance(Duration.ofDays(1));
		assertThat(retention.sweep()).isTrue();
		assertThat(this.inbox.ledger.count(DeliveryFilter.ALL)).isEqualTo(2 * Retention.BATCH + 2);
		sweepAll(retention);
		assertThat(kept()).containsExactly(pending);
	}

	@Test
	void remembersWhatItMustNotAcceptTwice() throws Exception {
		this.inbox.dispatching();
		DeliveryId id = this.inbox.store("same");
		Claim claim = this.inbox.take(1).getFirst();
		this.inbox.settle(claim, this.inbox.handled(claim, "a"));
		this.clock.advance(Duration.ofMinutes(5));
		sweepAll(retention(Duration.ZERO, Duration.ZERO, Duration.ofMinutes(10)));
		assertThat(this.inbox.inbox.put(this.inbox.delivery("same"))).isEqualTo(new Receipt.Duplicate(id));
	}

	@Test
	void leavesAloneWhatIsReplayedAtTheSameMoment() throws Exception {
		this.inbox.dispatching().store("one");
		Claim claim = this.inbox.take(1).getFirst();
		this.inbox.settle(claim, this.inbox.handled(claim, "a"));
		this.inbox.replayer.replay(claim.id(), null);
		retention().delete(Map.of(RowNumber.of(claim.id()), DeliveryState.HANDLED));
		assertThat(kept()).containsExactly(claim.id());
	}

	@Test
	void goesPastWhatWasReceivedAtATimeToCome() throws Exception {
		this.clock.advance(Duration.ofDays(365));
		this.inbox.store("model");
		insertMany(2 * Retention.BATCH);
		this.clock.advance(Duration.ofDays(-365));
		this.inbox.dispatching();
		DeliveryId old = this.inbox.store("old");
		this.inbox.take(2).forEach((claim) -> this.inbox.settle(claim, this.inbox.handled(claim, "a")));
		pass(retention(), 8);
		assertThat(this.inbox.ledger.details(old)).isEmpty();
	}

}
