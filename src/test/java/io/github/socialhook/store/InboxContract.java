package io.github.socialhook.store;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

import io.github.socialhook.delivery.DedupeWindows;
import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.delivery.EndpointName;
import io.github.socialhook.delivery.Payload;
import io.github.socialhook.inbox.Backlog;
import io.github.socialhook.inbox.Capacity;
import io.github.socialhook.inbox.Claim;
import io.github.socialhook.inbox.Failure;
import io.github.socialhook.inbox.Receipt;
import io.github.socialhook.inbox.Settlement;
import io.github.socialhook.inbox.StoreUnavailableException;
import io.github.socialhook.store.queue.RowNumber;
import io.github.socialhook.store.write.Write;
import io.github.socialhook.store.write.WriterConnection;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What every store has to keep. */
abstract class InboxContract {

	final MutableClock clock = new MutableClock();

	InboxFixture inbox;

	private static String large(int number) {
		return number + "x".repeat(1024 * 1024);
	}

	@Test
	@HandledBy({ "one", "two" })
	void takesNoMoreBytesThanAreAskedForWhereverTheyWait() throws Exception {
		int enough = 2 * 1024 * 1024;
		for (int i = 0; i < 8; i++) {
			this.inbox.store(large(i));
		}
		this.inbox.dispatching();
		for (int taken = 0; taken < 8;) {
			List<Claim> claims = this.inbox.queue.take(100, enough, Duration.ofSeconds(5));
			assertThat(claims).hasSizeBetween(1, 2);
			for (Claim claim : claims) {
				this.inbox.split(claim, "one", "two");
				this.inbox.settle(new Settlement.Released(claim.alone("one")));
				this.inbox.settle(new Settlement.Released(claim.alone("two")));
				taken += (claim.handler() == null) ? 1 : 0;
			}
		}
		assertThat(this.inbox.queue.take(100, enough, Duration.ofSeconds(5))).hasSizeBetween(1, 2);
	}

	@Test
	void takesNoMoreBytesOfWhatIsHandedOver() throws Exception {
		this.inbox.dispatching();
		this.inbox.takeNothing();
		for (int i = 0; i < 4; i++) {
			this.inbox.store(large(i));
		}
		assertThat(this.inbox.queue.take(100, 1024 * 1024, Duration.ofSeconds(5))).hasSize(1);
		assertThat(this.inbox.queue.take(100, 1, Duration.ofSeconds(5))).hasSize(1);
		assertThat(this.inbox.take(2)).hasSize(2);
	}

	/** Opens the inbox over the store of this test, again if it was open before. */
	abstract InboxFixture open(DedupeWindows windows) throws Exception;

	InboxFixture open(Duration window) throws Exception {
		return open(DedupeWindows.all(window));
	}

	@BeforeEach
	void openInbox() throws Exception {
		this.inbox = open(Duration.ofMinutes(10));
	}

	@AfterEach
	void closeInbox() {
		this.inbox.close();
		closeDataSources();
	}

	/** Closes what the inbox was opened with, after the inbox. */
	abstract void closeDataSources();

	private void restart() throws Exception {
		this.inbox.kill();
		this.inbox = open(Duration.ofMinutes(10)).dispatching();
	}

	@Test
	void handsOverWhatItStored() throws Exception {
		this.inbox.dispatching();
		Delivery delivery = this.inbox.delivery("one");
		DeliveryId id = ((Receipt.Stored) this.inbox.inbox.put(delivery)).id();
		Claim claim = this.inbox.take(1).getFirst();
		assertThat(claim.id()).isEqualTo(id);
		assertThat(claim.delivery()).isEqualTo(delivery);
		assertThat(claim.handler()).isNull();
		assertThat(claim.leasedUntil()).isEqualTo(this.clock.instant().plus(InboxFixture.LEASE));
	}

	@Test
	void readsBackExactlyWhatWasStored() throws Exception {
		byte[] body = { 0, (byte) 0xff, (byte) 0xc3, '\r', '\n', '"', 0 };
		Delivery delivery = new Delivery(new EndpointName("second"), null, null, Payload.of(body),
				this.clock.instant());
		this.inbox.inbox.put(delivery);
		this.inbox.dispatching();
		assertThat(this.inbox.take(1).getFirst().delivery()).isEqualTo(delivery);
	}

	@Test
	void numbersDeliveriesInTheOrderOfAcceptance() throws Exception {
		List<Long> ids = IntStream.range(0, 20).mapToObj((i) -> RowNumber.of(this.inbox.store("body " + i))).toList();
		assertThat(ids).isSorted().doesNotHaveDuplicates();
		this.inbox.dispatching();
		assertThat(this.inbox.take(20)).extracting((claim) -> RowNumber.of(claim.id())).isEqualTo(ids);
	}

	@Test
	void doesNotLetNewDeliveriesOvertakeWaitingOnes() throws Exception {
		DeliveryId waiting = this.inbox.store("waiting");
		this.inbox.dispatching();
		DeliveryId fresh = this.inbox.store("fresh");
		assertThat(this.inbox.take(2)).extracting(Claim::id).containsExactly(waiting, fresh);
	}

	@Test
	void acceptsTheSameBytesOnceWithinTheWindow() throws Exception {
		DeliveryId first = this.inbox.store("same");
		this.clock.advance(Duration.ofMinutes(9));
		assertThat(this.inbox.inbox.put(this.inbox.delivery("same"))).isEqualTo(new Receipt.Duplicate(first));
		assertThat(this.inbox.sql().sql("SELECT repeats FROM socialhook_delivery").query(Integer.class).list())
			.containsExactly(1);
	}

	@Test
	void acceptsTheSameBytesAgainAfterTheWindow() throws Exception {
		DeliveryId first = this.inbox.store("same");
		this.clock.advance(Duration.ofMinutes(10).plusMillis(1));
		assertThat(this.inbox.store("same")).isNotEqualTo(first);
	}

	@Test
	void acceptsTheSameBytesAtAnotherEndpoint() throws Exception {
		this.inbox.store("same");
		Delivery other = new Delivery(new EndpointName("second"), null, null,
				Payload.of("same".getBytes(StandardCharsets.UTF_8)), this.clock.instant());
		assertThat(this.inbox.inbox.put(other)).isInstanceOf(Receipt.Stored.class);
	}

	@Test
	void acceptsTheSameBytesEveryTimeWithoutWindow() throws Exception {
		this.inbox.kill();
		this.inbox = open(Duration.ZERO);
		assertThat(this.inbox.store("same")).isNotEqualTo(this.inbox.store("same"));
	}

	/** Whatever the others do, also those that were stored in one group with it. */
	@Test
	void keepsToTheWindowOfEachDelivery() throws Exception {
		this.inbox.kill();
		this.inbox = open(new DifferentWindows());
		EndpointName patient = new EndpointName("patient");
		DeliveryId same = this.inbox.store("same");
		DeliveryId kept = stored(patient, "kept");
		List<CompletableFuture<Receipt>> votes = IntStream.range(0, 20)
			.mapToObj((i) -> CompletableFuture.supplyAsync(() -> this.inbox.inbox.put(this.inbox.delivery("vote"))))
			.toList();
		assertThat(votes.stream().map(CompletableFuture::join)).hasOnlyElementsOfType(Receipt.Stored.class);
		this.clock.advance(Duration.ofMinutes(9));
		assertThat(this.inbox.inbox.put(this.inbox.delivery("same"))).isEqualTo(new Receipt.Duplicate(same));
		this.clock.advance(Duration.ofMinutes(80));
		assertThat(this.inbox.store("same")).isNotEqualTo(same);
		assertThat(this.inbox.inbox.put(delivery(patient, "kept"))).isEqualTo(new Receipt.Duplicate(kept));
	}

	private DeliveryId stored(EndpointName endpoint, String body) {
		return ((Receipt.Stored) this.inbox.inbox.put(delivery(endpoint, body))).id();
	}

	private Delivery delivery(EndpointName endpoint, String body) {
		return new Delivery(endpoint, null, null, Payload.of(body.getBytes(StandardCharsets.UTF_8)),
				this.clock.instant());
	}

	@Test
	void acceptsOneOfManySimultaneousRepeats() throws Exception {
		List<CompletableFuture<Receipt>> puts = IntStream.range(0, 40)
			.mapToObj((i) -> CompletableFuture.supplyAsync(() -> this.inbox.inbox.put(this.inbox.delivery("same"))))
			.toList();
		assertThat(puts.stream().map(CompletableFuture::join)).filteredOn(Receipt.Stored.class::isInstance).hasSize(1);
	}

	@Test
	@HandledBy({ "a", "b" })
	void settlesWhatItsHandlersHaveDone() throws Exception {
		this.inbox.dispatching().store("one");
		Claim claim = this.inbox.take(1).getFirst();
		assertThat(this.inbox.settle(claim, this.inbox.handled(claim, "a"), this.inbox.handled(claim, "b")))
			.isEqualTo(DeliveryState.HANDLED);
		restart();
		assertThat(this.inbox.takeNothing()).isEmpty();
		assertThat(this.inbox.ledger.backlog()).isEqualTo(Backlog.EMPTY);
	}

	@Test
	@HandledBy({ "good", "bad" })
	void keepsOnlyTheFailedHandlerForAnotherAttempt() throws Exception {
		this.inbox.dispatching().store("one");
		Claim claim = this.inbox.take(1).getFirst();
		assertThat(this.inbox.settle(claim, this.inbox.handled(claim, "good"),
				this.inbox.retryAfter(claim, "bad", Duration.ofSeconds(5))))
			.isEqualTo(DeliveryState.RETRYING);
		assertThat(this.inbox.takeNothing()).isEmpty();
		this.clock.advance(Duration.ofSeconds(5));
		Claim again = this.inbox.take(1).getFirst();
		assertThat(again.handler()).isEqualTo("bad");
		assertThat(again.attempts()).isEqualTo(1);
		assertThat(again.delivery()).isEqualTo(claim.delivery());
		assertThat(this.inbox.settle(again, this.inbox.handled(again, "bad"))).isEqualTo(DeliveryState.HANDLED);
	}

	@Test
	@HandledBy({ "bad", "later" })
	void endsDeadWhenOneHandlerIsDeadAndNoneIsToTryAgain() throws Exception {
		this.inbox.dispatching().store("one");
		Claim claim = this.inbox.take(1).getFirst();
		this.inbox.settle(claim, this.inbox.dead(claim, "bad"),
				this.inbox.retryAfter(claim, "later", Duration.ofMillis(1)));
		this.clock.advance(Duration.ofSeconds(1));
		Claim again = this.inbox.take(1).getFirst();
		assertThat(this.inbox.settle(again, this.inbox.handled(again, "later"))).isEqualTo(DeliveryState.DEAD);
		assertThat(this.inbox.ledger.backlog().dead()).isEqualTo(1);
		assertThat(this.inbox.sql()
			.sql("SELECT handler || ' ' || number || ' ' || outcome FROM socialhook_attempt ORDER BY handler, number")
			.query(String.class)
			.list()).containsExactly("bad 1 DEAD", "later 1 RETRYING", "later 2 HANDLED");
	}

	@Test
	@HandledBy({ "quick", "slow" })
	void letsAHandlerThatLagsBehindSettleAlone() throws Exception {
		this.inbox.dispatching().store("one");
		Claim claim = this.inbox.take(1).getFirst();
		assertThat(this.inbox
			.settle(new Settlement.Attempted(claim, List.of(this.inbox.handled(claim, "quick")), Set.of("slow"))))
			.isEqualTo(DeliveryState.PENDING);
		assertThat(this.inbox.settle(claim.alone("slow"), this.inbox.handled(claim, "slow")))
			.isEqualTo(DeliveryState.HANDLED);
	}

	@Test
	@HandledBy({ "quick", "slow" })
	void bringsBackOnlyTheLaggingHandlerAfterACrash() throws Exception {
		this.inbox.dispatching().store("one");
		Claim claim = this.inbox.take(1).getFirst();
		this.inbox.settle(new Settlement.Attempted(claim, List.of(this.inbox.handled(claim, "quick")), Set.of("slow")));
		restart();
		this.clock.advance(InboxFixture.LEASE);
		assertThat(this.inbox.take(1)).extracting(Claim::handler).containsExactly("slow");
	}

	@Test
	void bringsBackWhatADeadProcessHeld() throws Exception {
		this.inbox.dispatching();
		DeliveryId taken = this.inbox.store("taken");
		this.inbox.take(1);
		DeliveryId handedOver = this.inbox.store("handed over");
		restart();
		this.clock.advance(InboxFixture.LEASE);
		assertThat(this.inbox.take(2)).extracting(Claim::id).containsExactly(taken, handedOver);
	}

	@Test
	void bringsBackWhatWasNotSettledWithinTheLease() throws Exception {
		this.inbox.dispatching().store("one");
		Claim first = this.inbox.take(1).getFirst();
		this.clock.advance(InboxFixture.LEASE.minusMillis(1));
		assertThat(this.inbox.takeNothing()).isEmpty();
		this.clock.advance(Duration.ofMillis(1));
		Claim second = this.inbox.take(1).getFirst();
		assertThat(second.id()).isEqualTo(first.id());
		assertThat(second.fence()).isGreaterThan(first.fence());
	}

	@Test
	void ignoresTheSettlementOfALateWorker() throws Exception {
		this.inbox.dispatching().store("one");
		Claim late = this.inbox.take(1).getFirst();
		this.clock.advance(InboxFixture.LEASE);
		Claim current = this.inbox.take(1).getFirst();
		assertThat(this.inbox.settle(late, this.inbox.dead(late, "a"))).isNull();
		assertThat(this.inbox.settle(current, this.inbox.handled(current, "a"))).isEqualTo(DeliveryState.HANDLED);
		assertThat(this.inbox.settle(late, this.inbox.dead(late, "a"))).isNull();
	}

	@Test
	void ignoresTheSettlementOfALateRetry() throws Exception {
		this.inbox.dispatching().store("one");
		Claim claim = this.inbox.take(1).getFirst();
		this.inbox.settle(claim, this.inbox.retryAfter(claim, "a", Duration.ZERO));
		Claim late = this.inbox.take(1).getFirst();
		this.clock.advance(InboxFixture.LEASE);
		Claim current = this.inbox.take(1).getFirst();
		assertThat(this.inbox.settle(late, this.inbox.dead(late, "a"))).isNull();
		assertThat(this.inbox.settle(current, this.inbox.handled(current, "a"))).isEqualTo(DeliveryState.HANDLED);
	}

	@Test
	void bringsBackWhatWasReleased() throws Exception {
		this.inbox.dispatching().store("one");
		Claim claim = this.inbox.take(1).getFirst();
		assertThat(this.inbox.settle(new Settlement.Released(claim))).isEqualTo(DeliveryState.PENDING);
		assertThat(this.inbox.take(1)).extracting(Claim::id).containsExactly(claim.id());
	}

	@Test
	void endsWhatNobodyTakesAndWhatNobodyCanRead() throws Exception {
		this.inbox.dispatching().store(LogTopicFixture.UNTAKEN);
		this.inbox.store("two");
		List<Claim> claims = this.inbox.take(2);
		assertThat(this.inbox.settle(new Settlement.Unhandled(claims.get(0)))).isEqualTo(DeliveryState.UNHANDLED);
		assertThat(this.inbox.settle(new Settlement.Unreadable(claims.get(1), new Failure("x", "y", "z"))))
			.isEqualTo(DeliveryState.UNREADABLE);
		assertThat(this.inbox.takeNothing()).isEmpty();
	}

	@Test
	void tellsHowMuchWaitsAndForHowLong() {
		this.inbox.store("old");
		this.clock.advance(Duration.ofSeconds(30));
		this.inbox.store("new");
		assertThat(this.inbox.ledger.backlog())
			.isEqualTo(new Backlog(2, 0, 0, Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ZERO));
	}

	@Test
	@HandledBy("bad")
	void tellsWhatWaitsForItsFirstAttemptFromWhatIsTriedAgain() throws Exception {
		this.inbox.dispatching().store("poisoned");
		Claim claim = this.inbox.take(1).getFirst();
		this.inbox.settle(claim, this.inbox.retryAfter(claim, "bad", Duration.ofHours(1)));
		this.clock.advance(Duration.ofMinutes(50));
		assertThat(this.inbox.ledger.backlog())
			.isEqualTo(new Backlog(1, 1, 0, Duration.ofMinutes(50), Duration.ZERO, Duration.ZERO));
		this.clock.advance(Duration.ofMinutes(12));
		this.inbox.store("fresh");
		this.clock.advance(Duration.ofMinutes(3));
		assertThat(this.inbox.ledger.backlog())
			.isEqualTo(new Backlog(2, 1, 0, Duration.ofMinutes(65), Duration.ofMinutes(3), Duration.ofMinutes(5)));
	}

	@Test
	@HandledBy({ "quick", "slow" })
	void tellsHowLongAHandlerLagsBehindTheOthers() throws Exception {
		this.inbox.dispatching().store("one");
		Claim claim = this.inbox.take(1).getFirst();
		this.inbox.settle(new Settlement.Attempted(claim, List.of(this.inbox.handled(claim, "quick")), Set.of("slow")));
		this.clock.advance(Duration.ofSeconds(7));
		assertThat(this.inbox.ledger.backlog().oldestUntriedAge()).isEqualTo(Duration.ofSeconds(7));
	}

	@Test
	void provesThatItCanBeWritten() {
		assertThat(this.inbox.inbox.isWritable()).isTrue();
	}

	@Test
	void takesMoreThanFitsIntoMemory() throws Exception {
		this.inbox.dispatching();
		int number = 1500;
		IntStream.range(0, number).parallel().forEach((i) -> this.inbox.store("body " + i));
		assertThat(this.inbox.take(number)).extracting((claim) -> RowNumber.of(claim.id()))
			.doesNotHaveDuplicates()
			.isSorted();
	}

	@Test
	void keepsWhatIsPostponedUntilItsTime() throws Exception {
		this.inbox.dispatching().store("one");
		Claim claim = this.inbox.take(1).getFirst();
		Claim alone = this.inbox.split(claim, "a").getFirst();
		assertThat(this.inbox.settle(new Settlement.Postponed(alone, this.clock.instant().plus(Duration.ofMinutes(1)))))
			.isEqualTo(DeliveryState.PENDING);
		assertThat(this.inbox.takeNothing()).isEmpty();
		this.clock.advance(Duration.ofMinutes(1));
		Claim again = this.inbox.take(1).getFirst();
		assertThat(again.handler()).isEqualTo("a");
		assertThat(again.attempts()).isZero();
	}

	@Test
	void leavesInTheStoreWhatAHandlerHasNoRoomFor() throws Exception {
		Rooms rooms = new Rooms();
		this.inbox.queue.open(InboxFixture.LEASE, rooms);
		this.inbox.store("one");
		this.inbox.store("two");
		for (Claim claim : this.inbox.take(2)) {
			for (Claim alone : this.inbox.split(claim, "held", "free")) {
				this.inbox.settle(new Settlement.Released(alone));
			}
		}
		rooms.room.put("free", 10);
		this.inbox.queue.wakeUp();
		assertThat(this.inbox.take(1)).extracting(Claim::handler).containsExactly("free");
		assertThat(rooms.waiting).contains("held");
		assertThat(this.inbox.takeNothing()).extracting(Claim::handler).doesNotContain("held");
		rooms.room.put("held", 1);
		this.inbox.queue.wakeUp();
		assertThat(this.inbox.take(1)).extracting(Claim::handler).containsExactly("held");
	}

	@Test
	void keepsASubjectBackWhileAnEarlierOneOfItIsHeld() throws Exception {
		Rooms rooms = new Rooms();
		this.inbox.queue.open(InboxFixture.LEASE, rooms);
		List<DeliveryId> ids = IntStream.range(0, 3).mapToObj((i) -> this.inbox.store("body " + i)).toList();
		for (Claim claim : this.inbox.take(3)) {
			this.inbox.settle(new Settlement.Released(this.inbox.split(claim, "a").getFirst()));
		}
		rooms.room.put("a", 2);
		this.inbox.queue.wakeUp();
		List<Claim> claims = this.inbox.queue.take(10, Duration.ofSeconds(5));
		assertThat(claims).extracting(Claim::id).containsExactly(ids.get(0), ids.get(1));
		this.inbox.settle(claims.get(0), this.inbox.handled(claims.get(0), "a"));
		this.inbox.queue.wakeUp();
		assertThat(this.inbox.takeNothing()).isEmpty();
		assertThat(rooms.waiting).containsExactly("a");
		this.inbox.settle(claims.get(1), this.inbox.handled(claims.get(1), "a"));
		this.inbox.queue.wakeUp();
		assertThat(this.inbox.take(1)).extracting(Claim::id).containsExactly(ids.get(2));
		assertThat(rooms.waiting).isEmpty();
	}

	@Test
	void ignoresWhatALateWorkerSettlesAfterSplitting() throws Exception {
		this.inbox.dispatching().store("one");
		Claim late = this.inbox.take(1).getFirst();
		this.clock.advance(InboxFixture.LEASE);
		Claim current = this.inbox.take(1).getFirst();
		Claim alone = this.inbox.split(current, "a").getFirst();
		assertThat(this.inbox.settle(late.alone("a"), this.inbox.dead(late, "a"))).isNull();
		assertThat(this.inbox.settle(alone, this.inbox.handled(alone, "a"))).isEqualTo(DeliveryState.HANDLED);
	}

	@Test
	void looksIntoTheStoreHoweverMuchIsHandedOver() throws Exception {
		this.inbox.dispatching().store("one");
		Claim claim = this.inbox.take(1).getFirst();
		this.inbox.settle(claim, this.inbox.retryAfter(claim, "a", Duration.ofMillis(1)));
		this.inbox.takeNothing();
		this.clock.advance(Duration.ofSeconds(1));
		IntStream.range(0, 100).forEach((i) -> this.inbox.store("body " + i));
		this.inbox.queue.wakeUp();
		assertThat(this.inbox.queue.take(10, Duration.ofSeconds(1))).extracting(Claim::handler).contains("a");
	}

	@Test
	void givesWhatWaitsForAHandlerBeforeWhatIsHandedOver() throws Exception {
		this.inbox.dispatching();
		this.inbox.store("one");
		Claim claim = this.inbox.take(1).getFirst();
		for (Claim alone : this.inbox.split(claim, "a")) {
			this.inbox.settle(new Settlement.Postponed(alone, this.clock.instant()));
		}
		DeliveryId next = this.inbox.store("two");
		this.inbox.queue.wakeUp();
		assertThat(this.inbox.queue.take(10, Duration.ofSeconds(5))).extracting(Claim::id)
			.containsExactly(claim.id(), next);
	}

	@Test
	void bringsBackWhatWasHeldForAllHandlersBeforeWhatWaitsForOne() throws Exception {
		this.inbox.dispatching();
		DeliveryId first = this.inbox.store("first");
		this.inbox.store("second");
		Claim second = this.inbox.take(2).getLast();
		for (Claim alone : this.inbox.split(second, "a")) {
			this.inbox.settle(new Settlement.Postponed(alone, this.clock.instant()));
		}
		restart();
		this.clock.advance(InboxFixture.LEASE);
		this.inbox.dispatching();
		List<Claim> claims = this.inbox.take(2);
		assertThat(claims).extracting(Claim::id).containsExactly(first, second.id());
		assertThat(claims).extracting(Claim::handler).containsExactly(null, "a");
	}

	@Test
	void remembersWhatIsPaused() throws Exception {
		Instant since = this.clock.instant();
		this.inbox.pauses.pause("a");
		this.inbox.pauses.pause("b");
		this.clock.advance(Duration.ofMinutes(1));
		this.inbox.pauses.pause("a");
		restart();
		assertThat(this.inbox.pauses.all()).containsOnly(Map.entry("a", since), Map.entry("b", since));
		this.inbox.pauses.resume("a");
		this.inbox.pauses.resume("a");
		assertThat(this.inbox.pauses.all()).containsOnlyKeys("b");
	}

	@Test
	void holdsNoConnectionAfterLookingForPauses() {
		for (int i = 0; i < 20; i++) {
			assertThat(this.inbox.pauses.all()).isEmpty();
		}
	}

	@Test
	void survivesWhateverIsThrownWhileItWrites() {
		for (Throwable thrown : List.of(new NoClassDefFoundError(), new AssertionError(), new ClassCastException())) {
			for (int step = 0; step < 3; step++) {
				this.inbox.writer.add(new ThrowingWrite(thrown, step));
				this.inbox.store("after " + thrown + " in step " + step);
			}
		}
	}

	@Test
	void doesNotDoWhatWasGivenUp() throws Exception {
		CountDownLatch begun = new CountDownLatch(1);
		CountDownLatch goOn = new CountDownLatch(1);
		Thread busy = Thread.ofVirtual().start(() -> this.inbox.writer.execute(Duration.ofMinutes(1), (connection) -> {
			begun.countDown();
			return await(goOn);
		}));
		begun.await();
		AtomicBoolean done = new AtomicBoolean();
		assertThatExceptionOfType(StoreUnavailableException.class)
			.isThrownBy(() -> this.inbox.writer.execute(Duration.ofMillis(10), (connection) -> {
				done.set(true);
				return true;
			}));
		goOn.countDown();
		busy.join();
		this.inbox.store("later");
		assertThat(done).isFalse();
	}

	@Test
	void tellsHowWhatHasBegunInTimeEnded() throws Exception {
		CountDownLatch begun = new CountDownLatch(1);
		CountDownLatch goOn = new CountDownLatch(1);
		CompletableFuture<Integer> result;
		do {
			// On a busy machine it may not begin in time.
			result = CompletableFuture
				.supplyAsync(() -> this.inbox.writer.execute(Duration.ofMillis(10), (connection) -> {
					begun.countDown();
					await(goOn);
					return 7;
				}));
			CompletableFuture<Integer> tried = result;
			Awaitility.await().until(() -> begun.getCount() == 0 || tried.isCompletedExceptionally());
		}
		while (begun.getCount() > 0);
		assertThat(result).isNotDone();
		goOn.countDown();
		assertThat(result.get(1, TimeUnit.MINUTES)).isEqualTo(7);
	}

	private static boolean await(CountDownLatch latch) {
		try {
			return latch.await(1, TimeUnit.MINUTES);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Handlers with as much room as a test gives them. */
	private static final class Rooms implements Capacity {

		final Map<String, Integer> room = new ConcurrentHashMap<>();

		volatile Set<String> waiting = Set.of();

		@Override
		public int roomFor(String handler) {
			return this.room.getOrDefault(handler, 0);
		}

		@Override
		public void looked(Set<String> waiting) {
			this.waiting = Set.copyOf(waiting);
		}

	}

	/**
	 * Throws in one of its steps.
	 *
	 * @param thrown what it throws
	 * @param step 0 while it writes, 1 when that is done, 2 when it has failed
	 */
	private record ThrowingWrite(Throwable thrown, int step) implements Write {

		@Override
		public void apply(WriterConnection connection) throws SQLException {
			throwIn(0);
			if (this.step == 2) {
				throw new SQLException("Not this one", "22000", 1);
			}
		}

		@Override
		public void committed() {
			throwIn(1);
		}

		@Override
		public void failed(Exception cause) {
			throwIn(2);
		}

		private void throwIn(int current) {
			if (current == this.step) {
				switch (this.thrown) {
					case Error error -> throw error;
					case RuntimeException exception -> throw exception;
					default -> throw new IllegalStateException(this.thrown);
				}
			}
		}

	}

	/** None for votes, and a longer one at other endpoints. */
	static final class DifferentWindows implements DedupeWindows {

		@Override
		public Duration of(Delivery delivery) {
			return delivery.payload().equals(Payload.of("vote".getBytes(StandardCharsets.UTF_8))) ? Duration.ZERO
					: (delivery.endpoint().equals(EndpointName.DEFAULT) ? Duration.ofMinutes(10) : Duration.ofHours(2));
		}

		@Override
		public Duration longest() {
			return Duration.ofHours(2);
		}

	}

}
