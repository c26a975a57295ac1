package io.github.socialhook.store;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.inbox.Claim;
import io.github.socialhook.inbox.DeliveryFilter;
import io.github.socialhook.inbox.Failure;
import io.github.socialhook.inbox.Receipt;
import io.github.socialhook.inbox.Settlement;
import io.github.socialhook.store.queue.RowNumber;
import io.github.socialhook.store.tracing.JdbcReceiptTraces;
import io.github.socialhook.store.upkeep.Retention;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** How every store forgets what is old. */
abstract class RetentionContract extends ReplayContract {

	/** Opens another inbox over the same store. */
	abstract InboxFixture reopen() throws Exception;

	@Test
	void beginsAnewWhenAClockThatHasToProveItselfStepsAgain() throws Exception {
		DeliveryId handled = storeHandled("handled");
		Retention retention = retention();
		sweepAll(retention);
		for (int i = 0; i < 3; i++) {
			this.clock.advance(Duration.ofDays(3));
			sweepAll(retention);
		}
		assertThat(kept()).containsExactly(handled);
	}

	@Test
	void knowsHowManyThereAreWhateverWasDeleted() throws Exception {
		for (int i = 0; i < 10; i++) {
			storeHandled("handled " + i);
		}
		insertMany(2 * Retention.BATCH);
		assertThat(counted()).isEqualTo(stored()).isEqualTo(10 + 2 * Retention.BATCH);
		Retention retention = retention();
		pass(retention, 6);
		this.inbox.store("late");
		assertThat(counted()).isEqualTo(stored()).isEqualTo(11 + 2 * Retention.BATCH);
		pass(retention, 2);
		this.inbox.store("later");
		assertThat(counted()).isEqualTo(stored()).isEqualTo(2);
		this.inbox.kill();
		this.inbox = reopen();
		this.inbox.store("latest");
		assertThat(counted()).isEqualTo(stored()).isEqualTo(3);
	}

	@Test
	void countsNoneTwiceThatIsGoneAlready() throws Exception {
		storeHandled("one");
		DeliveryId two = storeHandled("two");
		Map<Long, DeliveryState> expired = Map.of(RowNumber.of(two), DeliveryState.HANDLED);
		retention().delete(expired);
		retention().delete(expired);
		assertThat(counted()).isEqualTo(stored()).isEqualTo(1);
	}

	@Test
	void keepsTheTraceOfAReceiptAsLongAsItsDelivery() throws Exception {
		String parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
		DeliveryId traced = storeHandled("traced");
		DeliveryId other = storeHandled("other");
		try (JdbcReceiptTraces traces = new JdbcReceiptTraces(this.inbox.writer, this.inbox.store)) {
			traces.keep(traced, parent);
			traces.keep(other, null);
			assertThat(traces.of(traced)).isEqualTo(parent);
			assertThat(traces.of(other)).isNull();
		}
		JdbcReceiptTraces later = new JdbcReceiptTraces(this.inbox.writer, this.inbox.store);
		assertThat(later.of(traced)).isEqualTo(parent);
		assertThat(later.of(other)).isNull();
		retention().delete(Map.of(RowNumber.of(traced), DeliveryState.HANDLED));
		assertThat(later.of(traced)).isNull();
	}

	private long counted() {
		return this.inbox.ledger.states().values().stream().mapToLong(Long::longValue).sum();
	}

	private long stored() {
		return this.inbox.sql().sql("SELECT count(*) FROM socialhook_delivery").query(Long.class).single();
	}

	@Test
	void forgetsEachStateAfterItsTime() throws Exception {
		this.inbox.dispatching();
		List.of("one", UNTAKEN, "three", "four", "five").forEach(this.inbox::store);
		List<Claim> claims = this.inbox.take(5);
		DeliveryId handled = claims.get(0).id();
		this.inbox.settle(claims.get(0), this.inbox.handled(claims.get(0), "a"));
		DeliveryId unhandled = claims.get(1).id();
		this.inbox.settle(new Settlement.Unhandled(claims.get(1)));
		DeliveryId dead = claims.get(2).id();
		this.inbox.settle(claims.get(2), this.inbox.dead(claims.get(2), "a"));
		DeliveryId unreadable = claims.get(3).id();
		this.inbox.settle(new Settlement.Unreadable(claims.get(3), new Failure("x", "y", "z")));
		DeliveryId retrying = claims.get(4).id();
		this.inbox.settle(claims.get(4), this.inbox.retryAfter(claims.get(4), "a", Duration.ofDays(99)));
		DeliveryId pending = this.inbox.store("pending");
		Retention retention = retention();
		pass(retention, 7);
		assertThat(kept()).containsExactly(handled, unhandled, dead, unreadable, retrying, pending);
		this.clock.advance(Duration.ofSeconds(1));
		sweepAll(retention);
		assertThat(kept()).containsExactly(dead, unreadable, retrying, pending);
		pass(retention, 23);
		assertThat(kept()).containsExactly(retrying, pending);
		assertThat(this.inbox.sql().sql("SELECT DISTINCT delivery_id FROM socialhook_attempt").query(Long.class).list())
			.containsExactly(RowNumber.of(retrying));
		assertThat(this.inbox.sql().sql("SELECT delivery_id FROM socialhook_task").query(Long.class).list())
			.containsExactly(RowNumber.of(retrying));
	}

	@Test
	void countsFromWhenItWasHandled() throws Exception {
		this.inbox.dispatching().store("late");
		Claim claim = this.inbox.take(1).getFirst();
		this.clock.advance(Duration.ofSeconds(60));
		this.inbox.settle(claim, this.inbox.handled(claim, "a"));
		Retention retention = retention(Duration.ofMinutes(30), Duration.ofMinutes(30), Duration.ZERO);
		this.clock.advance(Duration.ofMinutes(30));
		sweepAll(retention);
		assertThat(kept()).hasSize(1);
		this.clock.advance(Duration.ofMillis(1));
		sweepAll(retention);
		assertThat(kept()).isEmpty();
	}

	@Test
	void deletesManyInSmallBatches() throws Exception {
		DeliveryId pending = this.inbox.store("model");
		insertMany(3 * Retention.BATCH);
		Retention retention = retention();
		pass(retention, 7);
		this.clock.advance(Duration.ofDays(1));
		assertThat(retention.sweep()).isTrue();
		assertThat(this.inbox.ledger.count(DeliveryFilter.ALL)).isEqualTo(2 * Retention.BATCH + 2);
		sweepAll(retention);
		assertThat(kept()).containsExactly(pending);
	}

	@Test
	void remembersWhatItMustNotAcceptTwice() throws Exception {
		this.inbox.dispatching();
		DeliveryId id = this.inbox.store("same");
		Claim claim = this.inbox.take(1).getFirst();
		this.inbox.settle(claim, this.inbox.handled(claim, "a"));
		this.clock.advance(Duration.ofMinutes(5));
		sweepAll(retention(Duration.ZERO, Duration.ZERO, Duration.ofMinutes(10)));
		assertThat(this.inbox.inbox.put(this.inbox.delivery("same"))).isEqualTo(new Receipt.Duplicate(id));
	}

	@Test
	void leavesAloneWhatIsReplayedAtTheSameMoment() throws Exception {
		this.inbox.dispatching().store("one");
		Claim claim = this.inbox.take(1).getFirst();
		this.inbox.settle(claim, this.inbox.handled(claim, "a"));
		this.inbox.replayer.replay(claim.id(), null);
		retention().delete(Map.of(RowNumber.of(claim.id()), DeliveryState.HANDLED));
		assertThat(kept()).containsExactly(claim.id());
	}

	@Test
	void goesPastWhatWasReceivedAtATimeToCome() throws Exception {
		this.clock.advance(Duration.ofDays(365));
		this.inbox.store("model");
		insertMany(2 * Retention.BATCH);
		this.clock.advance(Duration.ofDays(-365));
		this.inbox.dispatching();
		DeliveryId old = this.inbox.store("old");
		this.inbox.take(2).forEach((claim) -> this.inbox.settle(claim, this.inbox.handled(claim, "a")));
		pass(retention(), 8);
		assertThat(this.inbox.ledger.details(old)).isEmpty();
	}

}
