package io.github.socialhook.store;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.delivery.EndpointName;
import io.github.socialhook.delivery.EventName;
import io.github.socialhook.delivery.Payload;
import io.github.socialhook.delivery.Subject;
import io.github.socialhook.inbox.Claim;
import io.github.socialhook.inbox.Settlement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What every store knows of processes that ended while they held something. */
abstract class DeathsContract {

	final MutableClock clock = new MutableClock();

	InboxFixture inbox;

	/** Opens a process over the store. */
	abstract InboxFixture open() throws Exception;

	@BeforeEach
	void openInbox() throws Exception {
		this.inbox = open().dispatching();
	}

	@AfterEach
	void closeInbox() {
		this.inbox.close();
		closeDataSources();
	}

	/** Closes what the inbox was opened with, after the inbox. */
	abstract void closeDataSources();

	/** Kills the process, and opens the next when everything that it held is due. */
	final void die() throws Exception {
		this.inbox.kill();
		this.clock.advance(InboxFixture.LEASE.plusSeconds(1));
		this.inbox = open().dispatching();
	}

	private DeliveryId store(String channel) {
		Delivery delivery = new Delivery(EndpointName.DEFAULT, new EventName("channel.didCreate"),
				new Subject("channel", channel),
				Payload.of((channel + System.nanoTime()).getBytes(StandardCharsets.UTF_8)), this.clock.instant());
		this.inbox.inbox.put(delivery);
		return new DeliveryId(String
			.valueOf(this.inbox.sql().sql("SELECT max(id) FROM socialhook_delivery").query(Long.class).single()));
	}

	/** Takes one, and lets each of its handlers wait by itself. */
	private Claim takeApart(String... handlers) throws Exception {
		Claim claim = this.inbox.take(1).getFirst();
		assertThat(claim.handler()).isNull();
		assertThat(claim.deaths()).isOne();
		assertThat(this.inbox.settle(new Settlement.Separated(claim, Set.of(handlers))))
			.isEqualTo(DeliveryState.PENDING);
		return claim;
	}

	private Claim takeIsolated() throws Exception {
		return Objects.requireNonNull(this.inbox.queue.takeIsolated());
	}

	/** Stores one and lets two processes die of one of its handlers. */
	private DeliveryId storeDeadly(String channel) throws Exception {
		DeliveryId id = store(channel);
		this.inbox.take(1);
		die();
		takeApart("a");
		assertThat(this.inbox.take(1).getFirst().deaths()).isOne();
		die();
		return id;
	}

	@Test
	void suspectsWhatAProcessHeldThatHasDied() throws Exception {
		store("c1");
		assertThat(this.inbox.take(1).getFirst().deaths()).isZero();
		die();
		takeApart("a", "b");
		List<Claim> claims = this.inbox.take(2);
		assertThat(claims).extracting(Claim::handler).containsExactlyInAnyOrder("a", "b");
		assertThat(claims).allSatisfy((claim) -> assertThat(claim.deaths()).isOne());
		claims.forEach((claim) -> this.inbox.settle(claim, this.inbox.handled(claim, claim.handler())));
		assertThat(this.inbox.ledger.states()).containsEntry(DeliveryState.HANDLED, 1L);
	}

	@Test
	void suspectsWhatWasHandedOverAndNotTaken() throws Exception {
		// The store has to be looked through before anything is handed over.
		this.inbox.takeNothing();
		store("c1");
		die();
		assertThat(this.inbox.take(1).getFirst().deaths()).isOne();
	}

	@Test
	void blamesOnlyTheHandlersThatHadNotEnded() throws Exception {
		store("c1");
		this.inbox.take(1);
		die();
		takeApart("guilty", "innocent");
		List<Claim> claims = this.inbox.take(2);
		Claim innocent = claims.stream()
			.filter((claim) -> "innocent".equals(claim.handler()))
			.findFirst()
			.orElseThrow();
		this.inbox.settle(innocent, this.inbox.handled(innocent, "innocent"));
		die();
		assertThat(this.inbox.takeNothing()).isEmpty();
		assertThat(takeIsolated()).satisfies((claim) -> {
			assertThat(claim.handler()).isEqualTo("guilty");
			assertThat(claim.deaths()).isEqualTo(2);
		});
	}

	@Test
	void isolatesWhatTwoProcessesHaveDiedOf() throws Exception {
		DeliveryId deadly = storeDeadly("c1");
		DeliveryId other = store("c2");
		assertThat(this.inbox.queue.hasIsolated()).isFalse();
		assertThat(this.inbox.take(1).getFirst().id()).isEqualTo(other);
		assertThat(this.inbox.queue.hasIsolated()).isTrue();
		for (int deaths = 2; deaths < 5; deaths++) {
			Claim alone = takeIsolated();
			assertThat(alone.id()).isEqualTo(deadly);
			assertThat(alone.deaths()).isEqualTo(deaths);
			assertThat(alone.isIsolated()).isTrue();
			assertThat(this.inbox.queue.takeIsolated()).isNull();
			die();
		}
	}

	@Test
	void clearsWhatIsFinished() throws Exception {
		storeDeadly("c1");
		Claim alone = takeIsolated();
		this.inbox.settle(alone, this.inbox.retryAfter(alone, "a", Duration.ofSeconds(1)));
		this.clock.advance(Duration.ofSeconds(2));
		assertThat(this.inbox.queue.takeIsolated()).isNull();
		Claim retry = this.inbox.take(1).getFirst();
		assertThat(retry.attempts()).isOne();
		assertThat(retry.deaths()).isZero();
		die();
		assertThat(this.inbox.take(1).getFirst().deaths()).isOne();
	}

	@Test
	void isolatesARetryToo() throws Exception {
		store("c1");
		Claim first = this.inbox.take(1).getFirst();
		this.inbox.settle(first, this.inbox.retryAfter(first, "a", Duration.ofSeconds(1)));
		this.clock.advance(Duration.ofSeconds(2));
		for (int deaths = 0; deaths < 2; deaths++) {
			Claim retry = this.inbox.take(1).getFirst();
			assertThat(retry.attempts()).isOne();
			assertThat(retry.deaths()).isEqualTo(deaths);
			die();
		}
		assertThat(this.inbox.takeNothing()).isEmpty();
		assertThat(takeIsolated().deaths()).isEqualTo(2);
	}

	@Test
	void doesNotSuspectWhatWasGivenBack() throws Exception {
		store("c1");
		store("c2");
		store("c3");
		List<Claim> claims = this.inbox.take(3);
		this.inbox.settle(new Settlement.Released(claims.get(0)));
		this.inbox.settle(new Settlement.Postponed(claims.get(1), this.clock.instant().plusSeconds(5)));
		Claim alone = this.inbox.split(claims.get(2), "a").getFirst();
		this.inbox.settle(new Settlement.Postponed(alone, this.clock.instant().plusSeconds(5)));
		die();
		assertThat(this.inbox.take(3)).extracting(Claim::deaths).containsOnly(0);
	}

	@Test
	void countsWhatAStopHasInterrupted() throws Exception {
		store("c1");
		Claim alone = this.inbox.split(this.inbox.take(1).getFirst(), "a").getFirst();
		assertThat(this.inbox.settle(new Settlement.Interrupted(alone))).isEqualTo(DeliveryState.PENDING);
		Claim again = this.inbox.take(1).getFirst();
		assertThat(again.attempts()).isZero();
		assertThat(again.deaths()).isOne();
	}

	@Test
	void letsWhatFollowsInItsSubjectWait() throws Exception {
		DeliveryId deadly = storeDeadly("c1");
		this.inbox.takeNothing();
		DeliveryId next = store("c1");
		Claim following = this.inbox.take(1).getFirst();
		assertThat(following.id()).isEqualTo(next);
		this.inbox.settle(new Settlement.Separated(following, Set.of("a")));
		assertThat(this.inbox.takeNothing()).isEmpty();
		Claim alone = takeIsolated();
		assertThat(alone.id()).isEqualTo(deadly);
		this.inbox.settle(alone, this.inbox.handled(alone, "a"));
		assertThat(this.inbox.take(1).getFirst().id()).isEqualTo(next);
	}

	@Test
	void takesWhatFewestProcessesHaveDiedOfFirst() throws Exception {
		store("c1");
		store("c2");
		this.inbox.take(2);
		die();
		for (Claim claim : this.inbox.take(2)) {
			this.inbox.settle(new Settlement.Separated(claim, Set.of("a")));
		}
		assertThat(this.inbox.take(2)).extracting(Claim::deaths).containsOnly(1);
		die();
		DeliveryId first = takeIsolated().id();
		die();
		Claim other = takeIsolated();
		assertThat(other.id()).isNotEqualTo(first);
		assertThat(other.deaths()).isEqualTo(2);
		this.inbox.settle(other, this.inbox.handled(other, "a"));
		assertThat(takeIsolated()).satisfies((claim) -> {
			assertThat(claim.id()).isEqualTo(first);
			assertThat(claim.deaths()).isEqualTo(3);
		});
	}

	@Test
	void isolatesWhatNoProcessCouldTakeApart() throws Exception {
		DeliveryId id = store("c1");
		this.inbox.take(1);
		die();
		assertThat(this.inbox.take(1).getFirst().deaths()).isOne();
		die();
		this.inbox.takeNothing();
		DeliveryId following = store("c1");
		DeliveryId other = store("c2");
		assertThat(this.inbox.takeNothing()).extracting(Claim::id).containsExactly(other);
		Claim alone = takeIsolated();
		assertThat(alone.id()).isEqualTo(id);
		assertThat(alone.handler()).isNull();
		assertThat(alone.deaths()).isEqualTo(2);
		this.inbox.settle(alone, this.inbox.handled(alone, "a"));
		assertThat(this.inbox.take(1).getFirst().id()).isEqualTo(following);
	}

	@Test
	void clearsWhatIsReplayed() throws Exception {
		DeliveryId id = storeDeadly("c1");
		Claim alone = takeIsolated();
		this.inbox.settle(alone, this.inbox.dead(alone, "a"));
		assertThat(this.inbox.replayer.replay(id, "a")).isTrue();
		Claim one = this.inbox.take(1).getFirst();
		assertThat(one.deaths()).isZero();
		this.inbox.settle(one, this.inbox.dead(one, "a"));
		assertThat(this.inbox.replayer.replay(id, null)).isTrue();
		assertThat(this.inbox.take(1).getFirst().deaths()).isZero();
	}

}
