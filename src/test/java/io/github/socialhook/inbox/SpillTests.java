package io.github.socialhook.inbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import com.zaxxer.hikari.HikariDataSource;
import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.delivery.EndpointName;
import io.github.socialhook.delivery.Payload;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What happens to deliveries while PostgreSQL is away. */
class SpillTests {

	private static final Duration HALF_BUDGET = Duration.ofMillis(500);

	private static EmbeddedPostgres server;

	@TempDir
	Path folder;

	private final MutableClock clock = new MutableClock();

	private FlakyProxy proxy;

	private HikariDataSource dataSource;

	private Store store;

	private GroupWriter writer;

	private Spill spill;

	private SpillMover mover;

	private Inbox database;

	private Inbox inbox;

	@BeforeAll
	static void startServer() throws IOException {
		server = EmbeddedPostgres.builder().setPGStartupWait(Duration.ofMinutes(1)).start();
	}

	@AfterAll
	static void stopServer() throws IOException {
		server.close();
	}

	@BeforeEach
	void start() throws Exception {
		sql("DROP SCHEMA public CASCADE; CREATE SCHEMA public").update();
		this.proxy = new FlakyProxy(server.getPort());
		open();
	}

	private void open() {
		this.dataSource = new HikariDataSource();
		this.dataSource.setJdbcUrl("jdbc:postgresql://127.0.0.1:" + this.proxy.port() + "/postgres?user=postgres");
		this.dataSource.setConnectionTimeout(250);
		this.store = Store.open(this.dataSource, this.dataSource.getJdbcUrl(), this.clock);
		this.writer = new GroupWriter(this.store);
		this.writer.start();
		HandOver handOver = new HandOver();
		this.spill = Spill.open(this.folder.resolve("spill.db"), HALF_BUDGET, this.clock);
		this.database = new JdbcInbox(this.writer, handOver, Duration.ZERO, HALF_BUDGET, this.clock);
		this.mover = new SpillMover(this.spill, this.writer, handOver, this.database, Duration.ZERO);
		this.inbox = new SpillingInbox(this.database, this.spill, this.mover);
	}

	@AfterEach
	void stop() throws Exception {
		close();
		this.proxy.close();
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
		assertThat(this.spill.put(new Delivery(EndpointName.DEFAULT, null, null,
				Payload.of("late".getBytes(StandardCharsets.UTF_8)), this.clock.instant())))
			.isInstanceOf(Receipt.Stored.class);
		org.awaitility.Awaitility.await().untilAsserted(() -> assertThat(bodiesInDatabase()).containsExactly("late"));
	}

	private static JdbcClient.StatementSpec sql(String sql) {
		return JdbcClient.create(server.getPostgresDatabase()).sql(sql);
	}

	private List<String> bodiesInDatabase() {
		return sql("SELECT convert_from(body, 'UTF8') FROM delivery ORDER BY id").query(String.class).list();
	}

	private Receipt put(String body) {
		return this.inbox.put(new Delivery(EndpointName.DEFAULT, null, null,
				Payload.of(body.getBytes(StandardCharsets.UTF_8)), this.clock.instant()));
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
		await().atMost(Duration.ofSeconds(30)).until(() -> this.inbox.spilled() == 0);
		put("after");
		assertThat(bodiesInDatabase()).startsWith("before").containsSubsequence(spilled).endsWith("after").hasSize(32);
	}

	@Test
	void keepsLocallyWhatComesWhileTheDatabaseIsSilent() {
		this.mover.start();
		this.proxy.freeze();
		assertThat(put("silent")).isInstanceOf(Receipt.Stored.class);
		assertThat(this.inbox.spilled()).isEqualTo(1);
		this.proxy.mend();
		await().atMost(Duration.ofSeconds(30)).until(() -> this.inbox.spilled() == 0);
		assertThat(bodiesInDatabase()).contains("silent");
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
		await().atMost(Duration.ofSeconds(30)).until(() -> this.inbox.spilled() == 0);
		assertThat(bodiesInDatabase()).containsExactly("left over");
	}

	@Test
	void doesNotDoubleWhatWasMovedJustBeforeACrash() {
		this.proxy.cut();
		put("moved");
		this.proxy.mend();
		Spill.Spilled spilled = this.spill.peek(0, 1).getFirst();
		await().until(() -> {
			PutWrite write = new PutWrite(spilled.delivery(), Duration.ZERO, new HandOver(), spilled.key());
			this.writer.add(write);
			return write.receipt().join() instanceof Receipt.Stored;
		});
		this.mover.start();
		await().atMost(Duration.ofSeconds(30)).until(() -> this.inbox.spilled() == 0);
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

}
