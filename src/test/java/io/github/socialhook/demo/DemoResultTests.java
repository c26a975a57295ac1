package io.github.socialhook.demo;

import java.util.List;

import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.delivery.HandlingOutcome;
import io.github.socialhook.delivery.RequestOutcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class DemoResultTests {

	@Test
	void namesEachHandlerOnceWithTheAttemptsItTook() {
		assertThat(stored(DeliveryState.HANDLED, attempt("b"), attempt("a"), attempt("a")))
			.hasToString("HANDLED by a in attempt 2, b");
	}

	@ParameterizedTest
	@EnumSource(names = "STORED", mode = EnumSource.Mode.EXCLUDE)
	void namesTheOutcomeOfWhatIsNotStored(RequestOutcome outcome) {
		assertThat(new DemoResult(outcome, null, List.of()).toString()).startsWith(outcome + ": ");
	}

	@ParameterizedTest
	@EnumSource
	void namesTheStateOfWhatIsStored(DeliveryState state) {
		assertThat(stored(state, attempt("a")).toString()).startsWith(state.name());
	}

	@Test
	void saysWhenNothingHappenedInTime() {
		assertThat(new DemoResult(RequestOutcome.STORED, null, List.of())).hasToString("STORED, not settled in time");
		assertThat(new DemoResult(null, null, List.of())).hasToString("not received");
	}

	private static DemoResult stored(DeliveryState state, DemoResult.Attempt... attempts) {
		return new DemoResult(RequestOutcome.STORED, state, List.of(attempts));
	}

	private static DemoResult.Attempt attempt(String handler) {
		return new DemoResult.Attempt(handler, HandlingOutcome.HANDLED);
	}

}
