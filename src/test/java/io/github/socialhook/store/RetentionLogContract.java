package io.github.socialhook.store;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;

import io.github.socialhook.Timeouts;
import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.inbox.Claim;
import io.github.socialhook.inbox.UpkeepListener;
import io.github.socialhook.store.upkeep.Retention;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** What retention logs, over every store. */
@ExtendWith(OutputCaptureExtension.class)
abstract class RetentionLogContract extends LedgerFixture {

	@Test
	void deletesNothingWhenTheClockIsAMonthAheadAtTheStart(CapturedOutput output) throws Exception {
		DeliveryId handled = storeHandled("handled");
		this.clock.advance(Duration.ofDays(30));
		sweepAll(retention());
		sweepAll(retention());
		this.clock.advance(Duration.ofHours(23));
		sweepAll(retention());
		assertThat(kept()).containsExactly(handled);
		assertThat(this.failed).containsOnly(UpkeepListener.Task.RETENTION).hasSize(3);
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
	void saysNothingOfAClockThatRunsAsItShould(CapturedOutput output) throws Exception {
		storeHandled("handled");
		pass(retention(), 5);
		assertThat(written(output)).doesNotContain("The clock is", "Old deliveries are deleted again");
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
		Awaitility.await().untilAsserted(() -> assertThat(this.failed).containsExactly(UpkeepListener.Task.RETENTION));
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
		Awaitility.await().until(() -> StoreThreads.isWaiting("socialhook-retention"));
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

}
