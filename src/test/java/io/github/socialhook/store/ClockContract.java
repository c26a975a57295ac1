package io.github.socialhook.store;

import java.time.Duration;
import java.util.List;

import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.inbox.Backlog;
import io.github.socialhook.inbox.Claim;
import io.github.socialhook.inbox.Receipt;
import io.github.socialhook.store.upkeep.ClockWatch;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** How every store bears a clock that is put right by hours. */
abstract class ClockContract extends InboxContract {

	private static final Duration STEP = Duration.ofHours(3);

	private void setBack() {
		this.clock.advance(STEP.negated());
	}

	private ClockWatch watch() {
		return new ClockWatch(this.inbox.writer, this.inbox.store.reader(), this.clock);
	}

	@Test
	void claimsAtOnceWhatWasAcceptedBeforeTheClockWasSetBack() throws Exception {
		DeliveryId id = this.inbox.store("one");
		setBack();
		assertThat(this.inbox.dispatching().take(1)).extracting(Claim::id).containsExactly(id);
	}

	@Test
	void bringsBackWhatIsHeldFromATimeToCome() throws Exception {
		try (ClockWatch watch = watch()) {
			watch.look();
			this.inbox.dispatching().store("handed over");
			this.inbox.store("split");
			List<Claim> before = this.inbox.take(2);
			Claim alone = this.inbox.split(before.get(1), "a").getFirst();
			setBack();
			watch.look();
			this.clock.advance(InboxFixture.LEASE.minusSeconds(1));
			watch.look();
			assertThat(this.inbox.takeNothing()).isEmpty();
			this.clock.advance(Duration.ofSeconds(1));
			List<Claim> again = this.inbox.take(2);
			assertThat(again).extracting(Claim::id).containsExactlyInAnyOrder(before.get(0).id(), alone.id());
			assertThat(this.inbox.settle(before.get(0), this.inbox.handled(before.get(0), "a"))).isNull();
			assertThat(this.inbox.settle(alone, this.inbox.handled(alone, "a"))).isNull();
			for (Claim claim : again) {
				assertThat(this.inbox.settle(claim, this.inbox.handled(claim, "a"))).isEqualTo(DeliveryState.HANDLED);
			}
		}
	}

	@Test
	void bringsBackAfterARestartWhatIsHeldFromATimeToCome() throws Exception {
		DeliveryId id = this.inbox.store("one");
		this.inbox.dispatching().take(1);
		setBack();
		this.inbox.kill();
		this.inbox = open(Duration.ofMinutes(10)).dispatching();
		try (ClockWatch watch = watch()) {
			watch.look();
			this.clock.advance(InboxFixture.LEASE);
			assertThat(this.inbox.take(1)).extracting(Claim::id).containsExactly(id);
		}
	}

	@Test
	void triesAgainAsMuchLaterAsItWasToBe() throws Exception {
		try (ClockWatch watch = watch()) {
			watch.look();
			this.inbox.dispatching().store("one");
			Claim claim = this.inbox.take(1).getFirst();
			this.inbox.settle(claim, this.inbox.retryAfter(claim, "a", Duration.ofMinutes(10)));
			setBack();
			watch.look();
			this.clock.advance(Duration.ofMinutes(10).minusSeconds(1));
			assertThat(this.inbox.takeNothing()).isEmpty();
			this.clock.advance(Duration.ofSeconds(1));
			assertThat(this.inbox.take(1)).extracting(Claim::attempts).containsExactly(1);
		}
	}

	@Test
	void leavesAloneWhatWasTimedByAClockThatDiffersLittle() throws Exception {
		try (ClockWatch watch = watch()) {
			this.inbox.dispatching().store("one");
			this.inbox.take(1);
			this.clock.advance(Duration.ofSeconds(-30));
			watch.look();
			this.clock.advance(InboxFixture.LEASE);
			assertThat(this.inbox.takeNothing()).isEmpty();
			this.clock.advance(Duration.ofSeconds(30));
			assertThat(this.inbox.take(1)).hasSize(1);
		}
	}

	@Test
	void losesNothingWhenTheClockIsSetForward() throws Exception {
		try (ClockWatch watch = watch()) {
			watch.look();
			this.inbox.dispatching().store("one");
			Claim held = this.inbox.take(1).getFirst();
			this.clock.advance(STEP);
			watch.look();
			Claim again = this.inbox.take(1).getFirst();
			assertThat(this.inbox.settle(held, this.inbox.handled(held, "a"))).isNull();
			this.inbox.settle(again, this.inbox.retryAfter(again, "a", Duration.ofHours(1)));
			this.clock.advance(STEP);
			Claim last = this.inbox.take(1).getFirst();
			assertThat(this.inbox.settle(last, this.inbox.handled(last, "a"))).isEqualTo(DeliveryState.HANDLED);
		}
	}

	@Test
	void takesNothingForARepeatThatComesHoursBeforeTheFirst() {
		DeliveryId first = this.inbox.store("same");
		setBack();
		Receipt receipt = this.inbox.inbox.put(this.inbox.delivery("same"));
		assertThat(receipt).isInstanceOf(Receipt.Stored.class).isNotEqualTo(new Receipt.Stored(first));
		this.clock.advance(Duration.ofMinutes(-9));
		assertThat(this.inbox.inbox.put(this.inbox.delivery("same"))).isInstanceOf(Receipt.Duplicate.class);
	}

	@Test
	void hasNothingThatIsYoungerThanNew() {
		this.inbox.store("one");
		setBack();
		assertThat(this.inbox.ledger.backlog())
			.isEqualTo(new Backlog(1, 0, 0, Duration.ZERO, Duration.ZERO, Duration.ZERO));
	}

}
