package io.github.socialhook.dispatch.attempt;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.delivery.EndpointName;
import io.github.socialhook.delivery.Payload;
import io.github.socialhook.inbox.Attempt;
import io.github.socialhook.inbox.Claim;
import io.github.socialhook.inbox.Outcome;
import io.github.socialhook.inbox.Settlement;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ClaimExecutionTests {

	private static final Instant SOON = Instant.parse("2026-11-23T10:00:00Z");

	private final Claim claim = new Claim(new DeliveryId("1"), new Delivery(EndpointName.DEFAULT, null, null,
			Payload.of("{}".getBytes(StandardCharsets.UTF_8)), Instant.EPOCH), null, 0, 3, Instant.MAX);

	private final RecordingWorkQueue queue = new RecordingWorkQueue();

	private final AtomicInteger finished = new AtomicInteger();

	private ClaimExecution execution(Claim claim, String... handlers) {
		return new ClaimExecution(claim, Set.of(handlers), this.queue, (state) -> {
		}, this.finished::incrementAndGet);
	}

	private static Attempt attempt(String handler) {
		return new Attempt(handler, 1, Instant.EPOCH, Duration.ZERO, new Outcome.Handled());
	}

	@Test
	void settlesOnceWhatEndsTogether() {
		ClaimExecution execution = execution(this.claim, "a", "b");
		execution.ended(attempt("a"));
		assertThat(this.queue.settlements).isEmpty();
		execution.ended(attempt("b"));
		assertThat(this.queue.settlements)
			.containsExactly(new Settlement.Attempted(this.claim, List.of(attempt("a"), attempt("b")), Set.of()));
		assertThat(this.finished).hasValue(0);
		this.queue.write();
		assertThat(this.finished).hasValue(1);
	}

	@Test
	void settlesWithoutTheOneThatLagsBehind() {
		ClaimExecution execution = execution(this.claim, "quick", "slow");
		execution.splitIfOlderThan(0);
		assertThat(this.queue.settlements).isEmpty();
		execution.ended(attempt("quick"));
		execution.splitIfOlderThan(-1);
		execution.splitIfOlderThan(-1);
		assertThat(this.queue.settlements)
			.containsExactly(new Settlement.Attempted(this.claim, List.of(attempt("quick")), Set.of("slow")));
		this.queue.write();
		assertThat(this.finished).hasValue(0);
		execution.ended(attempt("slow"));
		this.queue.write();
		assertThat(this.queue.settlements.getLast())
			.isEqualTo(new Settlement.Attempted(this.claim.alone("slow"), List.of(attempt("slow")), Set.of()));
		assertThat(this.finished).hasValue(1);
	}

	@Test
	void letsOneWaitInTheStoreWhileTheOthersGoOn() {
		ClaimExecution execution = execution(this.claim, "held", "other");
		AtomicInteger written = new AtomicInteger();
		execution.postponed("held", SOON, written::incrementAndGet);
		assertThat(this.queue.settlements).containsExactly(
				new Settlement.Attempted(this.claim, List.of(), Set.of("held", "other")),
				new Settlement.Postponed(this.claim.alone("held"), SOON));
		assertThat(written).hasValue(0);
		this.queue.write();
		assertThat(written).hasValue(1);
		assertThat(this.finished).hasValue(0);
		execution.ended(attempt("other"));
		this.queue.write();
		assertThat(this.finished).hasValue(1);
	}

	@Test
	void givesTheWholeClaimBackWhenNobodyBegan() {
		ClaimExecution execution = execution(this.claim, "a", "b");
		execution.released("a");
		execution.released("b");
		this.queue.write();
		assertThat(this.queue.settlements.getLast()).isEqualTo(new Settlement.Released(this.claim.alone("b")));
		assertThat(this.finished).hasValue(1);
	}

	@Test
	void givesTheClaimOfOneBackAsItIs() {
		ClaimExecution execution = execution(this.claim, "a");
		execution.released("a");
		assertThat(this.queue.settlements).containsExactly(new Settlement.Released(this.claim));
	}

	@Test
	void keepsTheClaimOfARetry() {
		Claim retry = this.claim.alone("a");
		ClaimExecution execution = execution(retry, "a");
		execution.postponed("a", SOON, () -> {
		});
		this.queue.write();
		assertThat(this.queue.settlements).containsExactly(new Settlement.Postponed(retry, SOON));
		assertThat(this.finished).hasValue(1);
	}

}
