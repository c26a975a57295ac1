package io.github.socialhook.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

import com.zaxxer.hikari.HikariDataSource;
import io.github.socialhook.KafkaExtension;
import io.github.socialhook.PostgresDatabase;
import io.github.socialhook.RunsBesideOthers;
import io.github.socialhook.delivery.DedupeWindows;
import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.delivery.Subject;
import io.github.socialhook.inbox.Claim;
import io.github.socialhook.inbox.DeliveryDetails;
import io.github.socialhook.inbox.DeliveryFilter;
import io.github.socialhook.inbox.DeliverySummary;
import io.github.socialhook.inbox.Receipt;
import io.github.socialhook.inbox.Replayer;
import io.github.socialhook.inbox.Settlement;
import io.github.socialhook.inbox.SummaryPage;
import io.github.socialhook.store.kafka.LogPosition;
import io.github.socialhook.store.upkeep.Retention;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the log, with its index in a real PostgreSQL, shows of itself, replays and
 * forgets. What differs from a database is said where it is tested.
 */
@Timeout(300)
@RunsBesideOthers
class LogLedgerTests extends FailuresContract {

	@RegisterExtension
	static final KafkaExtension kafka = new KafkaExtension();

	private static PostgresDatabase database;

	@RegisterExtension
	final LogTopicFixture topic = new LogTopicFixture();

	private HikariDataSource dataSource;

	@BeforeAll
	static void createDatabase() {
		database = PostgresDatabase.create();
	}

	@AfterAll
	static void dropDatabase() {
		database.close();
	}

	@Override
	InboxFixture open() throws Exception {
		EmptySchema.in(database);
		this.dataSource = new HikariDataSource();
		this.dataSource.setJdbcUrl(database.url());
		this.dataSource.setMaximumPoolSize(4);
		this.topic.createAt(kafka.server());
		this.topic.index(ReferencesContract::words);
		return reopen();
	}

	@Override
	InboxFixture reopen() throws Exception {
		DedupeWindows windows = DedupeWindows.all(Duration.ofMinutes(10));
		InboxFixture opened = InboxFixture.open(this.dataSource, this.dataSource.getJdbcUrl(), this.clock, windows);
		return opened.behind(new LogEngine(kafka.server(), this.topic, opened, windows));
	}

	@Override
	void indexAll() {
		this.inbox.awaitUpToDate();
		super.indexAll();
	}

	/**
	 * What has a body is replayed once the handlers have passed it. Which is the first
	 * depends on the partitions, and on what else is written to them.
	 */
	@Override
	void storeHandled(int number) throws Exception {
		this.inbox.dispatching();
		this.inbox.store("model");
		for (int i = 0; i < number; i++) {
			this.inbox.store("handled " + i);
		}
		for (int i = 0; i <= number; i++) {
			Claim claim = takeOne();
			this.inbox.settle(claim, this.inbox.handled(claim, "a"));
		}
		this.inbox.awaitUpToDate();
		this.inbox.sql()
			.sql("UPDATE socialhook_delivery SET state = 'PENDING', due_at = received_at "
					+ "WHERE id = (SELECT min(id) FROM socialhook_delivery)")
			.update();
	}

	private boolean replay(Claim claim) {
		return this.inbox.replayer.replay(claim.id(), null);
	}

	private Claim takeOne() throws Exception {
		return this.inbox.take(1).getFirst();
	}

	/** The search is in SQL, and the rows are many. */
	@Override
	@Test
	@Tag("soak")
	void stopsCountingWhenTheTimeIsOver() {
		super.stopsCountingWhenTheTimeIsOver();
	}

	/** The search is in SQL, and the rows are many. */
	@Override
	@Test
	@Tag("soak")
	void findsWhatIsFarBackWindowByWindow() {
		super.findsWhatIsFarBackWindowByWindow();
	}

	/** The search is in SQL, and the rows are many. */
	@Override
	@Test
	@Tag("soak")
	void looksForTextWindowByWindow() {
		super.looksForTextWindowByWindow();
	}

	/** The search is in SQL, and the rows are many. */
	@Override
	@Test
	@Tag("soak")
	void stopsLookingWhereEverythingIsTooOld() {
		super.stopsLookingWhereEverythingIsTooOld();
	}

	/** Whatever is in the log. */
	@Override
	@Test
	@Tag("soak")
	void refusesACursorThatItNeverGave() {
		super.refusesACursorThatItNeverGave();
	}

	/** The search is in SQL, and the rows are many. */
	@Override
	@Test
	@Tag("soak")
	void beginsWithWhatWasReceivedBeforeATimeHoweverLongAgoThatIs() {
		super.beginsWithWhatWasReceivedBeforeATimeHoweverLongAgoThatIs();
	}

	/** A success in the log is a position, and not in the history. */
	@Override
	@Test
	@HandledBy({ "a", "b" })
	void bringsBackWhatIsDeadAndKeepsItsHistory() throws Exception {
		this.inbox.dispatching().store("one");
		Claim claim = takeOne();
		this.inbox.settle(claim, this.inbox.dead(claim, "a"), this.inbox.handled(claim, "b"));
		this.clock.advance(Duration.ofMinutes(1));
		assertThat(replay(claim)).isTrue();
		Claim again = takeOne();
		this.inbox.settle(again, this.inbox.handled(again, "a"), this.inbox.handled(again, "b"));
		DeliveryDetails details = this.inbox.ledger.details(claim.id()).orElseThrow();
		assertThat(details.summary().state()).isEqualTo(DeliveryState.HANDLED);
		assertThat(details.tasks()).isEmpty();
		assertThat(details.attempts()).extracting(DeliveryDetails.PastAttempt::state)
			.containsExactly(DeliveryState.DEAD, DeliveryState.HANDLED, DeliveryState.HANDLED);
		assertThat(this.inbox.ledger.states()).containsEntry(DeliveryState.DEAD, 0L);
	}

	/** What a handler gets from the log yet is not replayed. */
	@Override
	@Test
	@HandledBy({ "quick", "slow" })
	void fencesOffAHandlerThatStillLagsBehind() throws Exception {
		this.inbox.dispatching().store("one");
		Claim claim = takeOne();
		this.inbox.settle(new Settlement.Attempted(claim, List.of(this.inbox.handled(claim, "quick")), Set.of("slow")));
		assertThat(this.inbox.replayer.replay(claim.id(), "slow")).isFalse();
		assertThat(replay(claim)).isFalse();
		Claim slow = claim.alone("slow");
		assertThat(this.inbox.settle(slow, this.inbox.dead(slow, "slow"))).isEqualTo(DeliveryState.DEAD);
		assertThat(replay(claim)).isTrue();
		assertThat(takeOne().fence()).isGreaterThan(claim.fence());
	}

	/** A handler without a record counts as one that has succeeded. */
	@Override
	@Test
	@HandledBy({ "a", "b" })
	void bringsBackWhatIsDeadForTheHandlersThatHaveNotSucceeded() throws Exception {
		this.inbox.dispatching().store("one");
		Claim claim = takeOne();
		this.inbox.settle(claim, this.inbox.dead(claim, "a"), this.inbox.handled(claim, "b"));
		Set<String> takers = Set.of("a", "b", "new");
		assertThat(this.inbox.replayer.replayUnhandled(claim.id(), takers))
			.isEqualTo(new Replayer.Result(true, Set.of("a"), Set.of("b", "new")));
		Claim again = takeOne();
		assertThat(again.handler()).isEqualTo("a");
		assertThat(this.inbox.settle(again, this.inbox.handled(again, "a"))).isEqualTo(DeliveryState.HANDLED);
		assertThat(this.inbox.replayer.replayUnhandled(claim.id(), takers).due()).isEmpty();
	}

	/** A handler without a record counts as one that has succeeded. */
	@Override
	@Test
	void leavesNobodyOutOfWhatNobodyTook() throws Exception {
		this.inbox.dispatching().store(UNTAKEN);
		Claim claim = takeOne();
		this.inbox.settle(new Settlement.Unhandled(claim));
		assertThat(this.inbox.replayer.replayUnhandled(claim.id(), Set.of("a")))
			.isEqualTo(new Replayer.Result(true, Set.of("a"), Set.of()));
		Claim again = takeOne();
		this.inbox.settle(again, this.inbox.handled(again, "a"));
		assertThat(this.inbox.replayer.replayUnhandled(claim.id(), Set.of("a", "later")))
			.isEqualTo(new Replayer.Result(false, Set.of(), Set.of("a", "later")));
	}

	/** The state is that of the handlers with rows, and the tasks say no more. */
	@Test
	@HandledBy({ "quick", "slow" })
	void showsWhatWasRetriedAsHandledBeforeTheLastHandlerHasHandledIt() throws Exception {
		this.inbox.dispatching().store("one");
		Claim claim = takeOne();
		this.inbox.settle(new Settlement.Attempted(claim,
				List.of(this.inbox.retryAfter(claim, "quick", Duration.ofMillis(1))), Set.of("slow")));
		this.clock.advance(Duration.ofSeconds(1));
		Claim again = takeOne();
		this.inbox.settle(again, this.inbox.handled(again, "quick"));
		assertThat(this.inbox.ledger.details(claim.id()).orElseThrow().summary().state())
			.isEqualTo(DeliveryState.HANDLED);
		Claim slow = claim.alone("slow");
		assertThat(this.inbox.settle(slow, this.inbox.dead(slow, "slow"))).isEqualTo(DeliveryState.DEAD);
		assertThat(this.inbox.ledger.details(claim.id()).orElseThrow().summary().state()).isEqualTo(DeliveryState.DEAD);
	}

	/** A delivery and its references come into the index together. */
	@Override
	void assertNotIndexed(Instant since) {
		assertThat(find(referring(ANNA))).hasSize(2);
	}

	/** A success in the log is a position, and not in the history. */
	@Override
	@Test
	@HandledBy({ "bad", "good" })
	void combinesAReferenceWithAHandlerThatHasSucceeded() throws Exception {
		this.inbox.dispatching().store("1 user:anna");
		Claim dead = takeOne();
		this.inbox.settle(dead, this.inbox.dead(dead, "bad"), this.inbox.handled(dead, "good"));
		indexAll();
		assertThat(find(ofHandler("good", null).referringTo(ANNA))).isEmpty();
		assertThat(find(ofHandler("bad", null).referringTo(ANNA))).containsExactly(dead.id());
	}

	/** A delivery and its references come into the index together. */
	@Override
	@Test
	void findsBySubjectWithoutALookAtAllOthers() {
		DeliveryId oldest = this.inbox.store("before");
		insertMany(101_000);
		this.inbox.sql()
			.sql("UPDATE socialhook_delivery SET subject = 'channel:c2' WHERE id > ?")
			.param(Long.valueOf(oldest.value()))
			.update();
		this.clock.advance(Duration.ofSeconds(1));
		DeliveryId newest = this.inbox.store("after");
		indexAll();
		DeliveryFilter filter = new DeliveryFilter(null, null, null, new Subject("channel", "c1"), null, null, null,
				null);
		SummaryPage page = this.inbox.ledger.search(filter, null, 10);
		assertThat(page.entries()).extracting(DeliverySummary::id).containsExactly(newest, oldest);
		assertThat(page.next()).isNull();
		assertThat(this.inbox.ledger.count(filter)).isEqualTo(2);
	}

	/** A delivery and its references come into the index together. */
	@Override
	@Test
	void continuesAfterACrashInTheMiddle() throws Exception {
		for (int i = 0; i < 50; i++) {
			this.inbox.store(i + " user:anna");
		}
		this.inbox.kill();
		this.inbox = reopen();
		this.inbox.store("50 user:anna");
		indexAll();
		assertThat(find(referring(ANNA))).hasSize(51);
		assertThat(rows()).isEqualTo(102);
	}

	private int repeats() {
		this.inbox.awaitUpToDate();
		return this.inbox.sql().sql("SELECT sum(repeats) FROM socialhook_delivery").query(Integer.class).single();
	}

	/** A repeat is found when it is handled, and not when it is accepted. */
	@Override
	@Test
	void isNotStoppedByDeduplication() throws Exception {
		Claim claim = storedAndHandled("same");
		this.clock.advance(Duration.ofSeconds(1));
		assertThat(this.inbox.inbox.put(this.inbox.delivery("same"))).isInstanceOf(Receipt.Stored.class);
		assertThat(replay(claim)).isTrue();
		assertThat(takeOne().id()).isEqualTo(claim.id());
		assertThat(repeats()).isOne();
	}

	private Claim storedAndHandled(String body) throws Exception {
		this.inbox.dispatching().store(body);
		Claim claim = takeOne();
		this.inbox.settle(claim, this.inbox.handled(claim, "a"));
		this.inbox.awaitUpToDate();
		return claim;
	}

	/** The log remembers it, and not the rows. */
	@Override
	@Test
	void remembersWhatItMustNotAcceptTwice() throws Exception {
		storedAndHandled("same");
		this.clock.advance(Duration.ofMinutes(5));
		sweepAll(retention(Duration.ZERO, Duration.ZERO, Duration.ZERO));
		assertThat(kept()).isEmpty();
		assertThat(this.inbox.inbox.put(this.inbox.delivery("same"))).isInstanceOf(Receipt.Stored.class);
		DeliveryId next = this.inbox.store("next");
		assertThat(takeOne().id()).isEqualTo(next);
	}

	@Test
	void looksOnlyAtTheBeginningOfPartitionsWhereEverythingIsTooYoung() {
		this.inbox.store("one");
		insertMany(10 * Retention.BATCH);
		Retention retention = retention();
		int sweeps = 1;
		while (retention.sweep()) {
			sweeps++;
		}
		assertThat(sweeps).isLessThan(5);
	}

	/** Puts rows as the index writes them into the store at once. */
	@Override
	void insertMany(int number) {
		assertThat(this.inbox.ledger.count(DeliveryFilter.ALL)).isPositive();
		this.inbox.sql()
			.sql("""
					INSERT INTO socialhook_delivery (id, endpoint, event, received_at, state, digest, fingerprint, body_size, fence)
					OVERRIDING SYSTEM VALUE
					SELECT ? + (SELECT count(*) FROM socialhook_delivery) + i, endpoint, 'channel.didCreate', received_at,
						'HANDLED', digest, fingerprint, body_size, 1
					FROM generate_series(1, ?) AS series (i)
					CROSS JOIN (SELECT * FROM socialhook_delivery ORDER BY id LIMIT 1) AS model
					""")
			.param(new LogPosition(0, 7, 0).number())
			.param(number)
			.update();
	}

	@Override
	void closeDataSources() {
		this.dataSource.close();
	}

}
