package io.github.socialhook.inbox;

import java.time.Duration;
import java.util.List;
import java.util.Set;

import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.delivery.DeliveryState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** How every store lets deliveries be handled again. */
abstract class ReplayContract extends LedgerContract {

	private Claim handle(String body) throws Exception {
		this.inbox.dispatching().store(body);
		Claim claim = this.inbox.take(1).getFirst();
		this.inbox.settle(claim, this.inbox.handled(claim, "a"), this.inbox.handled(claim, "b"));
		return claim;
	}

	private int replay(DeliveryId id, @Nullable String handler) {
		return this.inbox.replayer.replay(List.of(id), handler);
	}

	private Dossier dossier(Claim claim) {
		return this.inbox.ledger.dossier(claim.id()).orElseThrow();
	}

	@Test
	void bringsBackWhatWasHandled() throws Exception {
		Claim claim = handle("one");
		assertThat(replay(claim.id(), null)).isEqualTo(1);
		assertThat(dossier(claim).entry().state()).isEqualTo(DeliveryState.PENDING);
		assertThat(dossier(claim).entry().handledAt()).isNull();
		Claim again = this.inbox.take(1).getFirst();
		assertThat(again.id()).isEqualTo(claim.id());
		assertThat(again.handler()).isNull();
		assertThat(this.inbox.settle(again, this.inbox.handled(again, "a"), this.inbox.handled(again, "b")))
			.isEqualTo(DeliveryState.HANDLED);
		assertThat(dossier(claim).attempts()).extracting(Dossier.PastAttempt::handler).containsExactly("a", "b");
		assertThat(dossier(claim).entry().attempts()).isEqualTo(4);
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
		assertThat(dossier(claim).entry().state()).isEqualTo(DeliveryState.HANDLED);
		assertThat(dossier(claim).tasks()).isEmpty();
		assertThat(dossier(claim).attempts()).extracting(Dossier.PastAttempt::state)
			.containsExactly(DeliveryState.DEAD, DeliveryState.HANDLED, DeliveryState.HANDLED, DeliveryState.HANDLED);
		assertThat(this.inbox.ledger.states()).containsEntry(DeliveryState.DEAD, 0L);
	}

	@Test
	void bringsBackWhatNobodyTookOrCouldRead() throws Exception {
		this.inbox.dispatching().store("one");
		this.inbox.store("two");
		List<Claim> claims = this.inbox.take(2);
		this.inbox.settle(new Settlement.Unhandled(claims.get(0)));
		this.inbox.settle(new Settlement.Unreadable(claims.get(1), new Failure("x", "y", "z")));
		assertThat(this.inbox.replayer.replay(claims.stream().map(Claim::id).toList(), null)).isEqualTo(2);
		assertThat(this.inbox.take(2)).extracting(Claim::id).containsExactly(claims.get(0).id(), claims.get(1).id());
	}

	@Test
	void doesNotWaitForAnAppointment() throws Exception {
		this.inbox.dispatching().store("one");
		Claim claim = this.inbox.take(1).getFirst();
		this.inbox.settle(claim, this.inbox.retryAfter(claim, "a", Duration.ofHours(12)));
		assertThat(replay(claim.id(), "a")).isEqualTo(1);
		Claim again = this.inbox.take(1).getFirst();
		assertThat(again.handler()).isEqualTo("a");
		assertThat(again.attempts()).isZero();
		assertThat(this.inbox.settle(again, this.inbox.handled(again, "a"))).isEqualTo(DeliveryState.HANDLED);
	}

	@Test
	void bringsBackOneHandlerOnly() throws Exception {
		Claim claim = handle("one");
		assertThat(replay(claim.id(), "a")).isEqualTo(1);
		Claim again = this.inbox.take(1).getFirst();
		assertThat(again.handler()).isEqualTo("a");
		assertThat(again.delivery()).isEqualTo(claim.delivery());
		assertThat(this.inbox.settle(again, this.inbox.dead(again, "a"))).isEqualTo(DeliveryState.DEAD);
		assertThat(dossier(claim).attempts()).hasSize(1);
		replay(claim.id(), "a");
		Claim third = this.inbox.take(1).getFirst();
		assertThat(this.inbox.settle(third, this.inbox.handled(third, "a"))).isEqualTo(DeliveryState.HANDLED);
		assertThat(this.inbox.takeNothing()).isEmpty();
	}

	@Test
	void leavesAloneWhatWaitsOrRunsAnyway() throws Exception {
		DeliveryId waiting = this.inbox.store("waiting");
		assertThat(replay(waiting, null)).isZero();
		assertThat(replay(waiting, "a")).isZero();
		Claim running = this.inbox.dispatching().take(1).getFirst();
		assertThat(replay(waiting, null)).isZero();
		assertThat(this.inbox.settle(running, this.inbox.handled(running, "a"))).isEqualTo(DeliveryState.HANDLED);
	}

	@Test
	void fencesOffAHandlerThatStillLagsBehind() throws Exception {
		this.inbox.dispatching().store("one");
		Claim claim = this.inbox.take(1).getFirst();
		this.inbox.settle(new Settlement.Attempted(claim, List.of(this.inbox.handled(claim, "quick")), Set.of("slow")));
		assertThat(replay(claim.id(), "slow")).isZero();
		assertThat(replay(claim.id(), null)).isEqualTo(1);
		assertThat(this.inbox.settle(claim.alone("slow"), this.inbox.dead(claim, "slow"))).isNull();
		Claim again = this.inbox.take(1).getFirst();
		assertThat(again.fence()).isGreaterThan(claim.fence());
	}

	@Test
	void changesNothingThatIsNotThere() {
		assertThat(replay(new DeliveryId(4711), null)).isZero();
		assertThat(replay(new DeliveryId(4711), "a")).isZero();
	}

	@Test
	void isNotStoppedByDeduplication() throws Exception {
		Claim claim = handle("same");
		assertThat(this.inbox.inbox.put(this.inbox.delivery("same"))).isInstanceOf(Receipt.Duplicate.class);
		assertThat(replay(claim.id(), null)).isEqualTo(1);
		assertThat(this.inbox.take(1)).hasSize(1);
	}

	@Test
	void tellsWhenEnoughIsWaiting() {
		this.inbox.store("one");
		this.inbox.store("two");
		assertThat(this.inbox.replayer.isBusy(2)).isTrue();
		assertThat(this.inbox.replayer.isBusy(3)).isFalse();
	}

	@Test
	void findsTheNumbersOfAllThatAreMeant() {
		DeliveryId first = this.inbox.store("one");
		insertMany(EntrySearch.WINDOW + 5);
		assertThat(this.inbox.ledger.numbers(DeliveryFilter.ALL, Integer.MAX_VALUE)).hasSize(EntrySearch.WINDOW + 6)
			.contains(first.value());
		assertThat(this.inbox.ledger.numbers(DeliveryFilter.ALL, 7)).hasSize(7);
	}

}
