package io.github.socialhook.store;

import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import com.zaxxer.hikari.HikariDataSource;
import io.github.socialhook.PostgresDatabase;
import io.github.socialhook.inbox.Claim;
import io.github.socialhook.inbox.Receipt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Settings that others have made for the database do not reach the sessions of the store.
 */
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
			assertThat(one.sql().sql("SELECT DISTINCT state FROM delivery").query(String.class).list())
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
