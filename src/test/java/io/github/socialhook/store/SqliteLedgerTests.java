package io.github.socialhook.store;

import java.nio.file.Path;
import java.time.Duration;

import com.zaxxer.hikari.HikariDataSource;
import io.github.socialhook.RunsBesideOthers;
import io.github.socialhook.store.upkeep.Retention;
import io.github.socialhook.store.upkeep.RetentionProperties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What a SQLite file shows of itself, and that indexes serve it. */
@RunsBesideOthers
class SqliteLedgerTests extends TrafficContract {

	@TempDir
	Path folder;

	private HikariDataSource dataSource;

	@Override
	InboxFixture open() {
		String url = "jdbc:sqlite:" + this.folder.resolve("inbox.db");
		this.dataSource = new HikariDataSource();
		this.dataSource.setJdbcUrl(url);
		return InboxFixture.open(this.dataSource, url, this.clock);
	}

	@Override
	InboxFixture reopen() {
		return InboxFixture.open(this.dataSource, this.dataSource.getJdbcUrl(), this.clock);
	}

	@Override
	void closeDataSources() {
		this.dataSource.close();
	}

	@Test
	void givesSpaceBack() throws Exception {
		this.inbox.store("x".repeat(3000));
		insertMany(10 * Retention.BATCH);
		long before = number("PRAGMA page_count");
		Retention retention = new Retention(this.inbox.writer, this.inbox.store,
				new RetentionProperties(Duration.ofDays(7), Duration.ofDays(7)), this.clock, (task) -> {
				});
		pass(retention, 8);
		assertThat(number("PRAGMA page_count")).isLessThan(before - 1000);
	}

	@Test
	void readsNoRowsToSayHowManyThereAre() {
		assertThat(this.inbox.sql()
			.sql("EXPLAIN QUERY PLAN " + this.inbox.dialect.count().query())
			.query((row, number) -> row.getString("detail"))
			.list()).isNotEmpty().noneMatch((detail) -> detail.endsWith(" socialhook_delivery"));
	}

	private long number(String pragma) {
		return this.inbox.sql().sql(pragma).query(Long.class).single();
	}

}
