package io.github.socialhook.console.operation;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
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

class StatisticsTests {

	private final AtomicReference<Instant> time = new AtomicReference<>(Instant.EPOCH);

	private final Ledger ledger = mock(Ledger.class);

	private final Statistics statistics = new Statistics(this.ledger, mock(Inbox.class), this.time::get, Duration.ZERO);

	@Test
	void showsEarlierFiguresAndTheirTimeWhileCountingTakesLong() {
		CountDownLatch slow = new CountDownLatch(1);
		given(this.ledger.backlog()).willReturn(Backlog.EMPTY);
		given(this.ledger.states()).willReturn(Map.of(DeliveryState.DEAD, 1L)).willAnswer((call) -> {
			slow.await();
			return Map.of(DeliveryState.DEAD, 2L);
		});
		assertThat(this.statistics.current().states()).containsEntry(DeliveryState.DEAD, 1L);
		this.time.set(Instant.EPOCH.plusSeconds(5));
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
	void saysThatTheStoreIsUnavailable() {
		given(this.ledger.states()).willThrow(new StoreUnavailableException("It is away", new IllegalStateException()));
		assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(this.statistics::current);
	}

}
