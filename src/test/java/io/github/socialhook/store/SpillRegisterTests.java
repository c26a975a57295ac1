package io.github.socialhook.store;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;

import com.zaxxer.hikari.HikariDataSource;
import io.github.socialhook.PostgresDatabase;
import io.github.socialhook.RunsBesideOthers;
import io.github.socialhook.Timeouts;
import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.delivery.EndpointName;
import io.github.socialhook.delivery.Payload;
import io.github.socialhook.inbox.Receipt;
import io.github.socialhook.inbox.Spills.LocalSpill;
import io.github.socialhook.inbox.Spills.State;
import io.github.socialhook.store.database.Store;
import io.github.socialhook.store.queue.LeaseRecovery;
import io.github.socialhook.store.queue.QueueDialect;
import io.github.socialhook.store.spill.JdbcSpills;
import io.github.socialhook.store.spill.Spill;
import io.github.socialhook.store.spill.SpillRegister;
import io.github.socialhook.store.write.GroupWriter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What PostgreSQL knows of the local spills of nodes. */
@RunsBesideOthers
class SpillRegisterTests {

	private static PostgresDatabase postgres;

	@TempDir
	Path folder;

	private final MutableClock clock = new MutableClock();

	private final HikariDataSource dataSource = new HikariDataSource();

	private FlakyProxy proxy;

	private Store store;

	private GroupWriter writer;

	private JdbcSpills spills;

	private Spill spill;

	private SpillRegister register;

	@BeforeAll
	static void createDatabase() {
		postgres = PostgresDatabase.create();
	}

	@AfterAll
	static void dropDatabase() {
		postgres.close();
	}

	@BeforeEach
	void open() throws Exception {
		EmptySchema.in(postgres);
		this.proxy = new FlakyProxy(postgres.port());
		this.dataSource
			.setJdbcUrl("jdbc:postgresql://127.0.0.1:" + this.proxy.port() + "/" + postgres.name() + "?user=postgres");
		this.dataSource.setConnectionTimeout(250);
		String url = this.dataSource.getJdbcUrl();
		QueueDialect dialect = Dialects.of(url);
		this.store = Store.open(this.dataSource, url, dialect, new LeaseRecovery(dialect, this.clock));
		this.writer = new GroupWriter(this.store, "writer", this.clock);
		this.writer.start();
		this.spills = new JdbcSpills(this.writer, this.store.reader());
		openSpill();
	}

	private void openSpill() {
		String url = "jdbc:sqlite:" + this.folder.resolve("spill.db");
		this.spill = Spill.open(url, Dialects.of(url), Timeouts.GENEROUS, this.clock);
		this.register = new SpillRegister(this.spill, this.folder.resolve("spill.db"), this.spills, Timeouts.GENEROUS);
		this.register.start();
	}

	@AfterEach
	void close() throws Exception {
		closeSpill();
		this.writer.close();
		this.store.close();
		this.dataSource.close();
		this.proxy.close();
	}

	private void closeSpill() {
		this.register.close();
		this.spill.close();
	}

	private static JdbcClient.StatementSpec sql(String sql) {
		return JdbcClient.create(postgres.dataSource()).sql(sql);
	}

	private void put(String body) {
		Delivery delivery = new Delivery(EndpointName.DEFAULT, null, null,
				Payload.of(body.getBytes(StandardCharsets.UTF_8)), this.clock.instant());
		assertThat(this.spill.put(delivery, null, Timeouts.GENEROUS)).isInstanceOf(Receipt.Stored.class);
	}

	private LocalSpill awaitOne(State state, long deliveries) {
		return await().ignoreExceptions()
			.until(() -> this.spills.list(),
					(list) -> list.size() == 1 && list.getFirst().state() == state
							&& list.getFirst().deliveries() == deliveries)
			.getFirst();
	}

	/** As if nothing had been heard of any node for so long. */
	private static void elapse(int millis) {
		sql("UPDATE socialhook_spill SET seen_at = seen_at - :millis").param("millis", millis).update();
	}

	@Test
	void knowsWhatIsInASpillThatIsUsedAndWhatIsLeftInIt() {
		LocalSpill empty = awaitOne(State.IN_USE, 0);
		assertThat(empty.since()).isNull();
		assertThat(empty.node()).isNotBlank();
		assertThat(empty.file()).isEqualTo(this.folder.resolve("spill.db").toString());
		put("one");
		put("two");
		LocalSpill used = awaitOne(State.IN_USE, 2);
		assertThat(used.since()).isEqualTo(this.clock.instant().truncatedTo(ChronoUnit.MILLIS));
		closeSpill();
		LocalSpill left = awaitOne(State.LEFT, 2);
		assertThat(left.name()).isEqualTo(empty.name());
		assertThat(left.since()).isEqualTo(used.since());
		openSpill();
		assertThat(awaitOne(State.IN_USE, 2).name()).isEqualTo(empty.name());
	}

	@Test
	void doesNotKnowASpillThatWasLeftEmpty() {
		awaitOne(State.IN_USE, 0);
		closeSpill();
		assertThat(this.spills.list()).isEmpty();
	}

	@Test
	void isToldAgainAndAgainAndMissesWhoDoesNot() {
		LocalSpill first = awaitOne(State.IN_USE, 0);
		await().ignoreExceptions().until(() -> this.spills.list().getFirst().seenAt().isAfter(first.seenAt()));
		this.proxy.cut();
		this.register.close();
		this.proxy.mend();
		awaitOne(State.IN_USE, 0);
		elapse(61_000);
		awaitOne(State.MISSING, 0);
	}

	@Test
	void isToldWhenTheDatabaseIsBack() {
		awaitOne(State.IN_USE, 0);
		this.proxy.cut();
		put("meanwhile");
		this.proxy.mend();
		awaitOne(State.IN_USE, 1);
	}

	@Test
	void saysWhatIsLeftIfItStopsWhileItWrites() {
		awaitOne(State.IN_USE, 0);
		Semaphore free = new Semaphore(0);
		CompletableFuture<?> other = CompletableFuture
			.runAsync(() -> this.writer.execute(Timeouts.GENEROUS, (connection) -> {
				free.acquireUninterruptibly();
				return 0;
			}));
		put("left");
		await().until(() -> StoreThreads.isWaiting("socialhook-spill-register"));
		CompletableFuture<?> closing = CompletableFuture.runAsync(this.register::close);
		await().until(() -> !StoreThreads.isWaiting("socialhook-spill-register"));
		free.release();
		CompletableFuture.allOf(other, closing).join();
		assertThat(awaitOne(State.LEFT, 1).since()).isNotNull();
	}

	@Test
	void forgetsOnlyWhatNoNodeUses() {
		String name = awaitOne(State.IN_USE, 0).name();
		assertThat(this.spills.forget(name)).isFalse();
		assertThat(this.spills.forget("another")).isFalse();
		put("left");
		awaitOne(State.IN_USE, 1);
		closeSpill();
		awaitOne(State.LEFT, 1);
		assertThat(this.spills.forget(name)).isTrue();
		assertThat(this.spills.list()).isEmpty();
		openSpill();
		assertThat(awaitOne(State.IN_USE, 1).name()).isEqualTo(name);
	}

}
