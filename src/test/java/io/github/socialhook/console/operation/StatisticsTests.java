package io.github.socialhook.console.operation;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import io.github.socialhook.Timeouts;
import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.inbox.Backlog;
import io.github.socialhook.inbox.Inbox;
import io.github.socialhook.inbox.Ledger;
import io.github.socialhook.inbox.StoreUnavailableException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.timeout;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

class StatisticsTests {

	private final AtomicReference<Instant> time = new AtomicReference<>(Instant.EPOCH);

	private final Ledger ledger = mock(Ledger.class);

	private final AtomicLong nanos = new AtomicLong();

	private final Inbox inbox = mock(Inbox.class);

	private final Statistics statistics = new Statistics(this.ledger, this.inbox, this.time::get, this.nanos::get);

	@Test
	void showsEarlierFiguresAndTheirTimeWhileCountingTakesLong() {
		CountDownLatch slow = new CountDownLatch(1);
		given(this.ledger.backlog()).willReturn(Backlog.EMPTY);
		given(this.ledger.states()).willReturn(Map.of(DeliveryState.DEAD, 1L)).willAnswer((call) -> {
			slow.await();
			return Map.of(DeliveryState.DEAD, 2L);
		});
		assertThat(this.statistics.current().states()).containsEntry(DeliveryState.DEAD, 1L);
		pass(Duration.ofSeconds(5));
		Statistics.Figures earlier = this.statistics.current();
		assertThat(earlier.states()).containsEntry(DeliveryState.DEAD, 1L);
		assertThat(earlier.countedAt()).isEqualTo(Instant.EPOCH);
		slow.countDown();
		Awaitility.await().atMost(Timeouts.GENEROUS).untilAsserted(() -> {
			Statistics.Figures figures = this.statistics.current();
			assertThat(figures.states()).containsEntry(DeliveryState.DEAD, 2L);
			assertThat(figures.countedAt()).isEqualTo(Instant.EPOCH.plusSeconds(5));
		});
	}

	@Test
	void showsWhatIsInTheSpillNow() {
		given(this.ledger.backlog()).willReturn(Backlog.EMPTY);
		assertThat(this.statistics.current().spilled()).isZero();
		given(this.inbox.spilled()).willReturn(20L);
		assertThat(this.statistics.current().spilled()).isEqualTo(20);
	}

	@Test
	void doesNotWaitWhereCountingIsKnownToTakeLong() {
		given(this.ledger.backlog()).willReturn(Backlog.EMPTY);
		given(this.ledger.states()).willAnswer((call) -> {
			pass(Duration.ofMillis(200));
			return Map.of();
		});
		assertThat(this.statistics.current().countedAt()).isEqualTo(Instant.EPOCH);
		pass(Duration.ofSeconds(5));
		assertThat(this.statistics.current().countedAt()).isEqualTo(Instant.EPOCH);
		Awaitility.await()
			.atMost(Timeouts.GENEROUS)
			.untilAsserted(() -> assertThat(this.statistics.current().countedAt()).isAfter(Instant.EPOCH));
	}

	@Test
	void countsAtMostOneHundredthOfTheTime() {
		given(this.ledger.backlog()).willReturn(Backlog.EMPTY);
		given(this.ledger.states()).willAnswer((call) -> {
			pass(Duration.ofMillis(50));
			return Map.of();
		});
		this.statistics.current();
		// The first time is not usual.
		pass(Duration.ofSeconds(2));
		this.statistics.current();
		verify(this.ledger, times(2)).states();
		pass(Duration.ofMillis(4900));
		this.statistics.current();
		verify(this.ledger, times(2)).states();
		pass(Duration.ofMillis(50));
		this.statistics.current();
		verify(this.ledger, times(3)).states();
	}

	@Test
	void countsEveryTwentySecondsHoweverLongThatTakes() {
		given(this.ledger.backlog()).willReturn(Backlog.EMPTY);
		given(this.ledger.states()).willAnswer((call) -> {
			pass(Duration.ofSeconds(1));
			return Map.of();
		});
		for (int i = 1; i <= 3; i++) {
			this.statistics.current();
			verify(this.ledger, timeout(Timeouts.GENEROUS.toMillis()).times(i)).states();
			Awaitility.await()
				.atMost(Timeouts.GENEROUS)
				.until(() -> !this.statistics.current().countedAt().isBefore(this.time.get().minusSeconds(1)));
			pass(Duration.ofSeconds(19));
		}
	}

	private void pass(Duration some) {
		this.time.updateAndGet((now) -> now.plus(some));
		this.nanos.addAndGet(some.toNanos());
	}

	@Test
	void saysThatTheStoreIsUnavailable() {
		given(this.ledger.states()).willThrow(new StoreUnavailableException("It is away", new IllegalStateException()));
		assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(this.statistics::current);
	}

}
