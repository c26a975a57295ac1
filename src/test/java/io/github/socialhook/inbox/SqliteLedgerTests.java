package io.github.socialhook.inbox;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import com.zaxxer.hikari.HikariDataSource;
import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.delivery.EventName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What a SQLite file shows of itself, and that indexes serve it. */
class SqliteLedgerTests extends RetentionContract {

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

	@AfterEach
	void closeDataSource() {
		this.dataSource.close();
	}

	static Stream<DeliveryFilter> filters() {
		Stream<DeliveryFilter> states = Stream.of(DeliveryState.values())
			.map((state) -> new DeliveryFilter(state, null, null, null, null, null, null, null));
		Stream<DeliveryFilter> others = Stream.of(DeliveryFilter.ALL,
				new DeliveryFilter(null, new EventName("x"), null, null, null, null, null, "y"),
				new DeliveryFilter(null, null, null, null, "handler", null, null, null),
				new DeliveryFilter(DeliveryState.DEAD, null, null, null, "handler", null, null, null));
		return Stream.concat(states, others);
	}

	@ParameterizedTest
	@MethodSource("filters")
	void searchesByIndexesOnly(DeliveryFilter filter) {
		EntrySearch search = EntrySearch.newestFirst(filter);
		for (String sql : List.of(search.find(), search.extent())) {
			List<String> plan = this.inbox.sql()
				.sql("EXPLAIN QUERY PLAN " + sql)
				.params(search.parameters())
				.param("start", 1000)
				.param("most", 10)
				.query((row, number) -> row.getString("detail"))
				.list();
			assertThat(plan)
				.noneMatch((step) -> step.startsWith("SCAN ") && !step.contains("candidate") && !step.contains("USING")
						&& !step.contains("fresh") && !step.contains("lagging"))
				.anyMatch((step) -> step.startsWith("SEARCH d USING INTEGER PRIMARY KEY"));
		}
	}

	@Test
	void givesSpaceBack() throws Exception {
		this.inbox.store("x".repeat(3000));
		insertMany(10 * Retention.BATCH);
		this.clock.advance(Duration.ofDays(8));
		long before = number("PRAGMA page_count");
		Retention retention = new Retention(this.inbox.writer, this.inbox.sql(),
				new RetentionProperties(Duration.ofDays(7), Duration.ofDays(7)), Duration.ZERO, this.clock);
		while (retention.sweep()) {
			assertThat(this.inbox.inbox.isWritable()).isTrue();
		}
		assertThat(number("PRAGMA page_count")).isLessThan(before - 1000);
	}

	private long number(String pragma) {
		return this.inbox.sql().sql(pragma).query(Long.class).single();
	}

}
