package io.github.socialhook.store;

import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import com.zaxxer.hikari.HikariDataSource;
import io.github.socialhook.PostgresDatabase;
import io.github.socialhook.RunsBesideOthers;
import io.github.socialhook.Timeouts;
import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.store.ledger.DeliveryQueries;
import io.github.socialhook.store.reference.ReferenceIndexer;
import io.github.socialhook.store.replay.OpenReplay;
import io.github.socialhook.store.replay.ReplayWorker;
import io.github.socialhook.store.upkeep.Retention;
import io.github.socialhook.store.upkeep.RetentionProperties;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What a real PostgreSQL shows of itself. */
@RunsBesideOthers
class PostgresLedgerTests extends TrafficContract {

	private static PostgresDatabase database;

	private HikariDataSource dataSource;

	@BeforeAll
	static void createDatabase() {
		database = PostgresDatabase.create(Map.of("TimeZone", "Pacific/Chatham", "DateStyle", "German"));
	}

	@AfterAll
	static void dropDatabase() {
		database.close();
	}

	@Override
	InboxFixture open() {
		EmptySchema.in(database);
		this.dataSource = new HikariDataSource();
		this.dataSource.setJdbcUrl(database.url());
		this.dataSource.setMaximumPoolSize(4);
		return InboxFixture.open(this.dataSource, this.dataSource.getJdbcUrl(), this.clock);
	}

	@Override
	InboxFixture reopen() {
		return InboxFixture.open(this.dataSource, this.dataSource.getJdbcUrl(), this.clock);
	}

	@Test
	void countsWhatIsCommittedLateOnce() throws Exception {
		this.inbox.store("first");
		RetentionProperties kept = new RetentionProperties(Duration.ofDays(7), Duration.ofDays(7));
		Retention retention = new Retention(this.inbox.writer, this.inbox.store, kept, this.clock, (task) -> {
		});
		try (Connection late = database.dataSource().getConnection(); Statement statement = late.createStatement()) {
			late.setAutoCommit(false);
			statement.executeUpdate("""
					INSERT INTO socialhook_delivery (endpoint, received_at, state, digest, fingerprint, body)
					SELECT endpoint, received_at, 'HANDLED', digest, 1, body FROM socialhook_delivery
					""");
			this.inbox.store("second");
			retention.sweep();
			retention.sweep();
			assertThat(upTo()).isZero();
			late.commit();
		}
		sweepUntilCounted(retention, 3);
		assertThat(this.inbox.ledger.states()).containsEntry(DeliveryState.HANDLED, 1L)
			.containsEntry(DeliveryState.PENDING, 2L);
		this.inbox.store("third");
		sweepUntilCounted(retention, 4);
		assertThat(this.inbox.ledger.states()).containsEntry(DeliveryState.HANDLED, 1L)
			.containsEntry(DeliveryState.PENDING, 3L);
	}

	@Test
	void countsManyInStepsThatKeepTheWriterForShort() {
		this.inbox.store("first");
		this.inbox.sql()
			.sql("""
					INSERT INTO socialhook_delivery (endpoint, received_at, state, digest, fingerprint, body)
					SELECT endpoint, received_at, 'HANDLED', digest, i, body FROM socialhook_delivery, generate_series(1, 110000) AS i
					""")
			.update();
		Retention retention = retention();
		List<Long> positions = new ArrayList<>();
		Awaitility.await().atMost(Timeouts.GENEROUS).until(() -> {
			boolean more = retention.sweep();
			long upTo = upTo();
			if (upTo > 0) {
				positions.add(upTo);
			}
			assertThat(more || upTo == 0 || upTo == 110_001).isTrue();
			return upTo == 110_001;
		});
		assertThat(positions).startsWith(50_000L, 100_000L, 110_001L);
		assertThat(this.inbox.ledger.states()).containsEntry(DeliveryState.HANDLED, 110_000L);
	}

	/** A transaction in any database of the server can make it wait for a later sweep. */
	private void sweepUntilCounted(Retention retention, long number) {
		Awaitility.await().atMost(Timeouts.GENEROUS).until(() -> {
			retention.sweep();
			return upTo() == number;
		});
	}

	private long upTo() {
		return this.inbox.sql().sql("SELECT up_to FROM socialhook_delivery_count").query(Long.class).single();
	}

	@Test
	void indexesWhatIsCommittedLate() throws Exception {
		this.inbox.store("first");
		ReferenceIndexer indexer = indexer(this.inbox);
		indexUntil(indexer, () -> indexed() == 1);
		try (Connection late = database.dataSource().getConnection(); Statement statement = late.createStatement()) {
			late.setAutoCommit(false);
			statement.executeUpdate("""
					INSERT INTO socialhook_delivery (endpoint, subject, received_at, state, digest, fingerprint, body)
					SELECT endpoint, 'user:anna', received_at, 'HANDLED', digest, 1, body FROM socialhook_delivery
					""");
			this.inbox.store("second user:anna");
			Awaitility.await().atMost(Timeouts.GENEROUS).during(Duration.ofSeconds(3)).until(() -> {
				indexer.work();
				return indexed() == 1;
			});
			late.commit();
		}
		indexAll(this.inbox, indexer);
		assertThat(find(referring(ANNA))).hasSize(2);
	}

	@Test
	void twoNodesIndexEachDeliveryOnce() {
		for (int i = 0; i < 100; i++) {
			this.inbox.store(i + " user:anna");
		}
		ReferenceIndexer one = indexer(this.inbox);
		try (InboxFixture node = reopen()) {
			ReferenceIndexer other = indexer(node);
			indexUntil(one, () -> indexed() > 0);
			assertThat(indexed()).isLessThan(100);
			// Sees the same, but the first is at it.
			for (int i = 0; i < 3; i++) {
				assertThat(other.work()).isFalse();
			}
			this.clock.advance(Duration.ofSeconds(11));
			indexUntil(other, () -> indexed() == 100);
			assertThat(one.work()).isFalse();
		}
		assertThat(find(referring(ANNA))).hasSize(100);
		assertThat(this.inbox.sql().sql("SELECT count(*) FROM socialhook_reference").query(Long.class).single())
			.isEqualTo(200);
	}

	@Test
	void nodesThatIndexTheSameAtOnceWriteItOnce() throws Exception {
		for (int i = 0; i < 40; i++) {
			this.inbox.store(i + " user:anna");
		}
		try (InboxFixture node = reopen(); ExecutorService pool = Executors.newFixedThreadPool(2)) {
			List<Future<?>> both = new ArrayList<>();
			for (InboxFixture each : List.of(this.inbox, node)) {
				ReferenceIndexer indexer = indexer(each);
				both.add(pool.submit(() -> indexUntil(indexer, () -> indexed() == 40)));
			}
			for (Future<?> each : both) {
				each.get(Timeouts.GENEROUS.toSeconds(), TimeUnit.SECONDS);
			}
		}
		assertThat(this.inbox.sql().sql("SELECT count(*) FROM socialhook_reference").query(Long.class).single())
			.isEqualTo(80);
	}

	private static void indexUntil(ReferenceIndexer indexer, Callable<Boolean> condition) {
		Awaitility.await().atMost(Timeouts.GENEROUS).until(() -> {
			indexer.work();
			return condition.call();
		});
	}

	private long indexed() {
		return this.inbox.sql().sql("SELECT position FROM socialhook_reference_index").query(Long.class).single();
	}

	@Test
	void anotherNodeTakesOverAReplayOnlyWhenItsHolderIsSilent() throws Exception {
		storeHandled(3 * ReplayWorker.BATCH);
		this.inbox.replayer.begin("ann", inState(DeliveryState.HANDLED));
		assertThat(this.inbox.replays.work()).isTrue();
		try (InboxFixture other = reopen()) {
			assertThat(other.replays.work()).isFalse();
			assertThat(other.replayer.list().getFirst().done()).isEqualTo(ReplayWorker.BATCH);
			this.clock.advance(Duration.ofSeconds(11));
			assertThat(other.replays.work()).isTrue();
			assertThat(this.inbox.replays.work()).isFalse();
			workAll(other);
		}
		assertThat(replayedOften()).containsOnly(1L);
	}

	@Test
	void twoNodesThatTakeTheSameStepTakeItOnce() throws Exception {
		storeHandled(2 * ReplayWorker.BATCH);
		this.inbox.replayer.begin("ann", inState(DeliveryState.HANDLED));
		OpenReplay open = OpenReplay.oldest(this.inbox.sql());
		DeliveryQueries.Span span = open.next(this.inbox.sql(), this.inbox.dialect);
		try (InboxFixture other = reopen()) {
			List<Integer> replayed = new ArrayList<>();
			for (InboxFixture each : List.of(this.inbox, other)) {
				replayed.add(open.step(each.writer, each.dialect, span, this.clock.instant()));
			}
			assertThat(replayed).containsExactly(ReplayWorker.BATCH, -1);
		}
		assertThat(this.inbox.replayer.list().getFirst().done()).isEqualTo(ReplayWorker.BATCH);
	}

	@Override
	void closeDataSources() {
		this.dataSource.close();
	}

}
