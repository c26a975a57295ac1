package io.github.socialhook.store.spill;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** How the time for one delivery is divided. */
class AcceptBudgetTests {

	private static final Duration WHOLE = Duration.ofSeconds(1);

	private static final Duration HALF = WHOLE.dividedBy(2);

	@Test
	void whatWasWaitedForBeforeIsTakenFromTheFirstHalf() {
		AcceptBudget budget = new AcceptBudget(0, WHOLE);
		assertThat(budget.left(HALF, millis(100))).isEqualTo(Duration.ofMillis(400));
		assertThat(budget.left(WHOLE, millis(500))).isEqualTo(HALF);
	}

	@Test
	void secondPlaceGetsWhatTheFirstDidNotNeed() {
		assertThat(new AcceptBudget(0, WHOLE).left(WHOLE, millis(20))).isEqualTo(Duration.ofMillis(980));
	}

	@Test
	void nothingIsLeftAfterTheEnd() {
		assertThat(new AcceptBudget(0, WHOLE).left(WHOLE, millis(1001))).isZero();
	}

	@Test
	void timersMayOverflow() {
		AcceptBudget budget = new AcceptBudget(Long.MAX_VALUE - 10, WHOLE);
		assertThat(budget.left(WHOLE, Long.MAX_VALUE - 10 + millis(300))).isEqualTo(Duration.ofMillis(700));
	}

	@Test
	void waitsForAtMostAQuarter() {
		assertThat(new AcceptBudget(0, WHOLE).atMostAQuarter(Duration.ofSeconds(5))).isEqualTo(Duration.ofMillis(250));
		assertThat(new AcceptBudget(0, WHOLE).atMostAQuarter(Duration.ofMillis(50))).isEqualTo(Duration.ofMillis(50));
	}

	private static long millis(long millis) {
		return Duration.ofMillis(millis).toNanos();
	}

}
