package io.github.socialhook.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import com.zaxxer.hikari.HikariDataSource;
import io.github.socialhook.PostgresDatabase;
import io.github.socialhook.RunsBesideOthers;
import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.inbox.Claim;
import io.github.socialhook.inbox.Receipt;
import io.github.socialhook.store.postgresql.PostgresDialect;
import io.github.socialhook.store.queue.WakeUpListener;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Settings that others have made for the database do not reach the sessions of the store.
 */
@RunsBesideOthers
class PostgresSettingsTests {

	private final MutableClock clock = new MutableClock();

	private final HikariDataSource pool = new HikariDataSource();

	private final HikariDataSource otherPool = new HikariDataSource();

	private PostgresDatabase database;

	private InboxFixture open(HikariDataSource dataSource) {
		dataSource.setJdbcUrl(this.database.url());
		dataSource.setMaximumPoolSize(4);
		return InboxFixture.open(dataSource, dataSource.getJdbcUrl(), this.clock);
	}

	@Test
	void writerSetsWhatItNeeds() {
		this.database = PostgresDatabase.create(Map.of("default_transaction_isolation", "serializable",
				"default_transaction_read_only", "on", "statement_timeout", "3600000", "lock_timeout", "1",
				"idle_in_transaction_session_timeout", "1", "synchronous_commit", "off"));
		try (InboxFixture inbox = open(this.pool)) {
			inbox.store("one");
			assertThat(shown(inbox, "transaction_isolation")).isEqualTo("read committed");
			assertThat(shown(inbox, "transaction_read_only")).isEqualTo("off");
			assertThat(shown(inbox, "synchronous_commit")).isEqualTo("on");
			assertThat(shown(inbox, "statement_timeout")).isEqualTo("4s");
			assertThat(shown(inbox, "lock_timeout")).isEqualTo("0");
			assertThat(shown(inbox, "idle_in_transaction_session_timeout")).isEqualTo("1min");
		}
	}

	/** The driver begins each in the time zone of the process. */
	@Test
	void sessionsAreInUtc() {
		this.database = PostgresDatabase.create();
		this.pool.setConnectionInitSql("SET TimeZone = 'Asia/Kathmandu'");
		try (InboxFixture inbox = open(this.pool)) {
			assertThat(shown(inbox, "TimeZone")).isEqualTo("UTC");
			assertThat(shown(inbox.store.reader(), "TimeZone")).isEqualTo("UTC");
			assertThat(shown(JdbcClient.create(this.pool), "TimeZone")).isEqualTo("Asia/Kathmandu");
		}
	}

	@Test
	void writerIsNotClosedForBeingIdle() {
		this.database = PostgresDatabase
			.create(Map.of("idle_session_timeout", "1000", "transaction_timeout", "3600000"));
		try (InboxFixture inbox = open(this.pool)) {
			inbox.store("one");
			assertThat(shown(inbox, "idle_session_timeout")).isEqualTo("0");
			assertThat(shown(inbox, "transaction_timeout")).isEqualTo("0");
			int session = sessionOf(inbox);
			awaitTheEndOfAnIdleSession();
			assertThat(sessionOf(inbox)).isEqualTo(session);
		}
	}

	private static int sessionOf(InboxFixture inbox) {
		return inbox.writer.execute(Duration.ofMinutes(1), (connection) -> {
			try (ResultSet row = connection.prepare("SELECT pg_backend_pid()").executeQuery()) {
				row.next();
				return row.getInt(1);
			}
		});
	}

	/** Its time begins when those of the sessions that are looked at have begun. */
	private void awaitTheEndOfAnIdleSession() {
		try (Connection idle = this.database.dataSource().getConnection()) {
			PGConnection session = idle.unwrap(PGConnection.class);
			Awaitility.await()
				.untilAsserted(() -> assertThatExceptionOfType(SQLException.class)
					.isThrownBy(() -> session.getNotifications(1)));
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void listenerIsNotClosedForBeingIdle() {
		this.database = PostgresDatabase.create(Map.of("idle_session_timeout", "1000", "statement_timeout", "3600000"));
		AtomicInteger heard = new AtomicInteger();
		try (InboxFixture inbox = open(this.pool); WakeUpListener listener = inbox.listener(heard::incrementAndGet)) {
			listener.start();
			Awaitility.await().until(() -> listeners().size() == 1);
			List<Integer> sessions = listeners();
			awaitTheEndOfAnIdleSession();
			assertThat(listeners()).isEqualTo(sessions);
			notifyListeners();
			Awaitility.await().until(() -> heard.get() > 0);
		}
	}

	private void notifyListeners() {
		JdbcClient.create(this.database.dataSource())
			.sql("SELECT pg_notify(?, '')")
			.param(PostgresDialect.CHANNEL)
			.query()
			.listOfRows();
	}

	private List<Integer> listeners() {
		return JdbcClient.create(this.database.dataSource()).sql("""
				SELECT pid FROM pg_stat_activity
				WHERE datname = current_database() AND query LIKE '%LISTEN%' AND query NOT LIKE '%pg_stat_activity%'
				""").query(Integer.class).list();
	}

	@Test
	void readersSetWhatTheyNeed() {
		this.database = PostgresDatabase.create(Map.of("default_transaction_isolation", "serializable", "lock_timeout",
				"1", "idle_in_transaction_session_timeout", "1", "transaction_timeout", "1000"));
		this.database.setForRole("statement_timeout", "1000");
		try (InboxFixture inbox = open(this.pool)) {
			JdbcClient reader = inbox.store.reader();
			assertThat(shown(reader, "transaction_isolation")).isEqualTo("read committed");
			assertThat(shown(reader, "transaction_read_only")).isEqualTo("on");
			assertThat(shown(reader, "statement_timeout")).isEqualTo("25s");
			assertThat(shown(reader, "lock_timeout")).isEqualTo("0");
			assertThat(shown(reader, "idle_in_transaction_session_timeout")).isEqualTo("1min");
			assertThat(shown(reader, "transaction_timeout")).isEqualTo("0");
			assertThat(reader.sql("SELECT pg_sleep(1.2)").query().listOfRows()).hasSize(1);
		}
	}

	/** The pool may be shared with an application, which has settings of its own. */
	@Test
	void nothingIsLeftBehindInSessionsOfOthers() throws SQLException {
		this.database = PostgresDatabase.create(Map.of("statement_timeout", "3600000", "lock_timeout", "1800000",
				"idle_in_transaction_session_timeout", "1200000", "default_transaction_isolation", "repeatable read"));
		this.pool.setConnectionInitSql("SET application_name = 'host'");
		try (InboxFixture inbox = open(this.pool); WakeUpListener listener = inbox.listener(() -> {
		})) {
			listener.start();
			inbox.store("one");
			assertThat(inbox.ledger.backlog().pending()).isEqualTo(1);
		}
		List<Connection> all = new ArrayList<>();
		for (int i = 0; i < this.pool.getMaximumPoolSize(); i++) {
			Connection connection = this.pool.getConnection();
			all.add(connection);
			JdbcClient session = JdbcClient.create(new SingleConnectionDataSource(connection, true));
			assertThat(connection.getAutoCommit()).isTrue();
			assertThat(shown(session, "application_name")).isEqualTo("host");
			assertThat(shown(session, "statement_timeout")).isEqualTo("1h");
			assertThat(shown(session, "lock_timeout")).isEqualTo("30min");
			assertThat(shown(session, "idle_in_transaction_session_timeout")).isEqualTo("20min");
			assertThat(shown(session, "idle_session_timeout")).isEqualTo("0");
			assertThat(shown(session, "transaction_isolation")).isEqualTo("repeatable read");
			assertThat(shown(session, "transaction_read_only")).isEqualTo("off");
			assertThat(session.sql("SELECT pg_listening_channels()").query().listOfRows()).isEmpty();
		}
		for (Connection connection : all) {
			connection.close();
		}
	}

	private static String shown(JdbcClient session, String setting) {
		return session.sql("SHOW " + setting).query(String.class).single();
	}

	@Test
	void migratesWhateverIsSetForTheDatabase() {
		this.database = PostgresDatabase.create(Map.of("default_transaction_isolation", "serializable",
				"default_transaction_read_only", "on", "idle_in_transaction_session_timeout", "1", "lock_timeout", "1",
				"idle_session_timeout", "1000", "transaction_timeout", "1000"));
		try (InboxFixture inbox = open(this.pool)) {
			assertThat(inbox.store.isCurrent()).isTrue();
		}
	}

	@Test
	void worksOverAPoolThatDoesNotCommitByItself() throws Exception {
		this.database = PostgresDatabase.create(Map.of("default_transaction_read_only", "on"));
		this.pool.setAutoCommit(false);
		AtomicInteger heard = new AtomicInteger();
		try (InboxFixture inbox = open(this.pool); WakeUpListener listener = inbox.listener(heard::incrementAndGet)) {
			listener.start();
			inbox.dispatching();
			inbox.store("one");
			assertThat(shown(inbox, "statement_timeout")).isEqualTo("4s");
			assertThat(shown(inbox, "transaction_read_only")).isEqualTo("off");
			Claim claim = inbox.take(1).getFirst();
			inbox.settle(claim, inbox.handled(claim, "alpha"));
			assertThat(inbox.ledger.states()).containsEntry(DeliveryState.HANDLED, 1L);
			inbox.pauses.pause("alpha");
			assertThat(inbox.pauses.all()).containsKey("alpha");
			Awaitility.await().until(() -> listeners().size() == 1);
			notifyListeners();
			Awaitility.await().until(() -> heard.get() > 0);
		}
	}

	private static String shown(InboxFixture inbox, String setting) {
		return inbox.writer.execute(Duration.ofMinutes(1), (connection) -> {
			try (ResultSet row = connection.prepare("SHOW " + setting).executeQuery()) {
				row.next();
				return row.getString(1);
			}
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "repeatable read", "serializable" })
	void sameBodyAtTwoNodesAtOnceIsStoredOnce(String isolation) throws Exception {
		this.database = PostgresDatabase.create(Map.of("default_transaction_isolation", isolation));
		try (InboxFixture one = open(this.pool); InboxFixture other = open(this.otherPool)) {
			one.dispatching();
			for (int i = 0; i < 100; i++) {
				String body = "body " + i;
				List<CompletableFuture<Receipt>> receipts = new ArrayList<>();
				for (InboxFixture each : List.of(one, other)) {
					receipts.add(CompletableFuture.supplyAsync(() -> each.inbox.put(each.delivery(body))));
				}
				List<Receipt> both = new ArrayList<>();
				for (CompletableFuture<Receipt> receipt : receipts) {
					both.add(receipt.get(1, TimeUnit.MINUTES));
				}
				assertThat(both).filteredOn(Receipt.Stored.class::isInstance).hasSize(1);
				assertThat(both).filteredOn(Receipt.Duplicate.class::isInstance).hasSize(1);
			}
			for (Claim claim : one.take(100)) {
				one.settle(claim, one.handled(claim, "alpha"));
			}
			assertThat(one.sql().sql("SELECT DISTINCT state FROM socialhook_delivery").query(String.class).list())
				.containsExactly("HANDLED");
		}
	}

	@AfterEach
	void dropDatabase() {
		this.pool.close();
		this.otherPool.close();
		this.database.close();
	}

}
