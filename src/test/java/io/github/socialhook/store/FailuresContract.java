package io.github.socialhook.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

import io.github.socialhook.Timeouts;
import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.inbox.Attempt;
import io.github.socialhook.inbox.Claim;
import io.github.socialhook.inbox.DeliveryFilter;
import io.github.socialhook.inbox.Failure;
import io.github.socialhook.inbox.Ledger;
import io.github.socialhook.inbox.Ledger.FailureGroup;
import io.github.socialhook.inbox.Outcome;
import io.github.socialhook.inbox.Settlement;
import io.github.socialhook.store.ledger.DeliveryQueries;
import io.github.socialhook.store.upkeep.FailureSignatures;
import io.github.socialhook.store.upkeep.RedactionStart;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** How every store groups what has failed by its error. */
@HandledBy({ "h0", "h1" })
abstract class FailuresContract extends ReferencesContract {

	private static final String TRACE = """
			java.lang.IllegalStateException: x
				at java.base/java.util.List.of(List.java:1)
				at com.example.Crm.send(Crm.java:%d)
				at io.github.socialhook.dispatch.Dispatcher.run(Dispatcher.java:5)
			""";

	private static Failure failure(String message) {
		return new Failure("java.lang.IllegalStateException", message, TRACE.replace("%d", "7"));
	}

	private static DeliveryFilter failingWith(String message) {
		return DeliveryFilter.ALL.failingWith(failure(message).signature());
	}

	private List<FailureGroup> failures(int most) {
		Ledger.Failures failures = this.inbox.ledger.failures(most, Timeouts.GENEROUS);
		assertThat(failures.complete()).isTrue();
		return failures.groups();
	}

	private Claim fail(String body, String... messages) throws Exception {
		this.inbox.dispatching().store(body);
		Claim claim = this.inbox.take(1).getFirst();
		settle(claim, messages);
		return claim;
	}

	/** Fails the handlers "h0", "h1" and so on, for good. */
	private void settle(Claim claim, String... messages) throws Exception {
		List<Attempt> attempts = IntStream.range(0, messages.length)
			.mapToObj((i) -> attempt(claim, "h" + i, new Outcome.Dead(failure(messages[i]))))
			.toList();
		this.inbox.settle(new Settlement.Attempted(claim, attempts, Set.of()));
	}

	private Attempt attempt(Claim claim, String handler, Outcome outcome) {
		return new Attempt(handler, claim.attempts() + 1, this.clock.instant(), Duration.ofMillis(3), outcome);
	}

	@Test
	void groupsWhatFailedWithTheSameErrorWhateverTheIds() throws Exception {
		Instant began = this.clock.instant();
		fail("one", "User 17 is gone");
		this.clock.advance(Duration.ofMinutes(1));
		Claim last = fail("two", "User 18 is gone");
		fail("three", "The CRM does not answer");
		List<FailureGroup> groups = failures(10);
		assertThat(groups).hasSize(2);
		assertThat(groups.getFirst()).isEqualTo(new FailureGroup(failure("User 99 is gone").signature(), 2, 2, 0,
				Set.of("h0"), began, began.plusSeconds(60), last.id(),
				new Failure("java.lang.IllegalStateException", "User 18 is gone", "")));
		assertThat(failures(1)).containsExactly(groups.getFirst());
		assertThat(find(failingWith("User 1 is gone"))).hasSize(2).contains(last.id());
		assertThat(this.inbox.ledger.count(failingWith("User 1 is gone"))).isEqualTo(2);
	}

	@Test
	void countsADeliveryOnceThatTwoHandlersFail() throws Exception {
		Claim claim = fail("one", "broken", "broken", "other");
		FailureGroup group = failures(10).stream().filter((each) -> each.dead() == 2).findFirst().orElseThrow();
		assertThat(group.deliveries()).isEqualTo(1);
		assertThat(group.dead()).isEqualTo(2);
		assertThat(group.handlers()).containsExactlyInAnyOrder("h0", "h1");
		assertThat(find(failingWith("broken"))).containsExactly(claim.id());
		assertThat(this.inbox.ledger.count(failingWith("broken"))).isEqualTo(1);
	}

	@Test
	void combinesAnErrorWithTheOtherFilters() throws Exception {
		DeliveryId id = fail("one user:anna", "broken").id();
		indexAll();
		DeliveryFilter broken = failingWith("broken");
		String signature = broken.error();
		assertThat(find(inState(DeliveryState.DEAD).failingWith(signature))).containsExactly(id);
		assertThat(find(inState(DeliveryState.RETRYING).failingWith(signature))).isEmpty();
		assertThat(find(ofHandler("h0", DeliveryState.DEAD).failingWith(signature))).containsExactly(id);
		assertThat(find(ofHandler("h1", null).failingWith(signature))).isEmpty();
		assertThat(find(broken.referringTo(ANNA))).containsExactly(id);
		assertThat(find(failingWith("other").referringTo(ANNA))).isEmpty();
	}

	@Test
	void forgetsAnErrorOnceTheHandlerSucceeds() throws Exception {
		this.inbox.dispatching().store("one");
		Claim claim = this.inbox.take(1).getFirst();
		this.inbox.settle(new Settlement.Attempted(claim, List
			.of(attempt(claim, "h0", new Outcome.Retry(this.clock.instant().plusSeconds(1), failure("broken")))),
				Set.of()));
		FailureGroup group = failures(10).getFirst();
		assertThat(group.retrying()).isEqualTo(1);
		assertThat(group.dead()).isZero();
		this.clock.advance(Duration.ofSeconds(2));
		Claim again = this.inbox.take(1).getFirst();
		this.inbox
			.settle(new Settlement.Attempted(again, List.of(attempt(again, "h0", new Outcome.Handled())), Set.of()));
		assertThat(failures(10)).isEmpty();
		assertThat(find(failingWith("broken"))).isEmpty();
	}

	@Test
	void discardsOnlyWhatFailedWithTheError() throws Exception {
		DeliveryId both = fail("one", "broken", "other").id();
		DeliveryId single = fail("two", "broken").id();
		this.inbox.replayer.beginDiscard("ann", inState(DeliveryState.DEAD).failingWith(failingWith("broken").error()));
		while (this.inbox.replays.work()) {
			assertThat(this.inbox.replayer.list()).hasSize(1);
		}
		assertThat(this.inbox.replayer.list().getFirst().replayed()).isEqualTo(2);
		assertThat(find(inState(DeliveryState.DISCARDED))).containsExactly(single);
		assertThat(find(inState(DeliveryState.DEAD))).containsExactly(both);
		assertThat(find(failingWith("broken"))).isEmpty();
		assertThat(find(failingWith("other"))).containsExactly(both);
		assertThat(this.inbox.ledger.states()).containsEntry(DeliveryState.DISCARDED, 1L)
			.containsEntry(DeliveryState.DEAD, 1L)
			.containsEntry(DeliveryState.HANDLED, 0L);
		assertThat(this.inbox.replayer.discard(both, "h0")).isFalse();
		assertThat(this.inbox.replayer.discard(both, "h1")).isTrue();
		assertThat(find(inState(DeliveryState.DISCARDED))).containsExactlyInAnyOrder(both, single);
		assertThat(this.inbox.ledger.count(inState(DeliveryState.DISCARDED))).isEqualTo(2);
	}

	@Test
	void staysDiscardedWhateverAnotherHandlerDoesLater() throws Exception {
		DeliveryId id = fail("one", "broken", "other").id();
		this.inbox.replayer.discard(id, null);
		assertThat(this.inbox.ledger.backlog().dead()).isZero();
		assertThat(this.inbox.replayer.replay(id, "h1")).isTrue();
		Claim again = this.inbox.take(1).getFirst();
		assertThat(again.handler()).isEqualTo("h1");
		this.inbox
			.settle(new Settlement.Attempted(again, List.of(attempt(again, "h1", new Outcome.Handled())), Set.of()));
		assertThat(find(inState(DeliveryState.DISCARDED))).containsExactly(id);
		assertThat(this.inbox.replayer.replayUnhandled(id, Set.of("h0", "h1")).due()).containsExactly("h0");
		assertThat(find(inState(DeliveryState.DISCARDED))).isEmpty();
	}

	@Test
	void groupsWhatAnEarlierVersionHasRecorded() throws Exception {
		fail("one", "User 17 is gone", "broken");
		fail("two", "User 18 is gone");
		List<FailureGroup> groups = failures(10);
		this.inbox.sql().sql("UPDATE socialhook_task SET signature = NULL, failed_at = NULL").update();
		assertThat(failures(10)).isEmpty();
		assertThat(new FailureSignatures(this.inbox.writer, this.inbox.store).work()).isFalse();
		assertThat(failures(10)).isEqualTo(groups);
	}

	@Test
	void leavesOutWhatIsReplayed() throws Exception {
		DeliveryId id = fail("one", "broken").id();
		this.inbox.replayer.replay(id, "h0");
		assertThat(failures(10)).isEmpty();
	}

	@Test
	void hidesAndDoesNotFindErrorsFromBeforeTheirMasks() throws Exception {
		Claim before = fail("one", "User anna is gone");
		this.clock.advance(Duration.ofMinutes(1));
		note("$..name");
		Claim after = fail("two", "User *** is gone");
		note("$..name");
		assertThat(this.inbox.ledger.details(before.id()).orElseThrow().toString()).doesNotContain("anna")
			.contains("IllegalStateException", "from before socialhook.redact was set");
		assertThat(failures(10).toString()).doesNotContain("anna").contains("User *** is gone");
		assertThat(find(containing("gone"))).containsExactly(after.id());
		assertThat(find(containing("IllegalState"))).containsExactly(after.id(), before.id());
		assertThat(this.inbox.ledger.count(containing("anna"))).isZero();
		this.clock.advance(Duration.ofMinutes(1));
		note("$..name\n$..other");
		assertThat(this.inbox.ledger.details(after.id()).orElseThrow().toString()).doesNotContain("is gone");
		note("");
		assertThat(find(containing("anna"))).containsExactly(before.id());
	}

	private void note(String paths) {
		try (RedactionStart start = new RedactionStart(this.inbox.writer, this.inbox.store, paths, this.clock)) {
			start.note();
		}
	}

	@Test
	void countsTheNewestFailuresWhenTheTimeIsOver() throws Exception {
		Claim old = fail("one", "old");
		failMore("0123456789abcdef", DeliveryQueries.WINDOW + 10, "alpha");
		Ledger.Failures newest = this.inbox.ledger.failures(10, Duration.ZERO);
		assertThat(newest.complete()).isFalse();
		assertThat(newest.looked()).isEqualTo(DeliveryQueries.WINDOW);
		assertThat(newest.groups()).singleElement()
			.satisfies((group) -> assertThat(group.deliveries()).isEqualTo(DeliveryQueries.WINDOW));
		assertThat(failures(10)).extracting(FailureGroup::deliveries).containsExactly(DeliveryQueries.WINDOW + 10L, 1L);
		assertThat(failures(10).getLast().sample()).isEqualTo(old.id());
		assertThat(this.inbox.ledger.failures(10, Timeouts.GENEROUS).looked()).isEqualTo(DeliveryQueries.WINDOW + 11);
	}

	@Test
	void countsADeliveryOnceWhereverItIsInAWindow() throws Exception {
		fail("one", "old");
		failMore("0123456789abcdef", DeliveryQueries.WINDOW, "alpha", "beta");
		failMore("0123456789abcdef", 1, "alpha");
		Ledger.Failures newest = this.inbox.ledger.failures(10, Duration.ZERO);
		assertThat(newest.looked()).isEqualTo(DeliveryQueries.WINDOW + 1);
		assertThat(newest.groups().getFirst().deliveries()).isEqualTo(DeliveryQueries.WINDOW / 2 + 1);
		FailureGroup all = failures(10).getFirst();
		assertThat(all.deliveries()).isEqualTo(DeliveryQueries.WINDOW + 1);
		assertThat(all.dead()).isEqualTo(2L * DeliveryQueries.WINDOW + 1);
		assertThat(all.handlers()).containsExactly("alpha", "beta");
	}

	@Test
	void countsTheNewestTasksWhenTheTimeIsOver() throws Exception {
		fail("one", "old");
		failMore("0123456789abcdef", DeliveryQueries.WINDOW + 10, "alpha");
		Ledger.TaskCounts newest = this.inbox.ledger.tasks(Duration.ZERO);
		assertThat(newest.complete()).isFalse();
		assertThat(newest.byHandler())
			.isEqualTo(Map.of("alpha", Map.of(DeliveryState.DEAD, (long) DeliveryQueries.WINDOW)));
		Ledger.TaskCounts all = this.inbox.ledger.tasks(Timeouts.GENEROUS);
		assertThat(all.complete()).isTrue();
		assertThat(all.of("alpha", DeliveryState.DEAD)).isEqualTo(DeliveryQueries.WINDOW + 10);
		assertThat(all.of("h0", DeliveryState.DEAD)).isEqualTo(1);
		this.inbox.sql().sql("UPDATE socialhook_task SET state = 'PENDING' WHERE handler = 'alpha'").update();
		assertThat(this.inbox.ledger.tasks(Duration.ZERO).complete()).isFalse();
		assertThat(this.inbox.ledger.tasks(Timeouts.GENEROUS).of("alpha", DeliveryState.PENDING))
			.isEqualTo(DeliveryQueries.WINDOW + 10);
	}

	/**
	 * Stores more deliveries like the first, which these handlers have failed for good.
	 */
	private void failMore(String signature, int number, String... handlers) {
		long last = this.inbox.sql().sql("SELECT max(id) FROM socialhook_delivery").query(Long.class).single();
		insertMany(number);
		for (String handler : handlers) {
			this.inbox.sql().sql("""
					INSERT INTO socialhook_task (delivery_id, handler, state, attempts, signature, failed_at)
					SELECT id, ?, 'DEAD', 1, ?, received_at FROM socialhook_delivery WHERE id > ?
					""").params(handler, signature, last).update();
		}
	}

	private static DeliveryFilter containing(String text) {
		return new DeliveryFilter(null, null, null, null, null, null, null, text);
	}

}
