package io.github.socialhook.store;

import java.time.Duration;

import com.zaxxer.hikari.HikariDataSource;
import io.github.socialhook.PostgresDatabase;
import io.github.socialhook.RunsBesideOthers;
import io.github.socialhook.inbox.Claim;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What a PostgreSQL tells nodes of one that has died. */
@RunsBesideOthers
class PostgresDeathsTests extends DeathsContract {

	private static PostgresDatabase database;

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
	InboxFixture open() {
		if (this.dataSource == null) {
			EmptySchema.in(database);
			this.dataSource = new HikariDataSource();
			this.dataSource.setJdbcUrl(database.url());
			this.dataSource.setMaximumPoolSize(8);
		}
		return InboxFixture.open(this.dataSource, this.dataSource.getJdbcUrl(), this.clock);
	}

	@Override
	void closeDataSources() {
		this.dataSource.close();
	}

	@Test
	void doesNotSuspectWhatItHeldTooLongItself() throws Exception {
		this.inbox.store("slow");
		Claim claim = this.inbox.take(1).getFirst();
		this.clock.advance(InboxFixture.LEASE.plus(Duration.ofSeconds(1)));
		assertThat(this.inbox.take(1).getFirst().deaths()).isZero();
		assertThat(claim.deaths()).isZero();
	}

	/** The other one has room for nothing, so it only notes that the lease is over. */
	@Test
	void suspectsWhatANodeFindsThatCannotTakeIt() throws Exception {
		this.inbox.store("one");
		this.inbox.split(this.inbox.take(1).getFirst(), "a");
		try (InboxFixture other = open()) {
			other.queue.open(InboxFixture.LEASE, new io.github.socialhook.inbox.Capacity() {

				@Override
				public int roomFor(String handler) {
					return 0;
				}

				@Override
				public void looked(java.util.Set<String> waiting) {
				}

			});
			this.clock.advance(InboxFixture.LEASE.plusSeconds(1));
			assertThat(other.takeNothing()).isEmpty();
		}
		this.inbox.kill();
		this.inbox = open().dispatching();
		assertThat(this.inbox.take(1).getFirst().deaths()).isOne();
	}

}
