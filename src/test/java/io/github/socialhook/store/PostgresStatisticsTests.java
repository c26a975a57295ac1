package io.github.socialhook.store;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import com.zaxxer.hikari.HikariDataSource;
import io.github.socialhook.FreePort;
import io.github.socialhook.RunsBesideOthers;
import io.github.socialhook.Timeouts;
import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.inbox.Attempt;
import io.github.socialhook.inbox.Claim;
import io.github.socialhook.inbox.Settlement;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a statement of the hot path costs depends on its own size, whatever the statistics
 * of PostgreSQL say, whatever waits and whatever is dead.
 */
@RunsBesideOthers
class PostgresStatisticsTests {

	private static final int DUE = Boolean.getBoolean("socialhook.soak") ? 300_000 : 100_000;

	/** Whatever looks at all their versions looks at four times as many blocks. */
	private static final int DUE_AMONG_DEAD = Boolean.getBoolean("socialhook.soak") ? 300_000 : 60_000;

	/**
	 * Blocks that one statement may look at: a path from the root of an index to a row
	 * for each of the rows that it is about, and some of what lies around these.
	 */
	private static final int MOST_BLOCKS = 6000;

	/**
	 * The same, where each row has dead versions that a snapshot keeps: one span of
	 * numbers, or what has been about the same subjects.
	 */
	private static final int MOST_BLOCKS_AMONG_DEAD = 70_000;

	private static final int ROUNDS = 4;

	/** Rows that one statement may look at. */
	private static final int MOST_ROWS = 10_000;

	private static EmbeddedPostgres server;

	private final MutableClock clock = new MutableClock();

	private final PlanRecorder recorder = new PlanRecorder("EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON)");

	private HikariDataSource pool;

	private InboxFixture inbox;

	@BeforeAll
	static void startServer() throws IOException {
		server = EmbeddedPostgres.builder()
			.setServerConfig("autovacuum", "off")
			.setServerConfig("max_wal_size", "4GB")
			.setPort(FreePort.next())
			.setPGStartupWait(Timeouts.START)
			.start();
	}

	@AfterAll
	static void stopServer() throws IOException {
		server.close();
	}

	@BeforeEach
	void open() {
		sql().sql("DROP SCHEMA public CASCADE; CREATE SCHEMA public").update();
		open("auto");
	}

	/** Opens an inbox whose sessions keep plans, or not, as they are told. */
	private void open(String planCacheMode) {
		this.pool = new HikariDataSource();
		this.pool.setJdbcUrl(server.getJdbcUrl("postgres", "postgres"));
		this.pool.addDataSourceProperty("options", "-c plan_cache_mode=" + planCacheMode);
		this.pool.setMaximumPoolSize(4);
		this.inbox = InboxFixture.open(this.recorder.watch(this.pool), this.pool.getJdbcUrl(), this.clock);
	}

	@AfterEach
	void close() {
		this.inbox.close();
		this.pool.close();
	}

	@Test
	void drainsABacklogWithStatisticsOfAnEmptyStore() throws Exception {
		this.inbox.store("one");
		sql().sql("UPDATE socialhook_delivery SET due_at = NULL, state = 'HANDLED'").update();
		sql().sql("VACUUM ANALYZE").update();
		fill("0", "NULL");
		work();
	}

	@Test
	void drainsABacklogWithStatisticsOfAnotherTime() throws Exception {
		fill("NULL", "NULL");
		sql().sql("VACUUM ANALYZE").update();
		sql().sql("UPDATE socialhook_delivery SET due_at = 0, state = 'PENDING'").update();
		work();
	}

	@Test
	void worksWithStatisticsOfAFullStoreOnceItIsEmpty() throws Exception {
		fill("0", "NULL");
		sql().sql("VACUUM ANALYZE").update();
		sql().sql("UPDATE socialhook_delivery SET due_at = NULL, state = 'HANDLED' WHERE id % 300 > 0").update();
		work();
	}

	@Test
	void worksAmongManyDeadRows() throws Exception {
		fill("0", "NULL", DUE_AMONG_DEAD);
		sql().sql("VACUUM ANALYZE").update();
		try (var snapshot = new DriverManagerDataSource(this.pool.getJdbcUrl()).getConnection()) {
			snapshot.setAutoCommit(false);
			snapshot.setTransactionIsolation(java.sql.Connection.TRANSACTION_REPEATABLE_READ);
			snapshot.createStatement().execute("SELECT 1 FROM socialhook_delivery LIMIT 1");
			for (int i = 0; i < 3; i++) {
				sql().sql("UPDATE socialhook_delivery SET due_at = due_at + 1").update();
			}
			sql()
				.sql("UPDATE socialhook_delivery SET due_at = NULL, state = 'HANDLED' WHERE id < "
						+ (DUE_AMONG_DEAD - 3000))
				.update();
			work(MOST_BLOCKS_AMONG_DEAD);
		}
	}

	@Test
	void takesOverFromANodeThatDiedWithEverything() throws Exception {
		this.inbox.store("one");
		sql().sql("VACUUM ANALYZE").update();
		fill(Long.toString(this.clock.instant().toEpochMilli()), "'dead'");
		work();
	}

	private void fill(String due, String holder) {
		fill(due, holder, DUE);
	}

	private void fill(String due, String holder, int number) {
		sql().sql(String.format(Locale.ROOT, """
				INSERT INTO socialhook_delivery (endpoint, event, subject, received_at, state, due_at, holder, digest,
					fingerprint, body)
				SELECT 'default', 'message.didCreate', 'channel:' || i %% 5000, i,
					CASE WHEN %1$s IS NULL THEN 'HANDLED' ELSE 'PENDING' END, %1$s, %2$s,
					decode(md5(i::text), 'hex'), hashint8extended(i, 0), decode(repeat('7b', 550), 'hex')
				FROM generate_series(1, %3$d) AS i
				""", due, holder, number)).update();
	}

	private void work() throws Exception {
		work(MOST_BLOCKS);
	}

	/** Works with plans for the values at hand, and then with plans for any values. */
	private void work(int mostBlocks) throws Exception {
		this.recorder.begin();
		takeAndSettle();
		assertThat(dear(this.recorder.end(), mostBlocks)).isEmpty();
		close();
		long before = blocks();
		open("force_generic_plan");
		int claims = takeAndSettle();
		close();
		// A store has about ten statements for a group of claims and their settlements.
		assertThat(blocks() - before).isLessThan(10L * ROUNDS * mostBlocks).isGreaterThan(claims);
	}

	private int takeAndSettle() throws Exception {
		this.inbox.dispatching();
		this.clock.advance(Duration.ofSeconds(1));
		int number = 0;
		for (int round = 0; round < ROUNDS; round++) {
			for (int i = 0; i < 3; i++) {
				this.inbox.store("fresh " + this.clock.instant() + round + i);
			}
			List<Claim> claims = this.inbox.queue.take(128, Duration.ofSeconds(30));
			assertThat(claims).isNotEmpty();
			settle(claims);
			number += claims.size();
			this.inbox.queue.wakeUp();
		}
		return number;
	}

	private static Map<String, List<String>> dear(Map<String, List<String>> recorded, int mostBlocks) {
		Map<String, List<String>> dear = new TreeMap<>();
		recorded.forEach((sql, plans) -> {
			for (String plan : plans) {
				JsonNode top = new JsonMapper().readTree(plan).get(0).path("Plan");
				long blocks = top.path("Shared Hit Blocks").asLong() + top.path("Shared Read Blocks").asLong();
				if (blocks > mostBlocks || rows(top) > MOST_ROWS) {
					dear.computeIfAbsent(sql, (text) -> new ArrayList<>())
						.add(blocks + " blocks, " + rows(top) + " rows: " + outline(top));
				}
			}
		});
		return dear;
	}

	/** What the server counts itself; its processes have told it when they are gone. */
	private static long blocks() {
		Awaitility.await()
			.until(() -> sql()
				.sql("SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' "
						+ "AND application_name = 'PostgreSQL JDBC Driver' AND pid <> pg_backend_pid() "
						+ "AND state <> 'idle in transaction'")
				.query(Long.class)
				.single() == 0);
		return sql()
			.sql("SELECT sum(heap_blks_hit + heap_blks_read + idx_blks_hit + idx_blks_read) "
					+ "FROM pg_statio_user_tables")
			.query(Long.class)
			.single();
	}

	/** All but some end well at once; the others fail, or are left to single handlers. */
	private void settle(List<Claim> claims) throws Exception {
		List<CompletableFuture<@Nullable DeliveryState>> states = new ArrayList<>();
		for (int i = 0; i < claims.size(); i++) {
			Claim claim = claims.get(i);
			String handler = (claim.handler() != null) ? claim.handler() : "alpha";
			Attempt attempt = (i % 8 == 0) ? this.inbox.retryAfter(claim, handler, Duration.ofMillis(1))
					: this.inbox.handled(claim, handler);
			CompletableFuture<@Nullable DeliveryState> state = new CompletableFuture<>();
			this.inbox.queue.settle(new Settlement.Attempted(claim, List.of(attempt), java.util.Set.of()),
					state::complete);
			states.add(state);
		}
		for (CompletableFuture<@Nullable DeliveryState> state : states) {
			assertThat(state.get(60, TimeUnit.SECONDS)).isNotNull();
		}
	}

	private static long rows(JsonNode node) {
		long rows = 0;
		if (node.has("Relation Name")) {
			double each = node.path("Actual Rows").asDouble() + node.path("Rows Removed by Filter").asDouble()
					+ node.path("Rows Removed by Index Recheck").asDouble();
			rows = Math.round(each * node.path("Actual Loops").asDouble());
		}
		for (JsonNode part : node.path("Plans")) {
			rows += rows(part);
		}
		return rows;
	}

	private static String outline(JsonNode node) {
		StringBuilder text = new StringBuilder(node.path("Node Type").asString(""));
		text.append(' ').append(node.path("Index Name").asString(node.path("Relation Name").asString("")));
		List<String> parts = new ArrayList<>();
		node.path("Plans").forEach((part) -> parts.add(outline(part)));
		return text.append(parts.isEmpty() ? "" : parts.toString()).toString();
	}

	private static JdbcClient sql() {
		return JdbcClient.create(server.getPostgresDatabase());
	}

}
