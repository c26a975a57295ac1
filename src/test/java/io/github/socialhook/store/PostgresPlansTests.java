package io.github.socialhook.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import com.zaxxer.hikari.HikariDataSource;
import io.github.socialhook.PostgresDatabase;
import io.github.socialhook.RunsBesideOthers;
import io.github.socialhook.store.ledger.DeliveryQueries;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** The plans of PostgreSQL. */
@RunsBesideOthers
class PostgresPlansTests extends PlansContract {

	private static final Set<String> TABLES = Set.of("socialhook_delivery", "socialhook_task", "socialhook_attempt");

	/** Over all rows, so that reading one from end to end is as bad as a scan. */
	private static final Set<String> WHOLE_INDEXES = Set.of("socialhook_delivery_pkey",
			"socialhook_delivery_fingerprint", "socialhook_task_pkey", "socialhook_task_handler",
			"socialhook_attempt_delivery");

	/** What looks for deliveries of a subject that are held. */
	private static final Pattern OF_SUBJECTS = Pattern
		.compile("e\\.subject = |FROM socialhook_delivery\\s+WHERE subject = ANY");

	private static PostgresDatabase database;

	@BeforeAll
	static void createDatabase() {
		database = PostgresDatabase.create();
	}

	@AfterAll
	static void dropDatabase() {
		database.close();
	}

	private static HikariDataSource pool() {
		HikariDataSource pool = new HikariDataSource();
		pool.setJdbcUrl(database.url());
		pool.setMaximumPoolSize(4);
		sql(pool).sql("DROP SCHEMA public CASCADE; CREATE SCHEMA public").update();
		return pool;
	}

	@Override
	String analyze() {
		return "VACUUM ANALYZE";
	}

	@Override
	Map<String, List<String>> plansOfALife() throws Exception {
		PlanRecorder recorder = new PlanRecorder("EXPLAIN (FORMAT JSON)");
		try (HikariDataSource pool = pool();
				InboxFixture inbox = open(recorder.watch(pool), pool.getJdbcUrl()).dispatching()) {
			recorder.begin();
			liveThrough(inbox, this.clock, 4);
			return recorder.end();
		}
	}

	@Override
	List<String> faults(List<String> plan) {
		List<String> faults = new ArrayList<>();
		for (String each : plan) {
			look(new JsonMapper().readTree(each).get(0).path("Plan"), faults);
		}
		return faults.stream().distinct().toList();
	}

	private static void look(JsonNode node, List<String> faults) {
		String type = node.path("Node Type").asString("");
		String table = node.path("Relation Name").asString("");
		String index = node.path("Index Name").asString("");
		if (type.equals("Seq Scan") && TABLES.contains(table)) {
			faults.add("goes through all of " + table);
		}
		if (type.startsWith("Index") && WHOLE_INDEXES.contains(index) && !node.has("Index Cond")) {
			faults.add("goes through all of " + index);
		}
		if (type.contains("Sort") && node.path("Plan Rows").asLong() > 3L * DeliveryQueries.WINDOW) {
			faults.add("sorts " + node.path("Plan Rows"));
		}
		node.path("Plans").forEach((part) -> look(part, faults));
	}

	/** What the server counts itself, also of the plans that it keeps for later. */
	@Test
	void countNoScan() throws Exception {
		String counts = "SELECT coalesce(sum(seq_scan), 0) FROM pg_stat_user_tables "
				+ "WHERE relname IN ('socialhook_delivery', 'socialhook_task', 'socialhook_attempt')";
		try (HikariDataSource pool = pool()) {
			open(pool, pool.getJdbcUrl()).close();
		}
		awaitNobodyElse();
		sql(database.dataSource()).sql("SELECT pg_stat_reset()").query((row, number) -> 1).list();
		try (HikariDataSource pool = new HikariDataSource()) {
			pool.setJdbcUrl(database.url());
			pool.setMaximumPoolSize(4);
			try (InboxFixture inbox = InboxFixture.open(pool, pool.getJdbcUrl(), this.clock).dispatching()) {
				liveThrough(inbox, this.clock, 12);
			}
		}
		awaitNobodyElse();
		assertThat(sql(database.dataSource())
			.sql("SELECT coalesce(sum(idx_scan), 0) FROM pg_stat_user_tables WHERE relname = 'socialhook_delivery'")
			.query(Long.class)
			.single()).isGreaterThan(1000);
		assertThat(sql(database.dataSource()).sql(counts).query(Long.class).single()).isZero();
	}

	/** Each process of the server has told what it counted when it is gone. */
	private static void awaitNobodyElse() {
		Awaitility.await()
			.until(() -> sql(database.dataSource()).sql(
					"SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()")
				.query(Long.class)
				.single() == 0);
	}

	/**
	 * Where the statistics say that next to nothing is due, one index looks as good as
	 * another; but under load the one by id is full of what has just been settled.
	 */
	@Test
	void findsWhatIsHeldOfASubjectByTheSubject() throws Exception {
		PlanRecorder recorder = new PlanRecorder("EXPLAIN (FORMAT JSON)");
		try (HikariDataSource pool = pool();
				InboxFixture inbox = open(recorder.watch(pool), pool.getJdbcUrl()).dispatching()) {
			inbox.sql().sql("UPDATE socialhook_delivery SET due_at = NULL").update();
			inbox.sql().sql(analyze()).update();
			recorder.begin();
			liveThrough(inbox, this.clock, 4);
			Map<String, List<String>> plans = recorder.end();
			plans.keySet().removeIf((sql) -> !OF_SUBJECTS.matcher(sql).find());
			assertThat(plans).hasSizeGreaterThan(2);
			assertThat(plans.values().stream().flatMap(List::stream)).isNotEmpty()
				.allSatisfy((plan) -> assertThat(plan).contains("socialhook_delivery_turn"));
		}
	}

	/** As soon as the statistics know of deliveries that are followed. */
	@Test
	void followsWhatIsReplayedByItsNumber() throws Exception {
		PlanRecorder recorder = new PlanRecorder("EXPLAIN (FORMAT JSON)");
		try (HikariDataSource pool = pool();
				InboxFixture inbox = open(recorder.watch(pool), pool.getJdbcUrl()).dispatching()) {
			inbox.sql()
				.sql("INSERT INTO socialhook_replay_delivery "
						+ "SELECT 1, i, 'PENDING' FROM generate_series(1, 1000) AS i")
				.update();
			inbox.sql().sql(analyze()).update();
			recorder.begin();
			inbox.replays.work();
			Map<String, List<String>> plans = recorder.end();
			assertThat(plans.keySet()).anyMatch((sql) -> sql.contains("AS followed"));
			assertThat(plans).allSatisfy((sql, plan) -> assertThat(faults(plan)).isEmpty());
		}
	}

	@Test
	void seesAScan() {
		assertThat(faults(List
			.of("[{\"Plan\": {\"Node Type\": \"Sort\", \"Plan Rows\": 60000, \"Plans\": [{\"Node Type\": "
					+ "\"Seq Scan\", \"Relation Name\": \"socialhook_delivery\"}, {\"Node Type\": \"Index Only Scan\", \"Index Name\": "
					+ "\"socialhook_delivery_pkey\"}, {\"Node Type\": \"Seq Scan\", \"Relation Name\": \"socialhook_replay\"}]}}]")))
			.hasSize(3);
	}

}
