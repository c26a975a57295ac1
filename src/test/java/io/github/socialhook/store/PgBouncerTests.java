package io.github.socialhook.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.atomic.AtomicInteger;

import com.zaxxer.hikari.HikariDataSource;
import io.github.socialhook.FreePort;
import io.github.socialhook.PgBouncer;
import io.github.socialhook.PostgresDatabase;
import io.github.socialhook.RunsBesideOthers;
import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.inbox.Claim;
import io.github.socialhook.inbox.Receipt;
import io.github.socialhook.store.database.UnusableStoreException;
import io.github.socialhook.store.postgresql.PostgresDialect;
import io.github.socialhook.store.queue.WakeUpListener;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** The store behind a real PgBouncer. */
@RunsBesideOthers
class PgBouncerTests {

	private final PostgresDatabase database = PostgresDatabase.create();

	private final HikariDataSource pool = new HikariDataSource();

	@TempDir
	private Path folder;

	@AfterEach
	void dropDatabase() {
		this.pool.close();
		this.database.close();
	}

	private InboxFixture open(String url) {
		this.pool.setJdbcUrl(url);
		this.pool.setMaximumPoolSize(4);
		this.pool.setConnectionTimeout(2000);
		return InboxFixture.open(this.pool, url, new MutableClock());
	}

	@ParameterizedTest
	@ValueSource(strings = { "pool_mode = transaction", "pool_mode = statement",
			"pool_mode = transaction\nserver_round_robin = 1\nmin_pool_size = 5",
			"pool_mode = transaction\ndefault_pool_size = 1" })
	void refusesToShareSessions(String settings) throws IOException {
		try (PgBouncer pooler = PgBouncer.start(this.folder, this.database, settings)) {
			String url = pooler.url();
			assertThatExceptionOfType(UnusableStoreException.class).isThrownBy(() -> open(url))
				.withMessageContaining("cannot be used: PgBouncer or another pooler assigns connections")
				.satisfies((refused) -> assertThat(refused.action()).contains("pool_mode=session"));
			JdbcClient other = JdbcClient.create(new DriverManagerDataSource(url + "&prepareThreshold=0"));
			assertThat(other.sql("SELECT name FROM pg_prepared_statements").query().listOfRows()).isEmpty();
			assertThat(other
				.sql("SELECT name FROM pg_settings WHERE source = 'session' AND name NOT IN ('extra_float_digits', "
						+ "'application_name', 'client_encoding', 'DateStyle', 'TimeZone')")
				.query(String.class)
				.list()).isEmpty();
		}
		assertThat(JdbcClient.create(this.database.dataSource())
			.sql("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
			.query(Integer.class)
			.single()).isZero();
	}

	@Test
	void worksOverSessionsAndLeavesNothingInThem() throws Exception {
		AtomicInteger heard = new AtomicInteger();
		try (PgBouncer pooler = PgBouncer.start(this.folder, this.database, "pool_mode = session")) {
			try (InboxFixture inbox = open(pooler.url());
					WakeUpListener listener = inbox.listener(heard::incrementAndGet)) {
				listener.start();
				inbox.dispatching();
				handleOne(inbox, "one");
				Awaitility.await().until(() -> isHeard(heard));
			}
			this.pool.close();
			DriverManagerDataSource direct = new DriverManagerDataSource(pooler.url());
			for (int i = 0; i < 8; i++) {
				assertThat(JdbcClient.create(direct)
					.sql("SELECT setting FROM pg_settings WHERE name = 'statement_timeout'")
					.query(String.class)
					.single()).isEqualTo("0");
			}
		}
	}

	@Test
	void goesOnAfterARestartOfThePooler() throws Exception {
		AtomicInteger heard = new AtomicInteger();
		try (PgBouncer pooler = PgBouncer.start(this.folder, this.database, "pool_mode = session");
				InboxFixture inbox = open(pooler.url());
				WakeUpListener listener = inbox.listener(heard::incrementAndGet)) {
			listener.start();
			inbox.dispatching();
			handleOne(inbox, "one");
			pooler.stop();
			assertThat(inbox.inbox.isWritable()).isFalse();
			pooler.start();
			Awaitility.await().until(inbox.inbox::isWritable);
			Awaitility.await()
				.until(() -> inbox.inbox.put(inbox.delivery("two")) instanceof Receipt.Stored
						|| inbox.inbox.put(inbox.delivery("two")) instanceof Receipt.Duplicate);
			Claim claim = inbox.take(1).getFirst();
			assertThat(inbox.settle(claim, inbox.handled(claim, "alpha"))).isEqualTo(DeliveryState.HANDLED);
			int before = heard.get();
			Awaitility.await().until(() -> isHeard(heard) && heard.get() > before);
			assertThat(inbox.ledger.states()).containsEntry(DeliveryState.HANDLED, 2L);
		}
	}

	private static void handleOne(InboxFixture inbox, String body) throws InterruptedException {
		inbox.store(body);
		Claim claim = inbox.take(1).getFirst();
		assertThat(inbox.settle(claim, inbox.handled(claim, "alpha"))).isEqualTo(DeliveryState.HANDLED);
	}

	/** Notifies, because whoever begins to listen does not hear what was said before. */
	private boolean isHeard(AtomicInteger heard) {
		JdbcClient.create(this.database.dataSource())
			.sql("SELECT pg_notify(?, '')")
			.param(PostgresDialect.CHANNEL)
			.query()
			.listOfRows();
		return heard.get() > 0;
	}

	@Test
	void asksForMoreConnectionsOfThePooler() throws IOException {
		try (PgBouncer pooler = PgBouncer.start(this.folder, this.database, "pool_mode = session",
				"default_pool_size = 1")) {
			String url = pooler.url();
			assertThatExceptionOfType(UnusableStoreException.class).isThrownBy(() -> open(url))
				.withMessageContaining("provides only one connection")
				.satisfies((refused) -> assertThat(refused.action()).contains("default_pool_size"));
		}
	}

	@Test
	void isUsedAlthoughOneConnectionDidNotComeInTime() throws IOException {
		AtomicInteger connections = new AtomicInteger();
		try (PgBouncer pooler = PgBouncer.start(this.folder, this.database, "pool_mode = session");
				HikariDataSource slow = new HikariDataSource() {

					@Override
					public Connection getConnection() throws SQLException {
						if (connections.incrementAndGet() == 2) {
							throw new SQLTransientConnectionException("It was frozen");
						}
						return super.getConnection();
					}

				}) {
			slow.setJdbcUrl(pooler.url());
			try (InboxFixture inbox = InboxFixture.open(slow, pooler.url(), new MutableClock())) {
				assertThat(inbox.store("one")).isNotNull();
			}
		}
		assertThat(connections).hasValueGreaterThan(2);
	}

	@Test
	void asksForAUserThatMayLogIn() throws IOException {
		Path users = Files.writeString(this.folder.resolve("users.txt"), "\"app\" \"right\"\n");
		try (PgBouncer pooler = PgBouncer.start(this.folder, this.database, "pool_mode = session", "auth_type = md5",
				"auth_file = " + users)) {
			String url = pooler.url() + "&password=wrong";
			assertThatExceptionOfType(UnusableStoreException.class).isThrownBy(() -> open(url))
				.satisfies((refused) -> assertThat(refused.action()).contains("spring.datasource.password"));
		}
	}

	@Test
	void asksForADatabaseThatThePoolerKnows() throws IOException {
		Path users = Files.writeString(this.folder.resolve("users.txt"), "\"app\" \"\"\n");
		try (PgBouncer pooler = PgBouncer.start(this.folder, this.database, "pool_mode = session", "auth_type = trust",
				"auth_file = " + users)) {
			String url = pooler.url("nowhere");
			assertThatExceptionOfType(UnusableStoreException.class).isThrownBy(() -> open(url))
				.satisfies((refused) -> assertThat(refused.action()).contains("Create the database"));
		}
	}

	/** The pooler is there, and what is behind it is not: that will pass. */
	@Test
	void waitsForTheServerBehindThePooler() throws IOException {
		try (PgBouncer pooler = PgBouncer.start(this.folder, this.database, "pool_mode = session", "[databases]",
				this.database.name() + " = host=127.0.0.1 port=" + FreePort.next() + " user=postgres")) {
			try (InboxFixture inbox = open(pooler.url())) {
				assertThat(inbox.store.isCurrent()).isFalse();
				assertThat(inbox.inbox.isWritable()).isFalse();
			}
		}
	}

	@Test
	void saysWhichParameterIsInTheWay() throws IOException {
		try (PgBouncer pooler = PgBouncer.start(this.folder, this.database, "pool_mode = session")) {
			String url = pooler.url() + "&currentSchema=socialhook";
			assertThatExceptionOfType(UnusableStoreException.class).isThrownBy(() -> open(url))
				.withMessageContaining("unsupported startup parameter: search_path")
				.satisfies((refused) -> assertThat(refused.action()).contains("ignore_startup_parameters"));
		}
	}

}
