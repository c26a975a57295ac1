package io.github.socialhook.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import com.zaxxer.hikari.HikariDataSource;
import io.github.socialhook.PostgresDatabase;
import io.github.socialhook.RunsBesideOthers;
import io.github.socialhook.Timeouts;
import io.github.socialhook.inbox.Receipt;
import io.github.socialhook.inbox.StoreUnavailableException;
import io.github.socialhook.store.upkeep.Retention;
import io.github.socialhook.store.upkeep.RetentionProperties;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What becomes of work on a PostgreSQL that nobody waits for any more. */
@RunsBesideOthers
class GivenUpTests {

	private final MutableClock clock = new MutableClock();

	private final PostgresDatabase database = PostgresDatabase.create();

	private final HikariDataSource pool = new HikariDataSource();

	private FlakyProxy proxy;

	@BeforeEach
	void open() throws Exception {
		this.proxy = new FlakyProxy(this.database.port());
		this.pool.setJdbcUrl(
				"jdbc:postgresql://127.0.0.1:" + this.proxy.port() + "/" + this.database.name() + "?user=postgres");
		this.pool.setMaximumPoolSize(4);
		this.pool.setConnectionTimeout(1000);
	}

	@AfterEach
	void close() throws Exception {
		this.pool.close();
		this.proxy.close();
		this.database.close();
	}

	private InboxFixture inbox() {
		return InboxFixture.open(this.pool, this.pool.getJdbcUrl(), this.clock);
	}

	private int count(String sql) {
		return JdbcClient.create(this.database.dataSource()).sql(sql).query(Integer.class).single();
	}

	@Test
	void whatWasCalledFailedNeverTakesEffect() {
		try (InboxFixture inbox = inbox()) {
			assertThat(inbox.inbox.isWritable()).isTrue();
			this.proxy.freeze();
			for (int i = 0; i < 3; i++) {
				String handler = "handler " + i;
				assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> inbox.writer
					.execute(Duration.ofMillis(200), (connection) -> pause(connection.connection(), handler)));
			}
			this.proxy.mend();
			Awaitility.await()
				.atMost(Timeouts.GENEROUS)
				.until(() -> inbox.inbox.put(inbox.delivery("after")) instanceof Receipt.Stored);
			assertThat(count("SELECT count(*) FROM socialhook_handler_pause")).isZero();
		}
	}

	private static int pause(Connection connection, String handler) throws SQLException {
		try (PreparedStatement insert = connection
			.prepareStatement("INSERT INTO socialhook_handler_pause (handler, since) VALUES (?, 0)")) {
			insert.setString(1, handler);
			return insert.executeUpdate();
		}
	}

	@Test
	void writerStopsAlthoughTheDatabaseIsSilent() throws Exception {
		try (InboxFixture inbox = inbox()) {
			assertThat(inbox.inbox.isWritable()).isTrue();
			this.proxy.freeze();
			List<CompletableFuture<Receipt>> waiting = new ArrayList<>();
			IntStream.range(0, 100)
				.forEach((i) -> waiting
					.add(CompletableFuture.supplyAsync(() -> inbox.inbox.put(inbox.delivery("body " + i)))));
			CompletableFuture<Void> stopped = CompletableFuture.runAsync(inbox.writer::close,
					(task) -> Thread.ofPlatform().start(task));
			Awaitility.await().atMost(Timeouts.GENEROUS).until(stopped::isDone);
			this.proxy.mend();
			stopped.join();
		}
	}

	@Test
	void nodesThatDeleteAtTheSameTimeDoNotBlockEachOther() throws Exception {
		try (HikariDataSource second = new HikariDataSource(); InboxFixture one = inbox()) {
			second.setJdbcUrl(this.database.url());
			second.setMaximumPoolSize(4);
			try (InboxFixture other = InboxFixture.open(second, second.getJdbcUrl(), this.clock)) {
				JdbcClient.create(this.database.dataSource())
					.sql("""
							INSERT INTO socialhook_delivery (endpoint, received_at, state, handled_at, digest, fingerprint, body)
							SELECT 'default', ?, 'HANDLED', ?, '', 0, 'old' FROM generate_series(1, 4000)
							""")
					.param(this.clock.instant().toEpochMilli())
					.param(this.clock.instant().toEpochMilli())
					.update();
				this.clock.advance(Duration.ofHours(1));
				List<CompletableFuture<Void>> sweeps = List.of(sweep(one), sweep(other));
				sweeps.forEach(CompletableFuture::join);
				Awaitility.await().until(() -> {
					sweep(one).join();
					return count("SELECT count(*) FROM socialhook_delivery") == 0;
				});
				assertThat(count("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")).isZero();
			}
		}
	}

	private CompletableFuture<Void> sweep(InboxFixture node) {
		Retention retention = new Retention(node.writer, node.store,
				new RetentionProperties(Duration.ofMinutes(30), Duration.ofMinutes(30)), this.clock, (task) -> {
				});
		return CompletableFuture.runAsync(() -> {
			while (retention.sweep()) {
				assertThat(node.inbox.isWritable()).isTrue();
			}
		}, (task) -> Thread.ofPlatform().start(task));
	}

	@Test
	void whatWaitsForALockOfOthersIsCancelledInTheServer() throws Exception {
		try (InboxFixture inbox = inbox(); Connection other = this.database.dataSource().getConnection()) {
			assertThat(inbox.inbox.isWritable()).isTrue();
			other.setAutoCommit(false);
			other.createStatement().execute("LOCK TABLE socialhook_delivery IN ACCESS EXCLUSIVE MODE");
			for (int i = 0; i < 3; i++) {
				int number = i;
				assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(
						() -> inbox.writer.execute(Duration.ofSeconds(1),
								(connection) -> connection
									.prepare("UPDATE socialhook_delivery SET attempts = " + number)
									.executeUpdate()));
				assertThat(count(
						"SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"))
					.isLessThanOrEqualTo(1);
			}
			other.rollback();
			Awaitility.await()
				.atMost(Timeouts.GENEROUS)
				.until(() -> inbox.inbox.put(inbox.delivery("after")) instanceof Receipt.Stored);
			assertThat(count("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"))
				.isLessThanOrEqualTo(this.pool.getMaximumPoolSize() + 2);
		}
	}

}
