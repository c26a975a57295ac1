package io.github.socialhook.store;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

import com.zaxxer.hikari.HikariDataSource;
import io.github.socialhook.KafkaExtension;
import io.github.socialhook.PostgresDatabase;
import io.github.socialhook.RunsBesideOthers;
import io.github.socialhook.Timeouts;
import io.github.socialhook.delivery.DedupeWindows;
import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.delivery.EndpointName;
import io.github.socialhook.delivery.Payload;
import io.github.socialhook.inbox.Backlog;
import io.github.socialhook.inbox.Capacity;
import io.github.socialhook.inbox.Claim;
import io.github.socialhook.inbox.DeliveryDetails;
import io.github.socialhook.inbox.Receipt;
import io.github.socialhook.inbox.Settlement;
import io.github.socialhook.inbox.WorkQueue;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the log keeps and hands over, with a real PostgreSQL for what went wrong. What
 * differs from a database is said where it is tested.
 */
@Timeout(300)
@RunsBesideOthers
class LogHandoverTests extends InboxContract {

	@RegisterExtension
	static final KafkaExtension kafka = new KafkaExtension();

	private static PostgresDatabase database;

	@RegisterExtension
	final LogTopicFixture topic = new LogTopicFixture();

	private final List<HikariDataSource> dataSources = new ArrayList<>();

	@BeforeAll
	static void createDatabase() {
		database = PostgresDatabase.create();
	}

	@AfterAll
	static void dropDatabase() {
		database.close();
	}

	@Override
	InboxFixture open(DedupeWindows windows) throws Exception {
		if (this.dataSources.isEmpty()) {
			EmptySchema.in(database);
			this.topic.createAt(kafka.server());
		}
		HikariDataSource dataSource = new HikariDataSource();
		dataSource.setJdbcUrl(database.url());
		dataSource.setMaximumPoolSize(4);
		this.dataSources.add(dataSource);
		InboxFixture opened = InboxFixture.open(dataSource, dataSource.getJdbcUrl(), this.clock, windows);
		return opened.behind(new LogEngine(kafka.server(), this.topic, opened, windows));
	}

	@Override
	void closeDataSources() {
		this.dataSources.forEach(HikariDataSource::close);
	}

	private void restart() throws Exception {
		this.inbox.kill();
		this.inbox = open(Duration.ofMinutes(10)).dispatching();
	}

	private Claim takeOne() throws Exception {
		return this.inbox.take(1).getFirst();
	}

	private Delivery delivery(String endpoint, String body) {
		return new Delivery(new EndpointName(endpoint), null, null, Payload.of(body.getBytes(StandardCharsets.UTF_8)),
				this.clock.instant());
	}

	/** Requires that nothing but these is handed over, and a last one. */
	private void requireHandedOver(DeliveryId... ids) throws Exception {
		this.inbox.dispatching();
		List<DeliveryId> wanted = new ArrayList<>(List.of(ids));
		wanted.add(this.inbox.store("last"));
		assertThat(this.inbox.take(wanted.size())).extracting(Claim::id).containsExactlyInAnyOrderElementsOf(wanted);
	}

	private int repeats() {
		this.inbox.awaitUpToDate();
		return this.inbox.sql().sql("SELECT sum(repeats) FROM socialhook_delivery").query(Integer.class).single();
	}

	/** A claim of the log lasts as long as this node has the partition. */
	@Override
	@Test
	void handsOverWhatItStored() throws Exception {
		this.inbox.dispatching();
		Delivery delivery = this.inbox.delivery("one");
		DeliveryId id = ((Receipt.Stored) this.inbox.inbox.put(delivery)).id();
		Claim claim = takeOne();
		assertThat(claim.id()).isEqualTo(id);
		assertThat(claim.delivery()).isEqualTo(delivery);
		assertThat(claim.handler()).isNull();
		assertThat(claim.leasedUntil()).isAfter(this.clock.instant().plus(Duration.ofDays(365)));
	}

	/** A claim of the log lasts as long as this node has the partition. */
	@Override
	@Test
	void bringsBackWhatWasNotSettledWithinTheLease() throws Exception {
		this.inbox.dispatching().store("one");
		Claim first = takeOne();
		this.clock.advance(InboxFixture.LEASE.multipliedBy(2));
		assertThat(this.inbox.takeNothing()).isEmpty();
		restart();
		assertThat(takeOne().id()).isEqualTo(first.id());
	}

	/** Who has lost the partition is late, whatever the time. */
	@Override
	@Test
	void ignoresTheSettlementOfALateWorker() throws Exception {
		this.inbox.dispatching().store("one");
		Claim late = takeOne();
		WorkQueue former = this.inbox.queue;
		restart();
		Claim current = takeOne();
		CompletableFuture<DeliveryState> state = new CompletableFuture<>();
		former.settle(new Settlement.Attempted(late.alone("a"), List.of(this.inbox.dead(late, "a")), Set.of()),
				state::complete);
		assertThat(state).isCompletedWithValue(null);
		assertThat(this.inbox.settle(current, this.inbox.handled(current, "a"))).isEqualTo(DeliveryState.HANDLED);
		assertThat(this.inbox.ledger.backlog().dead()).isZero();
	}

	/** Who has lost the partition is late, whatever the time. */
	@Override
	@Test
	@HandledBy({ "a", "b" })
	void ignoresWhatALateWorkerSettlesAfterSplitting() throws Exception {
		this.inbox.dispatching().store("one");
		Claim late = takeOne();
		this.inbox.split(late, "a", "b");
		WorkQueue former = this.inbox.queue;
		restart();
		Claim current = takeOne();
		CompletableFuture<DeliveryState> state = new CompletableFuture<>();
		former.settle(new Settlement.Attempted(late.alone("b"), List.of(this.inbox.dead(late, "b")), Set.of()),
				state::complete);
		assertThat(state).isCompletedWithValue(null);
		Claim alone = this.inbox.split(current, "a", "b").getLast();
		assertThat(this.inbox.settle(alone, this.inbox.handled(alone, "b"))).isEqualTo(DeliveryState.PENDING);
	}

	/** Nothing is stored of what keeps its place in the log, and so no state. */
	@Override
	@Test
	void bringsBackWhatWasReleased() throws Exception {
		this.inbox.dispatching().store("one");
		Claim claim = takeOne();
		this.inbox.settle(new Settlement.Released(claim));
		assertThat(takeOne().id()).isEqualTo(claim.id());
	}

	/** A repeat is acknowledged, and dropped when it would be handled. */
	@Override
	@Test
	void acceptsTheSameBytesOnceWithinTheWindow() throws Exception {
		DeliveryId first = this.inbox.store("same");
		this.clock.advance(Duration.ofMinutes(9));
		this.inbox.store("same");
		requireHandedOver(first);
		assertThat(repeats()).isOne();
	}

	@Override
	@Test
	void acceptsTheSameBytesAgainAfterTheWindow() throws Exception {
		DeliveryId first = this.inbox.store("same");
		this.clock.advance(Duration.ofMinutes(10).plusMillis(1));
		requireHandedOver(first, this.inbox.store("same"));
		assertThat(repeats()).isZero();
	}

	@Override
	@Test
	void acceptsTheSameBytesAtAnotherEndpoint() throws Exception {
		DeliveryId first = stored("first", "same");
		requireHandedOver(first, stored("second", "same"));
	}

	private DeliveryId stored(String endpoint, String body) {
		return ((Receipt.Stored) this.inbox.inbox.put(delivery(endpoint, body))).id();
	}

	@Override
	@Test
	void acceptsTheSameBytesEveryTimeWithoutWindow() throws Exception {
		this.inbox.kill();
		this.inbox = open(Duration.ZERO);
		requireHandedOver(this.inbox.store("same"), this.inbox.store("same"));
	}

	@Override
	@Test
	void keepsToTheWindowOfEachDelivery() throws Exception {
		this.inbox.kill();
		this.inbox = open(new DifferentWindows());
		List<DeliveryId> wanted = new ArrayList<>(List.of(this.inbox.store("same"), stored("patient", "kept")));
		IntStream.range(0, 5).forEach((i) -> wanted.add(this.inbox.store("vote")));
		this.clock.advance(Duration.ofMinutes(9));
		this.inbox.store("same");
		this.clock.advance(Duration.ofMinutes(80));
		wanted.add(this.inbox.store("same"));
		stored("patient", "kept");
		requireHandedOver(wanted.toArray(DeliveryId[]::new));
		assertThat(repeats()).isEqualTo(2);
	}

	/** All are acknowledged, and one is handed over. */
	@Override
	@Test
	void acceptsOneOfManySimultaneousRepeats() throws Exception {
		List<DeliveryId> ids = IntStream.range(0, 40).parallel().mapToObj((i) -> this.inbox.store("same")).toList();
		this.inbox.dispatching().store("last");
		assertThat(this.inbox.take(2).getFirst().id()).isIn(ids);
		assertThat(this.inbox.takeNothing()).isEmpty();
	}

	/** The log waits for a handler from the start, whoever else takes it. */
	@Override
	@Test
	@HandledBy("held")
	void leavesInTheStoreWhatAHandlerHasNoRoomFor() throws Exception {
		Rooms rooms = new Rooms();
		this.inbox.queue.open(InboxFixture.LEASE, rooms);
		DeliveryId first = this.inbox.store("one");
		DeliveryId second = this.inbox.store("two");
		Awaitility.await().atMost(Timeouts.GENEROUS).until(() -> {
			assertThat(this.inbox.takeNothing()).isEmpty();
			return rooms.waiting.contains("held");
		});
		rooms.room.put("held", 1);
		this.inbox.queue.wakeUp();
		assertThat(this.inbox.take(2)).extracting(Claim::id).containsExactly(first, second);
	}

	/** Of a subject one at a time is handed over. */
	@Override
	@Test
	void keepsASubjectBackWhileAnEarlierOneOfItIsHeld() throws Exception {
		this.inbox.kill();
		this.topic.keepOrder();
		this.inbox = open(Duration.ofMinutes(10)).dispatching();
		List<DeliveryId> ids = IntStream.range(0, 3).mapToObj((i) -> this.inbox.store("body " + i)).toList();
		for (DeliveryId id : ids) {
			Claim claim = takeOne();
			assertThat(claim.id()).isEqualTo(id);
			assertThat(this.inbox.takeNothing()).isEmpty();
			this.inbox.settle(claim, this.inbox.handled(claim, "a"));
		}
	}

	/**
	 * What waits in the database and what waits in the log do not wait for each other.
	 */
	@Override
	@Test
	void looksIntoTheStoreHoweverMuchIsHandedOver() throws Exception {
		this.inbox.dispatching().store("one");
		Claim claim = takeOne();
		this.inbox.settle(claim, this.inbox.retryAfter(claim, "a", Duration.ofMillis(1)));
		this.inbox.takeNothing();
		this.clock.advance(Duration.ofSeconds(1));
		IntStream.range(0, 100).forEach((i) -> this.inbox.store("body " + i));
		this.inbox.queue.wakeUp();
		assertThat(this.inbox.take(101)).extracting(Claim::id).contains(claim.id());
	}

	/**
	 * What waits in the database and what waits in the log do not wait for each other.
	 */
	@Override
	@Test
	void givesWhatWaitsForAHandlerBeforeWhatIsHandedOver() throws Exception {
		this.inbox.dispatching().store("one");
		Claim claim = takeOne();
		for (Claim alone : this.inbox.split(claim, "a")) {
			this.inbox.settle(new Settlement.Postponed(alone, this.clock.instant().plusSeconds(1)));
		}
		this.clock.advance(Duration.ofSeconds(1));
		DeliveryId next = this.inbox.store("two");
		this.inbox.queue.wakeUp();
		assertThat(this.inbox.take(2)).extracting(Claim::id).containsExactlyInAnyOrder(claim.id(), next);
	}

	/**
	 * What waits in the database and what waits in the log do not wait for each other.
	 */
	@Override
	@Test
	void bringsBackWhatWasHeldForAllHandlersBeforeWhatWaitsForOne() throws Exception {
		this.inbox.dispatching();
		DeliveryId first = this.inbox.store("first");
		this.inbox.store("second");
		Claim second = this.inbox.take(2).getLast();
		for (Claim alone : this.inbox.split(second, "a")) {
			this.inbox.settle(new Settlement.Postponed(alone, this.clock.instant().plusSeconds(1)));
		}
		restart();
		this.clock.advance(Duration.ofSeconds(1));
		this.inbox.queue.wakeUp();
		assertThat(this.inbox.take(2)).extracting(Claim::id).containsExactlyInAnyOrder(first, second.id());
	}

	/** What waits in the log is no backlog of the database: it is the lag of handlers. */
	@Override
	@Test
	void tellsHowMuchWaitsAndForHowLong() {
		this.inbox.store("old");
		this.clock.advance(Duration.ofSeconds(30));
		this.inbox.store("new");
		assertThat(this.inbox.ledger.backlog()).isEqualTo(Backlog.EMPTY);
		assertThat(this.inbox.ledger.states()).containsEntry(DeliveryState.PENDING, 2L);
	}

	/** What waits in the log is no backlog of the database: it is the lag of handlers. */
	@Override
	@Test
	@HandledBy("bad")
	void tellsWhatWaitsForItsFirstAttemptFromWhatIsTriedAgain() throws Exception {
		this.inbox.dispatching().store("poisoned");
		Claim claim = takeOne();
		this.inbox.settle(claim, this.inbox.retryAfter(claim, "bad", Duration.ofHours(1)));
		this.clock.advance(Duration.ofMinutes(65));
		this.inbox.store("fresh");
		assertThat(this.inbox.ledger.backlog())
			.isEqualTo(new Backlog(1, 1, 0, Duration.ofMinutes(65), Duration.ZERO, Duration.ofMinutes(5)));
	}

	/** What waits in the log is no backlog of the database: it is the lag of handlers. */
	@Override
	@Test
	@HandledBy({ "quick", "slow" })
	void tellsHowLongAHandlerLagsBehindTheOthers() throws Exception {
		this.inbox.dispatching().store("one");
		Claim claim = takeOne();
		this.inbox.settle(new Settlement.Attempted(claim, List.of(this.inbox.handled(claim, "quick")), Set.of("slow")));
		this.clock.advance(Duration.ofSeconds(7));
		assertThat(this.inbox.ledger.backlog()).isEqualTo(Backlog.EMPTY);
		assertThat(this.inbox.ledger.details(claim.id()).orElseThrow().tasks()).containsExactly(
				new DeliveryDetails.Task("quick", DeliveryState.HANDLED, 1, null, false),
				new DeliveryDetails.Task("slow", DeliveryState.PENDING, 0, null, false));
	}

	/** The log holds what does not fit, and takes long to fill. */
	@Override
	@Test
	@Tag("soak")
	void takesMoreThanFitsIntoMemory() throws Exception {
		super.takesMoreThanFitsIntoMemory();
	}

	/** The writer is that of the database. */
	@Override
	@Test
	@Tag("soak")
	void survivesWhateverIsThrownWhileItWrites() {
		super.survivesWhateverIsThrownWhileItWrites();
	}

	/** The writer is that of the database. */
	@Override
	@Test
	@Tag("soak")
	void doesNotDoWhatWasGivenUp() throws Exception {
		super.doesNotDoWhatWasGivenUp();
	}

	/** The writer is that of the database. */
	@Override
	@Test
	@Tag("soak")
	void tellsHowWhatHasBegunInTimeEnded() throws Exception {
		super.tellsHowWhatHasBegunInTimeEnded();
	}

	/** The pauses are those of the database. */
	@Override
	@Test
	@Tag("soak")
	void holdsNoConnectionAfterLookingForPauses() {
		super.holdsNoConnectionAfterLookingForPauses();
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

}
