package io.github.socialhook.sender;

import java.util.List;

import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.delivery.HandlingOutcome;
import io.github.socialhook.delivery.RequestOutcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class FateTests {

	@Test
	void namesEachHandlerOnceWithTheAttemptsItTook() {
		assertThat(stored(DeliveryState.HANDLED, attempt("b"), attempt("a"), attempt("a")))
			.hasToString("HANDLED by a in attempt 2, b");
	}

	@ParameterizedTest
	@EnumSource(names = "STORED", mode = EnumSource.Mode.EXCLUDE)
	void namesTheOutcomeOfWhatIsNotStored(RequestOutcome outcome) {
		assertThat(new Fate(outcome, null, List.of()).toString()).startsWith(outcome + ": ");
	}

	@ParameterizedTest
	@EnumSource
	void namesTheStateOfWhatIsStored(DeliveryState state) {
		assertThat(stored(state, attempt("a")).toString()).startsWith(state.name());
	}

	@Test
	void saysWhenNothingHappenedInTime() {
		assertThat(new Fate(RequestOutcome.STORED, null, List.of())).hasToString("STORED, and not settled in time");
		assertThat(new Fate(null, null, List.of())).hasToString("never came in");
	}

	private static Fate stored(DeliveryState state, Fate.Attempt... attempts) {
		return new Fate(RequestOutcome.STORED, state, List.of(attempts));
	}

	private static Fate.Attempt attempt(String handler) {
		return new Fate.Attempt(handler, HandlingOutcome.HANDLED);
	}

}
