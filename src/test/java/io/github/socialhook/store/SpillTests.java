package io.github.socialhook.store;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import com.zaxxer.hikari.HikariDataSource;
import io.github.socialhook.PostgresDatabase;
import io.github.socialhook.RunsBesideOthers;
import io.github.socialhook.Timeouts;
import io.github.socialhook.delivery.DedupeWindows;
import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.delivery.EndpointName;
import io.github.socialhook.delivery.Payload;
import io.github.socialhook.inbox.Claim;
import io.github.socialhook.inbox.Inbox;
import io.github.socialhook.inbox.Receipt;
import io.github.socialhook.inbox.StoreUnavailableException;
import io.github.socialhook.inbox.WorkQueue;
import io.github.socialhook.store.database.Store;
import io.github.socialhook.store.queue.JdbcInbox;
import io.github.socialhook.store.queue.JdbcWorkQueue;
import io.github.socialhook.store.queue.LeaseRecovery;
import io.github.socialhook.store.queue.LocalHandoff;
import io.github.socialhook.store.queue.PutWrite;
import io.github.socialhook.store.queue.QueueDialect;
import io.github.socialhook.store.salvage.FileSalvage;
import io.github.socialhook.store.spill.DatabaseTarget;
import io.github.socialhook.store.spill.Spill;
import io.github.socialhook.store.spill.SpillMover;
import io.github.socialhook.store.spill.SpillTarget;
import io.github.socialhook.store.spill.SpillingInbox;
import io.github.socialhook.store.sqlite.SqliteDialect;
import io.github.socialhook.store.write.GroupWriter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** What happens to deliveries while PostgreSQL is away. */
@RunsBesideOthers
class SpillTests {

	/** The least that there may be: each try during an outage takes so long. */
	private static final long CONNECTION_MILLIS = 250;

	private static PostgresDatabase postgres;

	@TempDir
	Path folder;

	private final MutableClock clock = new MutableClock();

	/** What the database has to store something, before it goes to the spill. */
	private Duration budget = Timeouts.GENEROUS;

	private FlakyProxy proxy;

	private HikariDataSource dataSource;

	private QueueDialect dialect;

	private Store store;

	private GroupWriter writer;

	private LocalHandoff handoff;

	private Spill spill;

	private SpillMover mover;

	private SpillTarget database;

	private Inbox inbox;

	@BeforeAll
	static void createDatabase() {
		postgres = PostgresDatabase.create();
		sql("CREATE ROLE guest SUPERUSER LOGIN").update();
	}

	@AfterAll
	static void dropDatabase() {
		postgres.close();
	}

	@BeforeEach
	void start() throws Exception {
		EmptySchema.in(postgres);
		this.proxy = new FlakyProxy(postgres.port());
		open();
	}

	private void open() {
		open("postgres");
	}

	private void open(String user) {
		this.dataSource = new HikariDataSource();
		this.dataSource
			.setJdbcUrl("jdbc:postgresql://127.0.0.1:" + this.proxy.port() + "/" + postgres.name() + "?user=" + user);
		this.dataSource.setConnectionTimeout(CONNECTION_MILLIS);
		String url = this.dataSource.getJdbcUrl();
		this.dialect = Dialects.of(url);
		this.store = Store.open(this.dataSource, url, this.dialect, new LeaseRecovery(this.dialect, this.clock));
		this.writer = new GroupWriter(this.store, "writer", this.clock);
		this.writer.start();
		this.handoff = new LocalHandoff();
		this.spill = openSpill(this.folder.resolve("spill.db"));
		this.database = new DatabaseTarget(this.writer, this.handoff, this.dialect,
				new JdbcInbox.Limits(DedupeWindows.all(Duration.ZERO), this.budget), this.clock);
		this.mover = new SpillMover(this.spill, this.database);
		this.inbox = new SpillingInbox(this.database, this.spill, this.mover, this.budget.multipliedBy(2));
	}

	@AfterEach
	void stop() throws Exception {
		close();
		this.proxy.close();
	}

	private Spill openSpill(Path file) {
		String url = "jdbc:sqlite:" + file;
		return Spill.open(url, Dialects.of(url), Timeouts.GENEROUS, this.clock);
	}

	private void close() {
		this.mover.close();
		this.writer.close();
		this.spill.close();
		this.store.close();
		this.dataSource.close();
	}

	@Test
	void movesAlsoWhatReachesTheSpillWhenTheOutageIsOverAlready() {
		this.mover.start();
		this.mover.noteOutage();
		org.awaitility.Awaitility.await().until(() -> !this.mover.isBusy());
		assertThat(
				this.spill.put(
						new Delivery(EndpointName.DEFAULT, null, null,
								Payload.of("late".getBytes(StandardCharsets.UTF_8)), this.clock.instant()),
						null, Timeouts.GENEROUS))
			.isInstanceOf(Receipt.Stored.class);
		org.awaitility.Awaitility.await().untilAsserted(() -> assertThat(bodiesInDatabase()).containsExactly("late"));
	}

	/** What may be elsewhere already is recognised there, also after a restart. */
	@Test
	void keepsTheKeysOfDeliveries() {
		this.spill.put(delivery("known"), "a-key", Timeouts.GENEROUS);
		this.spill.put(delivery("new"), null, Timeouts.GENEROUS);
		this.spill.close();
		this.spill = openSpill(this.folder.resolve("spill.db"));
		List<Spill.Spilled> spilled = this.spill.peek(0, 10);
		assertThat(spilled).extracting((each) -> new String(each.delivery().payload().bytes(), StandardCharsets.UTF_8))
			.containsExactly("known", "new");
		assertThat(spilled.getFirst().key()).isEqualTo("a-key");
		assertThat(spilled.getLast().key()).endsWith(":" + spilled.getLast().id());
		assertThat(this.spill.remove(spilled.stream().map(Spill.Spilled::id).toList(), Timeouts.GENEROUS)).isTrue();
		assertThat(this.spill.size()).isZero();
		assertThat(keysInSpill()).isZero();
	}

	private int keysInSpill() {
		try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + this.folder.resolve("spill.db"));
				Statement statement = connection.createStatement();
				ResultSet row = statement.executeQuery("SELECT count(*) FROM spill_key")) {
			row.next();
			return row.getInt(1);
		}
		catch (SQLException ex) {
			throw new AssertionError(ex);
		}
	}

	private static JdbcClient.StatementSpec sql(String sql) {
		return JdbcClient.create(postgres.dataSource()).sql(sql);
	}

	private List<String> bodiesInDatabase() {
		return sql("SELECT convert_from(body, 'UTF8') FROM socialhook_delivery ORDER BY id").query(String.class).list();
	}

	private Receipt put(String body) {
		return this.inbox.put(delivery(body));
	}

	private Delivery delivery(String body) {
		return new Delivery(EndpointName.DEFAULT, null, null, Payload.of(body.getBytes(StandardCharsets.UTF_8)),
				this.clock.instant());
	}

	private void awaitMove() {
		await().until(() -> this.inbox.spilled() == 0 && !this.mover.isBusy());
	}

	@Test
	void goesStraightToTheDatabaseWhileThatWorks() {
		this.mover.start();
		assertThat(put("one")).isInstanceOf(Receipt.Stored.class);
		assertThat(this.inbox.spilled()).isZero();
		assertThat(bodiesInDatabase()).containsExactly("one");
	}

	@Test
	void keepsLocallyWhatComesWhileTheDatabaseIsCutOffAndMovesItInOrderAfterwards() {
		this.mover.start();
		put("before");
		this.proxy.cut();
		List<String> spilled = IntStream.range(0, 30).mapToObj((i) -> "away " + i).toList();
		spilled.forEach((body) -> assertThat(put(body)).isInstanceOf(Receipt.Stored.class));
		assertThat(this.inbox.spilled()).isEqualTo(30);
		this.proxy.mend();
		await().until(() -> this.inbox.spilled() == 0);
		put("after");
		assertThat(bodiesInDatabase()).startsWith("before").containsSubsequence(spilled).endsWith("after").hasSize(32);
	}

	@Test
	void goesBackToTheDatabaseAlthoughThereIsNoLull() throws Exception {
		this.mover.start();
		this.proxy.cut();
		Queue<Receipt> receipts = new ConcurrentLinkedQueue<>();
		try (ScheduledExecutorService senders = Executors.newScheduledThreadPool(8)) {
			List<Future<?>> sending = new ArrayList<>();
			for (int sender = 0; sender < 8; sender++) {
				String name = "sender " + sender + " ";
				AtomicInteger number = new AtomicInteger();
				sending.add(senders.scheduleAtFixedRate(() -> receipts.add(put(name + number.getAndIncrement())), 0, 20,
						TimeUnit.MILLISECONDS));
			}
			await().until(() -> this.inbox.spilled() > 100);
			this.proxy.mend();
			await().pollInterval(Duration.ofMillis(1)).until(() -> !this.mover.isBusy());
			assertThat(sending).as("senders that go on").noneMatch(Future::isDone);
			senders.shutdown();
			assertThat(senders.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
		}
		awaitMove();
		assertThat(receipts).allMatch(Receipt.Stored.class::isInstance);
		List<String> stored = bodiesInDatabase();
		assertThat(stored).hasSize(receipts.size()).doesNotHaveDuplicates();
		for (int sender = 0; sender < 8; sender++) {
			String name = "sender " + sender + " ";
			assertThat(stored.stream().filter((body) -> body.startsWith(name)))
				.extracting((body) -> Integer.parseInt(body.substring(name.length())))
				.isSorted();
		}
	}

	@Test
	void keepsLocallyWhatComesWhileTheDatabaseIsSilent() {
		close();
		this.budget = Duration.ofMillis(500);
		open();
		this.mover.start();
		this.proxy.freeze();
		assertThat(put("silent")).isInstanceOf(Receipt.Stored.class);
		assertThat(this.inbox.spilled()).isEqualTo(1);
		this.proxy.mend();
		await().until(() -> this.inbox.spilled() == 0);
		assertThat(bodiesInDatabase()).contains("silent");
	}

	/** The longer one is longer than any answer of the database is waited for. */
	@ParameterizedTest
	@ValueSource(ints = { 12, 20 })
	void keepsWhateverIsUnderWayWhenTheDatabaseFreezes(int seconds) throws Exception {
		close();
		this.budget = Duration.ofSeconds(seconds).dividedBy(2);
		open();
		this.mover.start();
		Queue<Receipt> receipts = new ConcurrentLinkedQueue<>();
		AtomicInteger sent = new AtomicInteger();
		try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
			for (int sender = 0; sender < 1000; sender++) {
				senders.execute(() -> {
					for (int i = 0; i < 6; i++) {
						receipts.add(put("body " + sent.incrementAndGet()));
					}
				});
			}
			await().pollInterval(Duration.ofMillis(1)).until(() -> receipts.size() > 1500);
			this.proxy.freeze();
		}
		assertThat(receipts).hasSize(6000).allMatch(Receipt.Stored.class::isInstance);
		assertThat(this.inbox.spilled()).isPositive();
		this.proxy.mend();
		awaitMove();
		assertThat(bodiesInDatabase()).hasSize(6000).doesNotHaveDuplicates();
	}

	@Test
	void movesAfterARestartWhatWasSpilledBefore() {
		this.proxy.cut();
		put("left over");
		close();
		this.proxy.mend();
		open();
		assertThat(this.inbox.spilled()).isEqualTo(1);
		this.mover.start();
		await().until(() -> this.inbox.spilled() == 0);
		assertThat(bodiesInDatabase()).containsExactly("left over");
	}

	@Test
	void goesBackToTheDatabaseAfterItsFileWasOverwritten() throws Exception {
		this.proxy.cut();
		put("in the copy");
		Path copy = this.folder.resolve("copy.db");
		try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + this.folder.resolve("spill.db"));
				Statement statement = connection.createStatement()) {
			statement.execute("VACUUM INTO '" + copy + "'");
		}
		put("lost");
		Files.write(this.folder.resolve("spill.db"), Files.readAllBytes(copy));
		await().until(() -> put("after") instanceof Receipt.Stored);
		try (FileSalvage salvage = new FileSalvage(this.spill.writer(),
				((SqliteDialect) this.spill.dialect()).damagedFiles(), this.spill::noteSalvaged)) {
			salvage.start();
			await().until(() -> salvage.lastSalvage().filter(Inbox.Salvage::over).isPresent());
		}
		assertThat(this.inbox.spilled()).isEqualTo(2);
		this.proxy.mend();
		this.mover.start();
		await().until(() -> this.inbox.spilled() == 0 && !this.mover.isBusy());
		assertThat(bodiesInDatabase()).containsExactlyInAnyOrder("in the copy", "after");
	}

	@Test
	void doesNotDoubleWhatWasMovedJustBeforeACrash() {
		this.proxy.cut();
		put("moved");
		this.proxy.mend();
		Spill.Spilled spilled = this.spill.peek(0, 1).getFirst();
		await().until(() -> {
			PutWrite write = new PutWrite(spilled.delivery(), DedupeWindows.all(Duration.ZERO), new LocalHandoff(),
					new PutWrite.Puts(this.dialect), spilled.key());
			this.writer.add(write);
			return write.receipt().join() instanceof Receipt.Stored;
		});
		this.mover.start();
		await().until(() -> this.inbox.spilled() == 0);
		assertThat(bodiesInDatabase()).containsExactly("moved");
	}

	@Test
	void isWritableWhileOnlyTheDatabaseIsAway() {
		this.proxy.cut();
		assertThat(this.inbox.isWritable()).isTrue();
	}

	@Test
	void saysNoOnlyWhenBothFail() {
		this.proxy.cut();
		this.spill.close();
		assertThat(put("nowhere")).isInstanceOf(Receipt.Unavailable.class);
		assertThat(this.inbox.isWritable()).isFalse();
	}

	@Test
	void startsWhileTheDatabaseIsAwayAndBringsItUpToDateLater() {
		close();
		sql("DROP SCHEMA public CASCADE; CREATE SCHEMA public").update();
		this.proxy.cut();
		open();
		assertThat(this.store.isCurrent()).isFalse();
		this.mover.noteOutage();
		this.mover.start();
		assertThat(put("early")).isInstanceOf(Receipt.Stored.class);
		assertThat(this.inbox.isWritable()).isTrue();
		assertThatExceptionOfType(StoreUnavailableException.class)
			.isThrownBy(() -> this.store.reader().sql("SELECT 1").query().listOfRows());
		this.proxy.mend();
		awaitMove();
		assertThat(bodiesInDatabase()).containsExactly("early");
		assertThat(this.store.reader().sql("SELECT count(*) FROM socialhook_delivery").query(Long.class).single())
			.isOne();
	}

	@Test
	void movesWhatComesIntoTheSpillJustAfterItWasEmptied() {
		this.mover.start();
		this.proxy.cut();
		put("in time");
		this.proxy.mend();
		awaitMove();
		// As by a request that met the outage, and was slow to get here.
		this.spill.put(delivery("late"), null, Timeouts.GENEROUS);
		awaitMove();
		assertThat(bodiesInDatabase()).containsExactly("in time", "late");
	}

	@Test
	void doesNotDoubleWhatTheDatabaseStoredWithoutConfirmingInTime() {
		this.mover.start();
		Delivery delivery = delivery("in doubt");
		assertThat(this.database.put(delivery, null, this.budget)).isInstanceOf(Receipt.Stored.class);
		this.spill.put(delivery, null, Timeouts.GENEROUS);
		awaitMove();
		assertThat(bodiesInDatabase()).containsExactly("in doubt");
		assertThat(sql("SELECT sum(repeats) FROM socialhook_delivery").query(Integer.class).single()).isZero();
	}

	@Test
	void keepsEachOfTheSameBytesWhereRepeatsAreWanted() {
		this.mover.start();
		this.proxy.cut();
		put("same");
		put("same");
		this.proxy.mend();
		awaitMove();
		assertThat(bodiesInDatabase()).containsExactly("same", "same");
	}

	@Test
	void endsADuplicateThatIsFoundOnlyAfterItsAcknowledgement() {
		dedupeWithin(Duration.ofMinutes(10));
		put("known");
		this.clock.advance(Duration.ofSeconds(1));
		this.proxy.cut();
		put("known");
		put("new");
		put("new");
		this.proxy.mend();
		awaitMove();
		assertThat(sql(
				"SELECT convert_from(body, 'UTF8') || ' ' || state || ' ' || repeats FROM socialhook_delivery ORDER BY id")
			.query(String.class)
			.list())
			.containsExactlyInAnyOrder("known PENDING 1", "known DUPLICATE 0", "new PENDING 1", "new DUPLICATE 0");
		assertThat(sql("SELECT count(*) FROM socialhook_delivery WHERE state = 'DUPLICATE' AND due_at IS NOT NULL")
			.query(Integer.class)
			.single()).isZero();
	}

	@Test
	void doesNotTakeADuplicateForTheFirstOfItsKind() {
		dedupeWithin(Duration.ofMinutes(10));
		put("same");
		this.clock.advance(Duration.ofMinutes(9));
		this.proxy.cut();
		put("same");
		this.proxy.mend();
		awaitMove();
		this.clock.advance(Duration.ofMinutes(2));
		assertThat(put("same")).isInstanceOf(Receipt.Stored.class);
		assertThat(sql("SELECT state FROM socialhook_delivery ORDER BY id").query(String.class).list())
			.containsExactly("PENDING", "DUPLICATE", "PENDING");
	}

	private void dedupeWithin(Duration window) {
		this.database = new DatabaseTarget(this.writer, this.handoff, this.dialect,
				new JdbcInbox.Limits(DedupeWindows.all(window), this.budget), this.clock);
		this.mover = new SpillMover(this.spill, this.database);
		this.inbox = new SpillingInbox(this.database, this.spill, this.mover, this.budget.multipliedBy(2));
		this.mover.start();
	}

	@Test
	void leasesAnewWhatWasSpilledForLongerThanALeaseLasts() throws Exception {
		WorkQueue queue = new JdbcWorkQueue(this.writer, this.writer, this.handoff, this.dialect, this.clock);
		queue.open(InboxFixture.LEASE);
		this.mover.start();
		// An empty look: from now on deliveries would be handed over.
		assertThat(queue.take(1, Duration.ofMillis(200))).isEmpty();
		this.proxy.cut();
		put("old");
		this.clock.advance(Duration.ofHours(1));
		this.proxy.mend();
		awaitMove();
		List<Claim> claims = new ArrayList<>();
		await().until(() -> claims.addAll(queue.take(1, Duration.ofMillis(200))));
		assertThat(claims.getFirst().leasedUntil()).isAfter(this.clock.instant());
		assertThat(queue.take(1, Duration.ofMillis(1300))).isEmpty();
		queue.close();
	}

	@Test
	void keepsLocallyWhatComesWhileTheDatabaseLetsNobodyIn() {
		openAsGuest();
		put("before");
		sql("ALTER ROLE guest NOLOGIN").update();
		cutGuests();
		List<String> spilled = IntStream.range(0, 5).mapToObj((i) -> "away " + i).toList();
		spilled.forEach((body) -> assertThat(put(body)).isInstanceOf(Receipt.Stored.class));
		assertThat(this.inbox.spilled()).isEqualTo(5);
		sql("ALTER ROLE guest LOGIN").update();
		awaitMove();
		assertThat(bodiesInDatabase()).startsWith("before").containsSubsequence(spilled).hasSize(6);
	}

	@Test
	void keepsLocallyWhatComesWhileTheDatabaseIsReadOnly() {
		openAsGuest();
		put("before");
		sql("ALTER ROLE guest SET default_transaction_read_only = on").update();
		cutGuests();
		assertThat(put("refused")).isInstanceOf(Receipt.Stored.class);
		assertThat(put("refused, too")).isInstanceOf(Receipt.Stored.class);
		assertThat(this.inbox.spilled()).isEqualTo(2);
		sql("ALTER ROLE guest RESET default_transaction_read_only").update();
		cutGuests();
		awaitMove();
		assertThat(bodiesInDatabase()).containsExactly("before", "refused", "refused, too");
	}

	private void openAsGuest() {
		close();
		open("guest");
		this.mover.start();
	}

	private static void cutGuests() {
		sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'guest'").query().listOfRows();
	}

	@Test
	void needsNoFurtherConnectionToStore() throws Exception {
		this.mover.start();
		put("before");
		List<Connection> taken = new ArrayList<>();
		this.dataSource.setConnectionTimeout(Timeouts.GENEROUS.toMillis());
		try {
			while (this.dataSource.getHikariPoolMXBean() == null
					|| this.dataSource.getHikariPoolMXBean().getActiveConnections() < 10) {
				taken.add(this.dataSource.getConnection());
			}
			this.dataSource.setConnectionTimeout(CONNECTION_MILLIS);
			assertThat(put("although none is left")).isInstanceOf(Receipt.Stored.class);
			assertThat(this.inbox.spilled()).isZero();
			postgres.terminateConnections();
			assertThat(put("and the last is cut")).isInstanceOf(Receipt.Stored.class);
		}
		finally {
			for (Connection connection : taken) {
				connection.close();
			}
		}
		awaitMove();
		assertThat(bodiesInDatabase()).containsExactly("before", "although none is left", "and the last is cut");
	}

}
