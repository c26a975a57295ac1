package io.github.socialhook.store;

import java.time.Duration;
import java.util.List;
import java.util.Set;

import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.inbox.Claim;
import io.github.socialhook.inbox.DeliveryDetails;
import io.github.socialhook.inbox.Failure;
import io.github.socialhook.inbox.Receipt;
import io.github.socialhook.inbox.Replayer;
import io.github.socialhook.inbox.Settlement;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** How every store lets deliveries be handled again. */
@HandledBy({ "a", "b" })
abstract class ReplayContract extends LedgerContract {

	private Claim handle(String body) throws Exception {
		this.inbox.dispatching().store(body);
		Claim claim = this.inbox.take(1).getFirst();
		this.inbox.settle(claim, this.inbox.handled(claim, "a"), this.inbox.handled(claim, "b"));
		return claim;
	}

	private boolean replay(DeliveryId id, @Nullable String handler) {
		return this.inbox.replayer.replay(id, handler);
	}

	private DeliveryDetails details(Claim claim) {
		return this.inbox.ledger.details(claim.id()).orElseThrow();
	}

	@Test
	void bringsBackWhatWasHandled() throws Exception {
		Claim claim = handle("one");
		assertThat(replay(claim.id(), null)).isTrue();
		assertThat(details(claim).summary().state()).isEqualTo(DeliveryState.PENDING);
		assertThat(details(claim).summary().handledAt()).isNull();
		Claim again = this.inbox.take(1).getFirst();
		assertThat(again.id()).isEqualTo(claim.id());
		assertThat(again.handler()).isNull();
		assertThat(this.inbox.settle(again, this.inbox.handled(again, "a"), this.inbox.handled(again, "b")))
			.isEqualTo(DeliveryState.HANDLED);
		assertThat(details(claim).attempts()).extracting(DeliveryDetails.PastAttempt::handler)
			.containsExactly("a", "b");
		assertThat(details(claim).summary().attempts()).isEqualTo(4);
	}

	@Test
	void bringsBackWhatIsDeadAndKeepsItsHistory() throws Exception {
		this.inbox.dispatching().store("one");
		Claim claim = this.inbox.take(1).getFirst();
		this.inbox.settle(claim, this.inbox.dead(claim, "a"), this.inbox.handled(claim, "b"));
		this.clock.advance(Duration.ofMinutes(1));
		replay(claim.id(), null);
		Claim again = this.inbox.take(1).getFirst();
		this.inbox.settle(again, this.inbox.handled(again, "a"), this.inbox.handled(again, "b"));
		assertThat(details(claim).summary().state()).isEqualTo(DeliveryState.HANDLED);
		assertThat(details(claim).tasks()).isEmpty();
		assertThat(details(claim).attempts()).extracting(DeliveryDetails.PastAttempt::state)
			.containsExactly(DeliveryState.DEAD, DeliveryState.HANDLED, DeliveryState.HANDLED, DeliveryState.HANDLED);
		assertThat(this.inbox.ledger.states()).containsEntry(DeliveryState.DEAD, 0L);
	}

	@Test
	void bringsBackWhatNobodyTookOrCouldRead() throws Exception {
		this.inbox.dispatching().store(UNTAKEN);
		this.inbox.store("two");
		List<Claim> claims = this.inbox.take(2);
		this.inbox.settle(new Settlement.Unhandled(claims.get(0)));
		this.inbox.settle(new Settlement.Unreadable(claims.get(1), new Failure("x", "y", "z")));
		assertThat(claims).allSatisfy((claim) -> assertThat(replay(claim.id(), null)).isTrue());
		assertThat(this.inbox.take(2)).extracting(Claim::id).containsExactly(claims.get(0).id(), claims.get(1).id());
	}

	@Test
	@HandledBy("a")
	void doesNotWaitForAnAppointment() throws Exception {
		this.inbox.dispatching().store("one");
		Claim claim = this.inbox.take(1).getFirst();
		this.inbox.settle(claim, this.inbox.retryAfter(claim, "a", Duration.ofHours(12)));
		assertThat(replay(claim.id(), "a")).isTrue();
		Claim again = this.inbox.take(1).getFirst();
		assertThat(again.handler()).isEqualTo("a");
		assertThat(again.attempts()).isZero();
		assertThat(this.inbox.settle(again, this.inbox.handled(again, "a"))).isEqualTo(DeliveryState.HANDLED);
	}

	@Test
	void bringsBackOneHandlerOnly() throws Exception {
		Claim claim = handle("one");
		assertThat(replay(claim.id(), "a")).isTrue();
		Claim again = this.inbox.take(1).getFirst();
		assertThat(again.handler()).isEqualTo("a");
		assertThat(again.delivery()).isEqualTo(claim.delivery());
		assertThat(this.inbox.settle(again, this.inbox.dead(again, "a"))).isEqualTo(DeliveryState.DEAD);
		assertThat(details(claim).attempts()).hasSize(1);
		replay(claim.id(), "a");
		Claim third = this.inbox.take(1).getFirst();
		assertThat(this.inbox.settle(third, this.inbox.handled(third, "a"))).isEqualTo(DeliveryState.HANDLED);
		assertThat(this.inbox.takeNothing()).isEmpty();
	}

	@Test
	void leavesAloneWhatWaitsOrRunsAnyway() throws Exception {
		DeliveryId waiting = this.inbox.store("waiting");
		assertThat(replay(waiting, null)).isFalse();
		assertThat(replay(waiting, "a")).isFalse();
		Claim running = this.inbox.dispatching().take(1).getFirst();
		assertThat(replay(waiting, null)).isFalse();
		assertThat(this.inbox.settle(running, this.inbox.handled(running, "a"))).isEqualTo(DeliveryState.HANDLED);
	}

	@Test
	@HandledBy({ "quick", "slow" })
	void fencesOffAHandlerThatStillLagsBehind() throws Exception {
		this.inbox.dispatching().store("one");
		Claim claim = this.inbox.take(1).getFirst();
		this.inbox.settle(new Settlement.Attempted(claim, List.of(this.inbox.handled(claim, "quick")), Set.of("slow")));
		assertThat(replay(claim.id(), "slow")).isFalse();
		assertThat(replay(claim.id(), null)).isTrue();
		assertThat(this.inbox.settle(claim.alone("slow"), this.inbox.dead(claim, "slow"))).isNull();
		Claim again = this.inbox.take(1).getFirst();
		assertThat(again.fence()).isGreaterThan(claim.fence());
	}

	@Test
	void changesNothingThatIsNotThere() {
		assertThat(replay(new DeliveryId("4711"), null)).isFalse();
		assertThat(replay(new DeliveryId("4711"), "a")).isFalse();
	}

	private Replayer.Result replayUnhandled(Claim claim, String... takers) {
		return this.inbox.replayer.replayUnhandled(claim.id(), Set.of(takers));
	}

	@Test
	void leavesOutEveryHandlerOfWhatWasHandled() throws Exception {
		Claim claim = handle("one");
		DeliveryDetails before = details(claim);
		assertThat(replayUnhandled(claim, "a", "b")).isEqualTo(new Replayer.Result(false, Set.of(), Set.of("a", "b")));
		assertThat(details(claim)).isEqualTo(before);
		assertThat(this.inbox.takeNothing()).isEmpty();
	}

	@Test
	void bringsBackWhatIsDeadForTheHandlersThatHaveNotSucceeded() throws Exception {
		this.inbox.dispatching().store("one");
		Claim claim = this.inbox.take(1).getFirst();
		this.inbox.settle(claim, this.inbox.dead(claim, "a"), this.inbox.handled(claim, "b"));
		assertThat(replayUnhandled(claim, "a", "b", "new"))
			.isEqualTo(new Replayer.Result(true, Set.of("a", "new"), Set.of("b")));
		List<Claim> again = this.inbox.take(2);
		assertThat(again).extracting(Claim::handler).containsExactlyInAnyOrder("a", "new");
		again.forEach((each) -> this.inbox.settle(each, this.inbox.handled(each, String.valueOf(each.handler()))));
		assertThat(details(claim).summary().state()).isEqualTo(DeliveryState.HANDLED);
		assertThat(replayUnhandled(claim, "a", "b", "new").due()).isEmpty();
	}

	@Test
	void doesNotWaitForTheAppointmentOfAHandlerBesideOneThatSucceeded() throws Exception {
		this.inbox.dispatching().store("one");
		Claim claim = this.inbox.take(1).getFirst();
		this.inbox.settle(claim, this.inbox.handled(claim, "a"),
				this.inbox.retryAfter(claim, "b", Duration.ofHours(12)));
		assertThat(replayUnhandled(claim, "a", "b")).isEqualTo(new Replayer.Result(true, Set.of("b"), Set.of("a")));
		assertThat(this.inbox.take(1).getFirst().handler()).isEqualTo("b");
		assertThat(replayUnhandled(claim, "a", "b")).isEqualTo(new Replayer.Result(false, Set.of(), Set.of("a")));
	}

	@Test
	void knowsWhatSucceededAfterAnEarlierReplay() throws Exception {
		Claim claim = handle("one");
		replay(claim.id(), "a");
		Claim alone = this.inbox.take(1).getFirst();
		this.inbox.settle(alone, this.inbox.dead(alone, "a"));
		assertThat(replayUnhandled(claim, "a", "b")).isEqualTo(new Replayer.Result(true, Set.of("a"), Set.of("b")));
		Claim again = this.inbox.take(1).getFirst();
		this.inbox.settle(again, this.inbox.handled(again, "a"));
		replay(claim.id(), null);
		assertThat(replayUnhandled(claim, "a", "b")).isEqualTo(new Replayer.Result(false, Set.of(), Set.of()));
		Claim all = this.inbox.take(1).getFirst();
		this.inbox.settle(all, this.inbox.handled(all, "a"), this.inbox.handled(all, "b"));
		assertThat(replayUnhandled(claim, "a", "b").leftOut()).containsExactlyInAnyOrder("a", "b");
	}

	@Test
	@HandledBy("a")
	void leavesNobodyOutOfWhatNobodyTook() throws Exception {
		this.inbox.dispatching().store(UNTAKEN);
		Claim claim = this.inbox.take(1).getFirst();
		this.inbox.settle(new Settlement.Unhandled(claim));
		assertThat(replayUnhandled(claim, "a")).isEqualTo(new Replayer.Result(true, Set.of("a"), Set.of()));
		Claim again = this.inbox.take(1).getFirst();
		this.inbox.settle(again, this.inbox.handled(again, "a"));
		assertThat(replayUnhandled(claim, "a", "later"))
			.isEqualTo(new Replayer.Result(true, Set.of("later"), Set.of("a")));
		assertThat(this.inbox.take(1).getFirst().handler()).isEqualTo("later");
	}

	@Test
	void isNotStoppedByDeduplication() throws Exception {
		Claim claim = handle("same");
		assertThat(this.inbox.inbox.put(this.inbox.delivery("same"))).isInstanceOf(Receipt.Duplicate.class);
		assertThat(replay(claim.id(), null)).isTrue();
		assertThat(this.inbox.take(1)).hasSize(1);
	}

}
