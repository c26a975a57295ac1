package io.github.socialhook.dispatch.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.github.socialhook.delivery.DeliveryId;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CircuitBreakerTests {

	private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

	private final CircuitBreaker breaker = new CircuitBreaker();

	private void fail(int... ids) {
		for (int id : ids) {
			this.breaker.failed(new DeliveryId(String.valueOf(id)), NOW);
		}
	}

	private void succeed(int times) {
		for (int i = 0; i < times; i++) {
			this.breaker.succeeded(new DeliveryId(String.valueOf(1000 + i)));
		}
	}

	private void open() {
		fail(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
		assertThat(this.breaker.openSince()).isEqualTo(NOW);
	}

	@Test
	void opensWhenTenDifferentDeliveriesFailInARow() {
		fail(1, 2, 3, 4, 5, 6, 7, 8, 9);
		assertThat(this.breaker.isOpen()).isFalse();
		fail(10);
		assertThat(this.breaker.isOpen()).isTrue();
	}

	@Test
	void neverOpensForTheSameFewDeliveries() {
		for (int i = 0; i < 100; i++) {
			fail(1 + i % 9);
		}
		assertThat(this.breaker.isOpen()).isFalse();
	}

	@Test
	void staysClosedWhileOneInFourSucceeds() {
		for (int i = 1; i < 100; i += 3) {
			fail(i, i + 1, i + 2);
			succeed(1);
		}
		assertThat(this.breaker.isOpen()).isFalse();
	}

	@Test
	void countsTheAttemptThatOpensItAndNoneAfterwards() {
		fail(1, 2, 3, 4, 5, 6, 7, 8, 9);
		assertThat(this.breaker.failed(new DeliveryId("10"), NOW)).isEqualTo(new FailureDecision.Count());
		assertThat(this.breaker.failed(new DeliveryId("11"), NOW)).isInstanceOfSatisfying(
				FailureDecision.Postpone.class, (postpone) -> assertThat(postpone.delay()).isPositive());
	}

	@Test
	void letsOneProbeThroughAtATimeAndWaitsLongerAfterEach() {
		open();
		Instant now = NOW;
		Duration before = Duration.ZERO;
		for (int i = 0; i < 10; i++) {
			Duration wait = Duration.ZERO;
			while (!this.breaker.mayProbe(now.plus(wait))) {
				wait = wait.plusMillis(500);
			}
			assertThat(wait).isGreaterThanOrEqualTo(before).isLessThanOrEqualTo(Duration.ofSeconds(30));
			before = wait;
			now = now.plus(wait);
			this.breaker.probeStarted(new DeliveryId("50"), now);
			assertThat(this.breaker.mayProbe(now.plusSeconds(3600))).isFalse();
			assertThat(this.breaker.failed(new DeliveryId("50"), now)).isInstanceOfSatisfying(
					FailureDecision.Postpone.class, (postpone) -> assertThat(postpone.delay()).isPositive());
		}
		assertThat(before).isEqualTo(Duration.ofSeconds(30));
	}

	@Test
	void closesWhenTheProbeSucceedsAndNotBefore() {
		open();
		this.breaker.probeStarted(new DeliveryId("50"), NOW);
		this.breaker.succeeded(new DeliveryId("51"));
		assertThat(this.breaker.isOpen()).isTrue();
		this.breaker.succeeded(new DeliveryId("50"));
		assertThat(this.breaker.isOpen()).isFalse();
	}

	@Test
	void probesAgainAtOnceAfterAProbeWithoutResult() {
		open();
		this.breaker.probeStarted(new DeliveryId("50"), NOW);
		this.breaker.ignore(new DeliveryId("50"));
		assertThat(this.breaker.mayProbe(NOW)).isTrue();
	}

	@Test
	void opensAtOnceForAnOutageAndCountsNoAttempt() {
		Instant now = NOW;
		assertThat(this.breaker.unavailable(new DeliveryId("1"), now))
			.isEqualTo(new FailureDecision.Postpone(Duration.ZERO));
		assertThat(this.breaker.openSince()).isEqualTo(NOW);
		assertThat(this.breaker.mayProbe(now)).isFalse();
		for (int seconds : List.of(1, 2, 4, 8, 16, 30, 30)) {
			now = now.plusSeconds(seconds);
			assertThat(this.breaker.mayProbe(now.minusMillis(1))).isFalse();
			assertThat(this.breaker.mayProbe(now)).isTrue();
			this.breaker.probeStarted(new DeliveryId("1"), now);
			assertThat(this.breaker.unavailable(new DeliveryId("1"), now))
				.isEqualTo(new FailureDecision.Postpone(Duration.ZERO));
		}
		this.breaker.probeStarted(new DeliveryId("1"), now);
		this.breaker.succeeded(new DeliveryId("1"));
		assertThat(this.breaker.isOpen()).isFalse();
	}

	@Test
	void doesNotStallWhenTheClockIsSetBack() {
		open();
		assertThat(this.breaker.mayProbe(NOW.minusSeconds(86400))).isTrue();
	}

}
