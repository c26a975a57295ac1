package io.github.socialhook.store;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import com.zaxxer.hikari.HikariDataSource;
import io.github.socialhook.RunsBesideOthers;
import io.github.socialhook.store.queue.QueueStatements;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The plans of SQLite. */
@RunsBesideOthers
class SqlitePlansTests extends PlansContract {

	/** Going through all rows of a table, or of a whole index over all of them. */
	private static final Pattern SCAN = Pattern.compile(
			"SCAN (socialhook_delivery|socialhook_task|socialhook_attempt|socialhook_reference|socialhook_replay_delivery|[a-z])( USING (COVERING )?INDEX (socialhook_task_handler|socialhook_attempt_delivery|socialhook_reference_search|sqlite_.*))?");

	/** All becomes due again. */
	private static final String FILL = "UPDATE socialhook_delivery SET due_at = 0, state = 'PENDING' WHERE state = 'HANDLED'";

	@TempDir
	Path folder;

	@Override
	String analyze() {
		return "ANALYZE";
	}

	@Override
	Map<String, List<String>> plansOfALife() throws Exception {
		return plansAfter();
	}

	/** Lives through what happens after something else has happened. */
	private Map<String, List<String>> plansAfter(String... before) throws Exception {
		PlanRecorder recorder = new PlanRecorder("EXPLAIN QUERY PLAN");
		try (HikariDataSource pool = new HikariDataSource()) {
			String url = "jdbc:sqlite:" + this.folder.resolve("inbox.db");
			pool.setJdbcUrl(url);
			try (InboxFixture inbox = open(recorder.watch(pool), url).dispatching()) {
				for (String each : before) {
					inbox.sql().sql(each).update();
				}
				recorder.begin();
				liveThrough(inbox, this.clock, 4);
				return recorder.end();
			}
		}
	}

	@Override
	List<String> faults(List<String> plan) {
		return plan.stream()
			.distinct()
			.filter((step) -> SCAN.matcher(step).matches() || step.contains("AUTOMATIC"))
			.toList();
	}

	@Test
	void goByIndexesWithABacklogThatTheStatisticsDoNotKnow() throws Exception {
		assertThat(faulty(plansAfter(FILL))).isEmpty();
	}

	@Test
	void goByIndexesWithoutTheBacklogThatTheStatisticsKnow() throws Exception {
		assertThat(faulty(plansAfter(FILL, "ANALYZE", "UPDATE socialhook_delivery SET due_at = NULL"))).isEmpty();
	}

	/** However much waits for the handler, and although nobody has analyzed anything. */
	@Test
	void findsLeasesThatHaveRunOutAmongTheLeased() {
		String url = "jdbc:sqlite:" + this.folder.resolve("inbox.db");
		try (HikariDataSource pool = new HikariDataSource()) {
			pool.setJdbcUrl(url);
			try (InboxFixture inbox = InboxFixture.open(pool, url, this.clock)) {
				assertThat(inbox.sql()
					.sql("EXPLAIN QUERY PLAN " + QueueStatements.VOID_EXPIRED)
					.params("handler", 0)
					.query((row, number) -> row.getString("detail"))
					.list()).isNotEmpty()
					.allMatch((step) -> step.contains("socialhook_task_held (handler=? AND due_at<?)"));
			}
		}
	}

	@Test
	void seesAScan() {
		assertThat(faults(List.of("SCAN d", "SCAN socialhook_attempt USING COVERING INDEX socialhook_attempt_delivery",
				"SEARCH d USING INTEGER PRIMARY KEY (rowid=?)", "SCAN candidate",
				"SCAN socialhook_delivery USING INDEX socialhook_delivery_due",
				"SEARCH e USING AUTOMATIC COVERING INDEX (subject=?)")))
			.hasSize(3);
	}

}
