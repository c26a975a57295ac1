package io.github.socialhook.store;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.delivery.EndpointName;
import io.github.socialhook.delivery.EventName;
import io.github.socialhook.delivery.Subject;
import io.github.socialhook.inbox.Claim;
import io.github.socialhook.inbox.DeliveryFilter;
import io.github.socialhook.inbox.DeliverySummary;
import io.github.socialhook.inbox.Replay;
import io.github.socialhook.inbox.Replayer;
import io.github.socialhook.inbox.Settlement;
import io.github.socialhook.inbox.StoreUnavailableException;
import io.github.socialhook.inbox.SummaryPage;
import io.github.socialhook.store.ledger.DeliveryQueries;
import io.github.socialhook.store.replay.JdbcReplayer;
import io.github.socialhook.store.replay.OpenReplay;
import io.github.socialhook.store.replay.ReplayWorker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** How every store keeps track of the replay of many deliveries. */
abstract class ReplayJobsContract extends RetentionContract {

	/** Puts so many handled deliveries into the store, and one more that is pending. */
	void storeHandled(int number) throws Exception {
		this.inbox.store("model");
		insertMany(number);
	}

	/**
	 * How often each but the first was replayed: every time raises its fence.
	 */
	List<Long> replayedOften() {
		return this.inbox.sql()
			.sql("SELECT fence - min(fence) OVER () FROM socialhook_delivery ORDER BY id LIMIT ? OFFSET 1")
			.param(Integer.MAX_VALUE)
			.query(Long.class)
			.list();
	}

	/** Returns the number of a delivery, whose place among all begins with one. */
	private long number(int place) {
		return this.inbox.sql()
			.sql("SELECT id FROM socialhook_delivery ORDER BY id LIMIT 1 OFFSET ?")
			.param(place - 1)
			.query(Long.class)
			.single();
	}

	private DeliveryId id(int place) {
		return new DeliveryId(String.valueOf(number(place)));
	}

	/** Works until nothing is left, as if everything was handled at once. */
	static void workAll(InboxFixture node) throws Exception {
		while (node.replays.work()) {
			node.sql().sql("UPDATE socialhook_delivery SET due_at = NULL, state = 'HANDLED'").update();
		}
	}

	private Replay latest() {
		return this.inbox.replayer.list().getFirst();
	}

	@Test
	void replaysTheOldestFirstBatchByBatch() throws Exception {
		storeHandled(2 * ReplayWorker.BATCH + 50);
		Replay begun = this.inbox.replayer.begin("ann", inState(DeliveryState.HANDLED));
		assertThat(begun.matched()).isEqualTo(2 * ReplayWorker.BATCH + 50);
		assertThat(latest()).isEqualTo(begun);
		this.inbox.replays.work();
		assertThat(replayedOften().subList(0, ReplayWorker.BATCH)).containsOnly(1L);
		assertThat(replayedOften().subList(ReplayWorker.BATCH, replayedOften().size())).containsOnly(0L);
		assertThat(latest().done()).isEqualTo(ReplayWorker.BATCH);
		workAll(this.inbox);
		assertThat(replayedOften()).hasSize(2 * ReplayWorker.BATCH + 50).containsOnly(1L);
		assertThat(latest().done()).isEqualTo(begun.matched());
		assertThat(latest().replayed()).isEqualTo(begun.matched());
		assertThat(latest().endedAt()).isEqualTo(this.clock.instant());
		assertThat(latest().cancelled()).isFalse();
	}

	@Test
	void goesOnAfterACrashAndReplaysNothingTwice() throws Exception {
		storeHandled(3 * ReplayWorker.BATCH);
		this.inbox.replayer.begin("ann", inState(DeliveryState.HANDLED));
		this.inbox.replays.work();
		this.inbox.kill();
		this.inbox = reopen();
		this.clock.advance(Duration.ofSeconds(11));
		workAll(this.inbox);
		assertThat(replayedOften()).hasSize(3 * ReplayWorker.BATCH).containsOnly(1L);
		assertThat(latest().replayed()).isEqualTo(3 * ReplayWorker.BATCH);
		assertThat(latest().endedAt()).isNotNull();
	}

	@Test
	void doesNotTakeAStepHalf() throws Exception {
		storeHandled(ReplayWorker.BATCH);
		this.inbox.replayer.begin("ann", inState(DeliveryState.HANDLED));
		OpenReplay open = OpenReplay.oldest(this.inbox.sql());
		// A number that the store cannot have makes the whole group fail.
		long fence = this.inbox.sql().sql("SELECT max(fence) FROM socialhook_delivery").query(Long.class).single();
		this.inbox.sql()
			.sql("CREATE UNIQUE INDEX spoil ON socialhook_delivery (fence, endpoint) WHERE fence > " + fence)
			.update();
		List<DeliveryId> ready = this.inbox.bodies.prepare(List.of(id(2), id(3)), null, true);
		DeliveryQueries.Span span = new DeliveryQueries.Span(ready, number(3));
		assertThatExceptionOfType(StoreUnavailableException.class)
			.isThrownBy(() -> open.step(this.inbox.writer, this.inbox.dialect, span, this.clock.instant()));
		assertThat(replayedOften()).containsOnly(0L);
		assertThat(latest().done()).isZero();
		this.inbox.sql().sql("DROP INDEX spoil").update();
		workAll(this.inbox);
		assertThat(replayedOften()).containsOnly(1L);
	}

	@Test
	void leavesOutWhatCameLater() throws Exception {
		storeHandled(5);
		this.inbox.replayer.begin("ann", inState(DeliveryState.HANDLED));
		insertMany(5);
		workAll(this.inbox);
		assertThat(latest().done()).isEqualTo(5);
		assertThat(replayedOften()).containsExactly(1L, 1L, 1L, 1L, 1L, 0L, 0L, 0L, 0L, 0L);
	}

	@Test
	void leavesOutWhatHasMovedOnBeforeItsTurn() throws Exception {
		storeHandled(5);
		this.inbox.replayer.begin("ann", inState(DeliveryState.HANDLED));
		this.inbox.sql().sql("UPDATE socialhook_delivery SET state = 'DEAD' WHERE id = ?").param(number(3)).update();
		workAll(this.inbox);
		assertThat(latest().matched()).isEqualTo(5);
		assertThat(latest().done()).isEqualTo(4);
	}

	@Test
	void findsWhatIsFarApart() throws Exception {
		storeHandled(DeliveryQueries.WINDOW + 10);
		this.inbox.sql()
			.sql("UPDATE socialhook_delivery SET event = 'rare.event' WHERE id IN (?, ?)")
			.params(number(3), number(DeliveryQueries.WINDOW + 9))
			.update();
		DeliveryFilter rare = new DeliveryFilter(null, new EventName("rare.event"), null, null, null, null, null, null);
		assertThat(this.inbox.ledger.count(rare)).isEqualTo(2);
		this.inbox.replayer.begin("ann", rare);
		workAll(this.inbox);
		assertThat(latest().replayed()).isEqualTo(2);
		assertThat(replayedOften().stream().filter((often) -> often == 1)).hasSize(2);
	}

	@Test
	void waitsWhileMuchIsWaiting() throws Exception {
		storeHandled(ReplayWorker.MOST_WAITING + 10);
		this.inbox.sql()
			.sql("UPDATE socialhook_delivery SET due_at = 0 WHERE id <= ?")
			.param(number(ReplayWorker.MOST_WAITING))
			.update();
		this.inbox.replayer.begin("ann", inState(DeliveryState.HANDLED));
		assertThat(this.inbox.replays.work()).isTrue();
		assertThat(latest().done()).isZero();
		this.inbox.sql().sql("UPDATE socialhook_delivery SET due_at = NULL").update();
		assertThat(this.inbox.replays.work()).isTrue();
		assertThat(latest().done()).isEqualTo(ReplayWorker.BATCH);
	}

	@Test
	void isNotStoppedByWhatWaitsForAPausedHandler() throws Exception {
		storeHandled(ReplayWorker.MOST_WAITING + 10);
		this.inbox.sql()
			.sql("INSERT INTO socialhook_task (delivery_id, handler, state, attempts, due_at) "
					+ "SELECT id, 'slow', 'PENDING', 0, 0 FROM socialhook_delivery WHERE id > ?")
			.param(number(1))
			.update();
		this.inbox.replayer.begin("ann",
				new DeliveryFilter(null, null, EndpointName.DEFAULT, null, null, null, null, null));
		this.inbox.replays.work();
		assertThat(latest().done()).isZero();
		this.inbox.pauses.pause("slow");
		this.inbox.replays.work();
		assertThat(latest().done()).isEqualTo(ReplayWorker.BATCH);
	}

	@Test
	void doesOneAfterTheOther() throws Exception {
		storeHandled(ReplayWorker.BATCH + 50);
		this.inbox.replayer.begin("ann", inState(DeliveryState.HANDLED));
		this.inbox.replayer.begin("bob", inState(DeliveryState.HANDLED));
		this.inbox.replays.work();
		this.inbox.replays.work();
		assertThat(this.inbox.replayer.list()).extracting(Replay::user).containsExactly("bob", "ann");
		assertThat(this.inbox.replayer.list()).extracting(Replay::done).containsExactly(0L, ReplayWorker.BATCH + 50L);
	}

	@Test
	void canBeCancelled() throws Exception {
		storeHandled(2 * ReplayWorker.BATCH);
		Replay replay = this.inbox.replayer.begin("ann", inState(DeliveryState.HANDLED));
		this.inbox.replays.work();
		assertThat(this.inbox.replayer.cancel(replay.id())).isTrue();
		assertThat(this.inbox.replays.work()).isFalse();
		assertThat(latest().cancelled()).isTrue();
		assertThat(latest().endedAt()).isNotNull();
		assertThat(latest().done()).isEqualTo(ReplayWorker.BATCH);
		assertThat(this.inbox.replayer.cancel(replay.id() + 1)).isFalse();
	}

	private void settleAll(String state) {
		this.inbox.sql()
			.sql("UPDATE socialhook_delivery SET due_at = NULL, state = ? WHERE due_at IS NOT NULL")
			.param(state)
			.update();
	}

	private void settle(DeliveryId id, String state) {
		this.inbox.sql()
			.sql("UPDATE socialhook_delivery SET due_at = NULL, state = ? WHERE id = ?")
			.params(state, Long.valueOf(id.value()))
			.update();
	}

	private List<DeliveryId> found(DeliveryFilter filter) {
		return this.inbox.ledger.search(filter, null, 100).entries().stream().map(DeliverySummary::id).toList();
	}

	private long replayedAfterWork() throws Exception {
		this.inbox.replays.work();
		return latest().replayed();
	}

	@Test
	void stopsAfterOneFiveAndFiftyUntilTheyAreHandled() throws Exception {
		storeHandled(70);
		settleAll("HANDLED");
		Replay replay = this.inbox.replayer.begin("ann", inState(DeliveryState.HANDLED), true, true);
		assertThat(replay.paced()).isTrue();
		assertThat(replayedAfterWork()).isEqualTo(1);
		assertThat(replayedAfterWork()).isEqualTo(1);
		settleAll("HANDLED");
		assertThat(replayedAfterWork()).isEqualTo(6);
		assertThat(replayedAfterWork()).isEqualTo(6);
		this.inbox.kill();
		this.inbox = reopen();
		assertThat(replayedAfterWork()).isEqualTo(6);
		settleAll("HANDLED");
		this.clock.advance(Duration.ofSeconds(11));
		assertThat(replayedAfterWork()).isEqualTo(56);
		settleAll("HANDLED");
		assertThat(replayedAfterWork()).isEqualTo(71);
		assertThat(latest().endedAt()).isNotNull();
		assertThat(latest().stopped()).isFalse();
		assertThat(latest().outcomes()).isEqualTo(new Replay.Outcomes(56, 0, 0, 0));
		settleAll("UNHANDLED");
		this.inbox.replays.work();
		assertThat(latest().outcomes()).isEqualTo(new Replay.Outcomes(56, 0, 0, 15));
	}

	@ParameterizedTest
	@EnumSource(value = DeliveryState.class, names = { "DEAD", "RETRYING", "UNREADABLE" })
	void stopsWhenTheyFailAgain(DeliveryState failed) throws Exception {
		storeHandled(70);
		settleAll("HANDLED");
		this.inbox.replayer.begin("ann", inState(DeliveryState.HANDLED), true, true);
		assertThat(replayedAfterWork()).isEqualTo(1);
		settleAll(failed.name());
		assertThat(replayedAfterWork()).isEqualTo(1);
		assertThat(latest().stopped()).isTrue();
		assertThat(latest().cancelled()).isFalse();
		assertThat(latest().endedAt()).isEqualTo(this.clock.instant());
		assertThat(this.inbox.replays.work()).isFalse();
		Replay.Outcomes outcomes = latest().outcomes();
		assertThat(outcomes.failed() + outcomes.retrying()).isEqualTo(1);
	}

	@Test
	void goesOnWithOthersWhileOneWaits() throws Exception {
		storeHandled(10);
		settleAll("HANDLED");
		this.inbox.replayer.begin("paced", inState(DeliveryState.HANDLED), true, true);
		this.inbox.replays.work();
		this.inbox.replayer.begin("other", inState(DeliveryState.HANDLED));
		assertThat(replayedAfterWork()).isEqualTo(10);
		assertThat(this.inbox.replayer.list()).extracting(Replay::user).containsExactly("other", "paced");
		assertThat(this.inbox.replayer.list().getLast().endedAt()).isNull();
	}

	@Test
	void saysWhatBecameOfTheDeliveriesOfAReplay() throws Exception {
		storeHandled(4);
		settleAll("HANDLED");
		List<DeliveryId> ids = IntStream.rangeClosed(1, 5).mapToObj(this::id).toList();
		Replay replay = this.inbox.replayer.begin("ann", inState(DeliveryState.HANDLED));
		this.inbox.replays.work();
		assertThat(latest().outcomes()).isEqualTo(Replay.Outcomes.NONE);
		settle(ids.get(0), "HANDLED");
		settle(ids.get(1), "DEAD");
		settle(ids.get(2), "RETRYING");
		this.inbox.sql()
			.sql("DELETE FROM socialhook_delivery WHERE id = ?")
			.param(Long.valueOf(ids.get(3).value()))
			.update();
		this.inbox.replays.work();
		assertThat(latest().outcomes()).isEqualTo(new Replay.Outcomes(1, 1, 1, 1));
		settle(ids.get(2), "HANDLED");
		settle(ids.get(1), "HANDLED");
		this.inbox.replays.work();
		assertThat(latest().outcomes()).isEqualTo(new Replay.Outcomes(2, 0, 1, 1));
		DeliveryFilter its = DeliveryFilter.ALL.ofReplay(replay.id());
		assertThat(found(its)).containsExactlyInAnyOrder(ids.get(0), ids.get(1), ids.get(2), ids.get(4));
		assertThat(found(its.inState(DeliveryState.PENDING))).containsExactly(ids.get(4));
		assertThat(found(its.failingWith("0123456789abcdef"))).isEmpty();
		assertThat(found(DeliveryFilter.ALL.ofReplay(replay.id() + "0"))).isEmpty();
		assertThat(found(DeliveryFilter.ALL.ofReplay("x"))).isEmpty();
		assertThat(this.inbox.ledger.count(its)).isEqualTo(4);
	}

	@Test
	void findsADeliveryByItsNumberOnTheFirstPageHoweverOldItIs() throws Exception {
		this.inbox.store("first");
		insertMany(21 * DeliveryQueries.WINDOW);
		DeliveryId second = id(2);
		DeliveryFilter named = new DeliveryFilter(null, null, null, null, null, null, null, second.value());
		SummaryPage first = this.inbox.ledger.search(named, null, 50);
		assertThat(first.entries()).extracting(DeliverySummary::id).containsExactly(second);
		assertThat(first.next()).isNotNull();
		assertThat(this.inbox.ledger.search(named, first.next(), 50).entries()).isEmpty();
		assertThat(this.inbox.ledger.search(named.inState(DeliveryState.DEAD), null, 50).entries()).isEmpty();
		assertThat(this.inbox.ledger.count(named)).isEqualTo(1);
	}

	@Test
	void saysWhichPlaceADeliveryHasInAReplay() throws Exception {
		storeHandled(3 * ReplayWorker.BATCH);
		Replay replay = this.inbox.replayer.begin("ann", inState(DeliveryState.HANDLED));
		this.inbox.replays.work();
		// The first one is pending, and was not meant.
		DeliveryId next = id(ReplayWorker.BATCH + 7);
		assertThat(this.inbox.replayer.placeOf(next))
			.contains(new Replayer.Place(replay.id(), Replay.Action.REPLAY, 5, true));
		assertThat(this.inbox.replayer.placeOf(id(7))).isEmpty();
		assertThat(this.inbox.replayer.placeOf(new DeliveryId(String.valueOf(Long.MAX_VALUE)))).isEmpty();
		assertThat(this.inbox.replayer.placeOf(new DeliveryId("x"))).isEmpty();
		this.inbox.replayer.cancel(replay.id());
		assertThat(this.inbox.replayer.placeOf(next)).isEmpty();
	}

	@Test
	void forgetsTheDeliveriesOfForgottenReplays() throws Exception {
		storeHandled(3);
		settleAll("HANDLED");
		this.inbox.replayer.begin("first", inState(DeliveryState.HANDLED));
		workAll(this.inbox);
		for (int i = 0; i < JdbcReplayer.MOST_REMEMBERED; i++) {
			this.inbox.replayer.begin("later", inState(DeliveryState.DEAD));
		}
		this.inbox.replays.work();
		assertThat(
				this.inbox.sql().sql("SELECT count(*) FROM socialhook_replay_delivery").query(Integer.class).single())
			.isZero();
	}

	@Test
	void endsAtOnceWhereNothingIsMeant() throws Exception {
		this.inbox.replayer.begin("ann", inState(DeliveryState.DEAD));
		assertThat(latest().endedAt()).isNotNull();
		assertThat(this.inbox.replays.work()).isFalse();
	}

	@Test
	void remembersTheLatestAndEveryOneThatGoesOn() throws Exception {
		storeHandled(1);
		this.inbox.replayer.begin("first", inState(DeliveryState.HANDLED));
		for (int i = 0; i < JdbcReplayer.MOST_REMEMBERED + 5; i++) {
			this.inbox.replayer.begin("later", inState(DeliveryState.DEAD));
		}
		assertThat(this.inbox.replayer.list()).hasSize(JdbcReplayer.MOST_REMEMBERED);
		assertThat(OpenReplay.oldest(this.inbox.sql()).replay().user()).isEqualTo("first");
		assertThat(this.inbox.sql().sql("SELECT count(*) FROM socialhook_replay").query(Integer.class).single())
			.isEqualTo(JdbcReplayer.MOST_REMEMBERED + 1);
	}

	@Test
	@HandledBy({ "a", "b" })
	void leavesOutHandlersThatSucceededOnRequest() throws Exception {
		this.inbox.dispatching().store("dead");
		this.inbox.store("handled");
		this.inbox.store("untaken");
		this.inbox.store("running");
		List<Claim> claims = this.inbox.take(4);
		Claim running = this.inbox.split(claims.get(3), "a").getFirst();
		this.inbox.settle(claims.get(0), this.inbox.dead(claims.get(0), "a"), this.inbox.handled(claims.get(0), "b"));
		this.inbox.settle(claims.get(1), this.inbox.handled(claims.get(1), "a"),
				this.inbox.handled(claims.get(1), "b"));
		this.inbox.settle(new Settlement.Unhandled(claims.get(2)));
		Replay replay = this.inbox.replayer.begin("ann", DeliveryFilter.ALL, false);
		assertThat(replay.includeHandled()).isFalse();
		assertThat(latest()).isEqualTo(replay);
		this.inbox.replays.work();
		assertThat(latest().done()).isEqualTo(4);
		assertThat(latest().replayed()).isEqualTo(2);
		// All of them have the same subject, so that the others wait for it.
		assertThat(this.inbox.settle(running, this.inbox.handled(running, "a"))).isEqualTo(DeliveryState.HANDLED);
		List<Claim> again = this.inbox.take(2);
		assertThat(again).extracting(Claim::id).containsExactlyInAnyOrder(claims.get(0).id(), claims.get(2).id());
		assertThat(again).extracting(Claim::handler).containsExactlyInAnyOrder("a", null);
		assertThat(this.inbox.takeNothing()).isEmpty();
	}

	@Test
	void keepsEveryPartOfTheFilter() {
		DeliveryFilter filter = new DeliveryFilter(DeliveryState.DEAD, new EventName("x.y"), new EndpointName("other"),
				Subject.parse("channel:c:1"), "handler", this.clock.instant().minusSeconds(5), this.clock.instant(),
				"%text'", Subject.parse("user:u:1"), "0123456789abcdef", "7");
		this.inbox.replayer.begin("ann", filter);
		assertThat(latest().filter()).isEqualTo(filter);
		this.inbox.replayer.begin("ann", DeliveryFilter.ALL);
		assertThat(latest().filter()).isEqualTo(DeliveryFilter.ALL);
	}

}
