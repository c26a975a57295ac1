package io.github.socialhook.dispatch.attempt;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import io.github.socialhook.handler.RejectDeliveryException;
import io.github.socialhook.handler.RetryLaterException;
import io.github.socialhook.handler.RetryPolicy;
import io.github.socialhook.inbox.Outcome;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RetryScheduleTests {

	private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

	private final RetrySchedule schedule = new RetrySchedule(
			RetryPolicy.of(List.of(Duration.ofSeconds(10), Duration.ofMinutes(10))), new Random());

	private Duration wait(int number, Throwable thrown) {
		Outcome outcome = this.schedule.after(number, thrown, NOW);
		assertThat(outcome).isInstanceOf(Outcome.Retry.class);
		return Duration.between(NOW, ((Outcome.Retry) outcome).dueAt());
	}

	@RepeatedTest(20)
	void waitsAsLongAsTheScheduleSaysGiveOrTakeAFifth() {
		assertThat(wait(1, new IllegalStateException())).isBetween(Duration.ofSeconds(8), Duration.ofSeconds(12));
		assertThat(wait(2, new IllegalStateException())).isBetween(Duration.ofMinutes(8), Duration.ofMinutes(12));
	}

	@Test
	void givesUpAfterTheLast() {
		assertThat(this.schedule.after(3, new IllegalStateException(), NOW)).isInstanceOf(Outcome.Dead.class);
		assertThat(this.schedule.after(3, new RetryLaterException(Duration.ofSeconds(1)), NOW))
			.isInstanceOf(Outcome.Dead.class);
	}

	@Test
	void givesUpAtOnceWhatIsRejected() {
		assertThat(this.schedule.after(1, new RejectDeliveryException("no"), NOW)).isInstanceOf(Outcome.Dead.class);
	}

	@Test
	void waitsAsLongAsTheHandlerAsks() {
		assertThat(wait(1, new RetryLaterException(Duration.ofSeconds(77)))).isEqualTo(Duration.ofSeconds(77));
	}

	@Test
	void boundsWhatNoCalendarHolds() {
		assertThat(wait(1, new RetryLaterException(Duration.ofSeconds(Long.MAX_VALUE))))
			.isEqualTo(Duration.ofDays(365));
	}

	@Test
	void doesAsAPolicySays() {
		RetrySchedule own = new RetrySchedule((attempt, failure) -> (failure instanceof IllegalStateException)
				? Optional.of(Duration.ofSeconds(-1)) : Optional.empty(), new Random());
		assertThat(own.after(1000, new IllegalStateException(), NOW)).isInstanceOfSatisfying(Outcome.Retry.class,
				(retry) -> assertThat(retry.dueAt()).isEqualTo(NOW));
		assertThat(own.after(1, new IllegalArgumentException(), NOW)).isInstanceOf(Outcome.Dead.class);
		assertThat(own.after(1, new RejectDeliveryException("no"), NOW)).isInstanceOf(Outcome.Dead.class);
	}

	@Test
	void givesNothingUpWhereAPolicyFails() {
		RetrySchedule own = new RetrySchedule((attempt, failure) -> {
			throw new IllegalStateException("This is what the test wants");
		}, new Random());
		assertThat(own.after(1, new IllegalStateException(), NOW)).isInstanceOf(Outcome.Retry.class);
	}

}
