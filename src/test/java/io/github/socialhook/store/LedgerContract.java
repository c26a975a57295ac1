package io.github.socialhook.store;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.github.socialhook.Timeouts;
import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.delivery.EndpointName;
import io.github.socialhook.delivery.EventName;
import io.github.socialhook.delivery.Payload;
import io.github.socialhook.delivery.Subject;
import io.github.socialhook.inbox.Claim;
import io.github.socialhook.inbox.DeliveryDetails;
import io.github.socialhook.inbox.DeliveryFilter;
import io.github.socialhook.inbox.DeliverySummary;
import io.github.socialhook.inbox.Failure;
import io.github.socialhook.inbox.Ledger;
import io.github.socialhook.inbox.Receipt;
import io.github.socialhook.inbox.Settlement;
import io.github.socialhook.inbox.SummaryPage;
import io.github.socialhook.store.ledger.DeliveryQueries;
import io.github.socialhook.store.queue.RowNumber;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What every store shows of itself. */
abstract class LedgerContract extends LedgerFixture {

	private DeliveryId store(String endpoint, @Nullable String event, @Nullable String subject) {
		byte[] body = (endpoint + event + subject + this.clock.instant() + Math.random())
			.getBytes(StandardCharsets.UTF_8);
		Delivery delivery = new Delivery(new EndpointName(endpoint), (event != null) ? new EventName(event) : null,
				(subject != null) ? Subject.parse(subject) : null, Payload.of(body), this.clock.instant());
		return ((Receipt.Stored) this.inbox.inbox.put(delivery)).id();
	}

	private List<DeliveryId> search(DeliveryFilter filter) {
		return this.inbox.ledger.search(filter, null, 100).entries().stream().map(DeliverySummary::id).toList();
	}

	static DeliveryFilter inState(DeliveryState state) {
		return new DeliveryFilter(state, null, null, null, null, null, null, null);
	}

	static DeliveryFilter ofHandler(String handler, @Nullable DeliveryState state) {
		return new DeliveryFilter(state, null, null, null, handler, null, null, null);
	}

	private static DeliveryFilter withText(String text) {
		return new DeliveryFilter(null, null, null, null, null, null, null, text);
	}

	@Test
	void showsTheNewestFirst() {
		DeliveryId first = this.inbox.store("one");
		DeliveryId second = this.inbox.store("two");
		assertThat(search(DeliveryFilter.ALL)).containsExactly(second, first);
	}

	@Test
	void showsWhatADeliveryIs() {
		DeliveryId id = this.inbox.store("body");
		this.clock.advance(Duration.ofMinutes(1));
		this.inbox.inbox.put(this.inbox.delivery("body"));
		DeliverySummary entry = this.inbox.ledger.details(id).orElseThrow().summary();
		assertThat(entry)
			.isEqualTo(new DeliverySummary(id, "default", "channel.didCreate", "channel:c1", DeliveryState.PENDING,
					this.clock.instant().minusSeconds(60), null, 0, 4, 1, this.clock.instant(), null));
		assertThat(this.inbox.ledger.search(DeliveryFilter.ALL, null, 1).entries()).containsExactly(entry);
	}

	@Test
	@HandledBy("one")
	void showsTheLastErrorInLists() throws Exception {
		DeliveryId fine = this.inbox.dispatching().store("fine");
		DeliveryId bad = this.inbox.store("bad");
		DeliveryId unreadable = this.inbox.store("no json");
		List<Claim> claims = this.inbox.take(3);
		this.inbox.settle(claims.get(0), this.inbox.handled(claims.get(0), "one"));
		this.inbox.settle(claims.get(1), this.inbox.retryAfter(claims.get(1), "one", Duration.ofMillis(1)));
		this.clock.advance(Duration.ofSeconds(1));
		Claim again = this.inbox.take(1).getFirst();
		this.inbox.settle(again, this.inbox.dead(again, "one"));
		this.inbox.settle(new Settlement.Unreadable(claims.get(2), new Failure("a.Type", "the message", "")));
		Map<DeliveryId, Failure> errors = new HashMap<>();
		this.inbox.ledger.search(DeliveryFilter.ALL, null, 10)
			.entries()
			.forEach((entry) -> errors.put(entry.id(), entry.lastError()));
		assertThat(errors.get(fine)).isNull();
		Failure last = this.inbox.ledger.details(bad).orElseThrow().attempts().getLast().failure();
		assertThat(errors.get(bad)).isEqualTo(new Failure(last.type(), last.message(), ""));
		assertThat(errors.get(unreadable)).isEqualTo(new Failure("a.Type", "the message", ""));
	}

	@Test
	void knowsNothingOfWhatIsNotThere() {
		assertThat(this.inbox.ledger.details(new DeliveryId("4711"))).isEmpty();
		assertThat(this.inbox.ledger.delivery(new DeliveryId("4711"))).isEmpty();
	}

	@Test
	void knowsNothingOfAnIdThatItNeverGave() {
		this.inbox.store("body");
		assertThat(List.of("x", "-1", "01", "+1", " 1", "1 ", "99999999999999999999", "١")).allSatisfy((id) -> {
			assertThat(this.inbox.ledger.details(new DeliveryId(id))).isEmpty();
			assertThat(this.inbox.ledger.delivery(new DeliveryId(id))).isEmpty();
		});
	}

	@Test
	void refusesACursorThatItNeverGave() {
		assertThat(List.of("x", "!", "YmVmb3JlOng", "MQ", ""))
			.allSatisfy((cursor) -> assertThatExceptionOfType(Ledger.InvalidCursorException.class)
				.isThrownBy(() -> this.inbox.ledger.search(DeliveryFilter.ALL, cursor, 10)));
	}

	@Test
	void ordersAPageByTheTimeOfReceiptAndThenById() {
		DeliveryId first = this.inbox.store("first");
		DeliveryId second = this.inbox.store("second");
		this.clock.advance(Duration.ofMinutes(-1));
		DeliveryId early = this.inbox.store("early");
		assertThat(search(DeliveryFilter.ALL)).containsExactly(second, first, early);
	}

	@Test
	void showsTheExactBytes() {
		DeliveryId id = this.inbox.store("body");
		assertThat(this.inbox.ledger.delivery(id)).contains(this.inbox.delivery("body"));
	}

	@Test
	void pagesThroughEverythingOnceWhileMoreComesIn() {
		List<DeliveryId> stored = IntStream.range(0, 25).mapToObj((i) -> this.inbox.store("body " + i)).toList();
		List<DeliveryId> seen = new ArrayList<>();
		String next = null;
		do {
			SummaryPage page = this.inbox.ledger.search(DeliveryFilter.ALL, next, 10);
			page.entries().forEach((entry) -> seen.add(entry.id()));
			next = page.next();
			this.inbox.store("another after " + seen.size());
		}
		while (next != null);
		assertThat(seen).containsExactlyElementsOf(stored.reversed());
	}

	@Test
	void endsWithTheLastFullPage() {
		IntStream.range(0, 10).forEach((i) -> this.inbox.store("body " + i));
		assertThat(this.inbox.ledger.search(DeliveryFilter.ALL, null, 10).next()).isNull();
		assertThat(this.inbox.ledger.search(DeliveryFilter.ALL, null, 9).next()).isNotNull();
	}

	@Test
	void findsByWhatItWasFiledUnder() {
		DeliveryId one = store("default", "channel.didCreate", "channel:c1");
		DeliveryId two = store("second", "user.didUpdate", "user:u1");
		this.clock.advance(Duration.ofMillis(1));
		DeliveryId three = store("second", null, null);
		assertThat(
				search(new DeliveryFilter(null, new EventName("user.didUpdate"), null, null, null, null, null, null)))
			.containsExactly(two);
		assertThat(search(new DeliveryFilter(null, null, new EndpointName("second"), null, null, null, null, null)))
			.containsExactly(three, two);
		assertThat(search(new DeliveryFilter(null, null, null, new Subject("channel", "c1"), null, null, null, null)))
			.containsExactly(one);
	}

	@Test
	void findsByTime() {
		DeliveryId early = this.inbox.store("early");
		this.clock.advance(Duration.ofHours(1));
		DeliveryId late = this.inbox.store("late");
		assertThat(search(new DeliveryFilter(null, null, null, null, null, this.clock.instant(), null, null)))
			.containsExactly(late);
		assertThat(search(new DeliveryFilter(null, null, null, null, null, null, this.clock.instant(), null)))
			.containsExactly(early);
	}

	@Test
	void findsByText() {
		DeliveryId one = store("default", "channel.didCreate", "channel:100%_sure!");
		DeliveryId two = store("default", "user.didUpdate", null);
		DeliveryId three = store("default", null, null);
		assertThat(search(withText("CHANNEL"))).containsExactly(one);
		assertThat(search(withText("100%_SURE!"))).containsExactly(one);
		assertThat(search(withText("100_"))).isEmpty();
		assertThat(search(withText("didupdate"))).containsExactly(two);
		assertThat(search(withText(three.toString()))).contains(three).doesNotContain(two);
	}

	@Test
	@HandledBy({ "a", "quick", "slow" })
	void findsByState() throws Exception {
		this.inbox.dispatching();
		IntStream.range(0, 7).forEach((i) -> this.inbox.store((i == 1) ? UNTAKEN : ("body " + i)));
		List<Claim> claims = this.inbox.take(7);
		Claim handled = claims.get(0);
		this.inbox.settle(handled, this.inbox.handled(handled, "a"));
		this.inbox.settle(new Settlement.Unhandled(claims.get(1)));
		this.inbox.settle(new Settlement.Unreadable(claims.get(2), new Failure("x", "y", "z")));
		Claim retrying = claims.get(3);
		this.inbox.settle(retrying, this.inbox.retryAfter(retrying, "a", Duration.ofSeconds(5)));
		Claim dead = claims.get(4);
		this.inbox.settle(dead, this.inbox.dead(dead, "a"));
		Claim lagging = claims.get(5);
		this.inbox.settle(new Settlement.Attempted(lagging, List.of(this.inbox.handled(lagging, "quick")),
				java.util.Set.of("slow")));
		assertThat(search(inState(DeliveryState.HANDLED))).containsExactly(handled.id());
		assertThat(search(inState(DeliveryState.UNHANDLED))).containsExactly(claims.get(1).id());
		assertThat(search(inState(DeliveryState.UNREADABLE))).containsExactly(claims.get(2).id());
		assertThat(search(inState(DeliveryState.RETRYING))).containsExactly(retrying.id());
		assertThat(search(inState(DeliveryState.DEAD))).containsExactly(dead.id());
		assertThat(search(inState(DeliveryState.PENDING))).containsExactly(claims.get(6).id(), lagging.id());
		assertThat(this.inbox.ledger.states()).isEqualTo(Map.of(DeliveryState.HANDLED, 1L, DeliveryState.UNHANDLED, 1L,
				DeliveryState.UNREADABLE, 1L, DeliveryState.RETRYING, 1L, DeliveryState.DEAD, 1L, DeliveryState.PENDING,
				2L, DeliveryState.DUPLICATE, 0L, DeliveryState.DISCARDED, 0L));
	}

	@Test
	@HandledBy({ "bad", "later" })
	void findsByHandlerAndWhereThatHandlerStands() throws Exception {
		this.inbox.dispatching().store("one");
		Claim claim = this.inbox.take(1).getFirst();
		this.inbox.settle(claim, this.inbox.dead(claim, "bad"),
				this.inbox.retryAfter(claim, "later", Duration.ofSeconds(5)));
		assertThat(search(ofHandler("bad", null))).containsExactly(claim.id());
		assertThat(search(ofHandler("bad", DeliveryState.DEAD))).containsExactly(claim.id());
		assertThat(search(ofHandler("bad", DeliveryState.RETRYING))).isEmpty();
		assertThat(search(ofHandler("good", null))).isEmpty();
		assertThat(this.inbox.ledger.tasks(Timeouts.GENEROUS)).isEqualTo(new Ledger.TaskCounts(
				Map.of("bad", Map.of(DeliveryState.DEAD, 1L), "later", Map.of(DeliveryState.RETRYING, 1L)), true,
				true));
	}

	@Test
	@HandledBy({ "a", "b" })
	void findsTheTextOfErrors() throws Exception {
		this.inbox.dispatching().store("one");
		this.inbox.store("two");
		List<Claim> claims = this.inbox.take(2);
		this.inbox.settle(claims.get(0), this.inbox.dead(claims.get(0), "a"), this.inbox.handled(claims.get(0), "b"));
		this.inbox.settle(claims.get(1), this.inbox.handled(claims.get(1), "a"));
		assertThat(search(withText("BROKE"))).containsExactly(claims.get(0).id());
		assertThat(search(withText("illegalstate"))).containsExactly(claims.get(0).id());
		assertThat(search(withText("at somewhere"))).isEmpty();
		assertThat(this.inbox.ledger.count(withText("broken"))).isEqualTo(1);
	}

	@Test
	void stopsCountingWhenTheTimeIsOver() {
		store("default", "channel.didCreate", null);
		insertMany(DeliveryQueries.WINDOW + 10);
		DeliveryFilter all = withText("didCreate");
		Ledger.Count some = this.inbox.ledger.count(all, Duration.ZERO);
		assertThat(some.complete()).isFalse();
		assertThat(some.number()).isBetween(1L, (long) DeliveryQueries.WINDOW);
		assertThat(this.inbox.ledger.count(all, Timeouts.GENEROUS))
			.isEqualTo(new Ledger.Count(this.inbox.ledger.count(all), true));
	}

	@Test
	void showsEveryRecordedAttempt() throws Exception {
		this.inbox.dispatching().store("one");
		Claim claim = this.inbox.take(1).getFirst();
		this.inbox.settle(claim, this.inbox.retryAfter(claim, "a", Duration.ofSeconds(5)));
		this.clock.advance(Duration.ofSeconds(5));
		Claim again = this.inbox.take(1).getFirst();
		assertThat(this.inbox.ledger.details(claim.id()).orElseThrow().tasks())
			.containsExactly(new DeliveryDetails.Task("a", DeliveryState.RETRYING, 1, null, true));
		this.inbox.settle(again, this.inbox.retryAfter(again, "a", Duration.ofSeconds(30)));
		DeliveryDetails details = this.inbox.ledger.details(claim.id()).orElseThrow();
		assertThat(details.tasks()).containsExactly(
				new DeliveryDetails.Task("a", DeliveryState.RETRYING, 2, this.clock.instant().plusSeconds(30), false));
		Failure failure = new Failure("java.lang.IllegalStateException", "broken", "at somewhere");
		assertThat(details.attempts()).containsExactly(
				new DeliveryDetails.PastAttempt("a", 1, this.clock.instant().minusSeconds(5), Duration.ofMillis(3),
						DeliveryState.RETRYING, failure),
				new DeliveryDetails.PastAttempt("a", 2, this.clock.instant(), Duration.ofMillis(3),
						DeliveryState.RETRYING, failure));
		assertThat(details.summary().attempts()).isEqualTo(2);
	}

	@Test
	void keepsWhyABodyCouldNotBeRead() throws Exception {
		DeliveryId id = this.inbox.dispatching().store("one");
		this.inbox.settle(new Settlement.Unreadable(this.inbox.take(1).getFirst(), new Failure("x", "first", "")));
		this.clock.advance(Duration.ofSeconds(1));
		this.inbox.replayer.replay(id, null);
		assertThat(this.inbox.ledger.details(id).orElseThrow().unreadable()).isNull();
		this.inbox.settle(new Settlement.Unreadable(this.inbox.take(1).getFirst(), new Failure("x", "second", "")));
		DeliveryDetails details = this.inbox.ledger.details(id).orElseThrow();
		assertThat(details.unreadable()).isEqualTo(new Failure("x", "second", ""));
		assertThat(details.attempts()).isEmpty();
		assertThat(details.summary().attempts()).isZero();
	}

	@Test
	void findsWhatIsFarBackWindowByWindow() {
		DeliveryId rare = store("default", "rare.event", null);
		insertMany(DeliveryQueries.WINDOW + 10);
		assertThat(search(new DeliveryFilter(null, new EventName("rare.event"), null, null, null, null, null, null)))
			.containsExactly(rare);
	}

	/** Which may be in errors, so that it takes longer to look. */
	@Test
	void looksForTextWindowByWindow() {
		DeliveryId first = store("default", "rare.event", null);
		insertMany(DeliveryQueries.WINDOW);
		DeliveryFilter text = new DeliveryFilter(null, null, null, null, null, null, null, "rare");
		SummaryPage page = this.inbox.ledger.search(text, null, 10);
		assertThat(page.entries()).isEmpty();
		assertThat(this.inbox.ledger.search(text, page.next(), 10).entries()).extracting(DeliverySummary::id)
			.containsExactly(first);
	}

	@Test
	void stopsLookingWhereEverythingIsTooOld() {
		store("default", "rare.event", null);
		insertMany(3 * DeliveryQueries.WINDOW);
		this.clock.advance(Duration.ofDays(1));
		DeliveryId late = this.inbox.store("late");
		SummaryPage page = this.inbox.ledger
			.search(new DeliveryFilter(null, null, null, null, null, this.clock.instant(), null, null), null, 100);
		assertThat(page.entries()).extracting(DeliverySummary::id).containsExactly(late);
		assertThat(page.next()).isNull();
	}

	@Test
	void beginsWithWhatWasReceivedBeforeATimeHoweverLongAgoThatIs() {
		Instant end = this.clock.instant().plusSeconds(60);
		DeliveryId early = store("default", "rare.event", null);
		insertMany(21 * DeliveryQueries.WINDOW);
		this.inbox.sql()
			.sql("UPDATE socialhook_delivery SET received_at = received_at + 86400000 WHERE id <> ?")
			.param(RowNumber.of(early))
			.update();
		DeliveryId spilled = store("default", "rare.event", null);
		this.clock.advance(Duration.ofDays(2));
		store("default", "late.event", null);
		DeliveryFilter before = new DeliveryFilter(null, null, null, null, null, null, end, null);
		SummaryPage page = this.inbox.ledger.search(before, null, 10);
		assertThat(page.entries()).extracting(DeliverySummary::id).contains(early);
		List<DeliveryId> all = new ArrayList<>();
		for (String next = null; page != null; page = (next != null) ? this.inbox.ledger.search(before, next, 10)
				: null) {
			page.entries().forEach((entry) -> all.add(entry.id()));
			next = page.next();
		}
		assertThat(all).containsExactlyInAnyOrder(early, spilled);
		assertThat(this.inbox.ledger.count(before, Timeouts.GENEROUS)).isEqualTo(new Ledger.Count(2, true));
		assertThat(this.inbox.ledger.count(before, Duration.ZERO).number()).isPositive();
		assertThat(this.inbox.ledger.count(before)).isEqualTo(2);
		DeliveryFilter none = new DeliveryFilter(null, null, null, null, null, null, end.minus(Duration.ofDays(1)),
				null);
		assertThat(this.inbox.ledger.count(none, Timeouts.GENEROUS)).isEqualTo(new Ledger.Count(0, true));
	}

	/** Puts handled deliveries into the store at once. */
	void insertMany(int number) {
		this.inbox.sql().sql("""
				WITH RECURSIVE series(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM series WHERE i < ?)
				INSERT INTO socialhook_delivery (endpoint, event, received_at, state, digest, body%s)
				SELECT endpoint, 'channel.didCreate', received_at, 'HANDLED', digest, body%s
				FROM series CROSS JOIN (SELECT * FROM socialhook_delivery ORDER BY id LIMIT 1) AS model
				""".formatted(this.inbox.ownColumn("fingerprint"), this.inbox.ownColumn("i"))).param(number).update();
	}

}
