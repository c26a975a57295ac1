package io.github.socialhook.store;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import com.zaxxer.hikari.HikariDataSource;
import io.github.socialhook.PostgresDatabase;
import io.github.socialhook.Timeouts;
import io.github.socialhook.delivery.DedupeWindows;
import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.delivery.EndpointName;
import io.github.socialhook.delivery.Payload;
import io.github.socialhook.inbox.Inbox;
import io.github.socialhook.inbox.Receipt;
import io.github.socialhook.store.database.Store;
import io.github.socialhook.store.queue.JdbcInbox;
import io.github.socialhook.store.queue.LeaseRecovery;
import io.github.socialhook.store.queue.LocalHandoff;
import io.github.socialhook.store.queue.QueueDialect;
import io.github.socialhook.store.spill.DatabaseTarget;
import io.github.socialhook.store.spill.Spill;
import io.github.socialhook.store.spill.SpillMover;
import io.github.socialhook.store.spill.SpillTarget;
import io.github.socialhook.store.spill.SpillingInbox;
import io.github.socialhook.store.write.GroupWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What becomes of deliveries that a PostgreSQL refuses although it works. */
@ExtendWith(OutputCaptureExtension.class)
class RefusedRowsTests {

	/** No other test has it. */
	private static final String REASON = "not among the refused rows";

	/** Between two tries there may be minutes, if the machine is slow. */
	private static final Duration LONGEST_PAUSES = Timeouts.GENEROUS.plusMinutes(9);

	@TempDir
	Path folder;

	private final MutableClock clock = new MutableClock();

	private final HikariDataSource pool = new HikariDataSource();

	private PostgresDatabase postgres;

	private Store store;

	private GroupWriter writer;

	private Spill spill;

	private SpillMover mover;

	private Inbox inbox;

	@BeforeEach
	void open() {
		this.postgres = PostgresDatabase.create();
		this.pool.setJdbcUrl(this.postgres.url());
		this.pool.setMaximumPoolSize(4);
		QueueDialect dialect = Dialects.of(this.pool.getJdbcUrl());
		this.store = Store.open(this.pool, this.pool.getJdbcUrl(), dialect, new LeaseRecovery(dialect, this.clock));
		this.writer = new GroupWriter(this.store, "writer", this.clock);
		this.writer.start();
		LocalHandoff handoff = new LocalHandoff();
		String file = "jdbc:sqlite:" + this.folder.resolve("spill.db");
		this.spill = Spill.open(file, Dialects.of(file), Timeouts.GENEROUS, this.clock);
		SpillTarget database = new DatabaseTarget(this.writer, handoff, dialect,
				new JdbcInbox.Limits(DedupeWindows.all(Duration.ZERO), Timeouts.GENEROUS), this.clock);
		this.mover = new SpillMover(this.spill, database);
		this.inbox = new SpillingInbox(database, this.spill, this.mover, Timeouts.GENEROUS.multipliedBy(2));
		this.mover.start();
	}

	@AfterEach
	void close() {
		this.mover.close();
		this.writer.close();
		this.spill.close();
		this.store.close();
		this.pool.close();
		this.postgres.close();
	}

	private JdbcClient.StatementSpec sql(String sql) {
		return JdbcClient.create(this.postgres.dataSource()).sql(sql);
	}

	private void put(String body) {
		Delivery delivery = new Delivery(EndpointName.DEFAULT, null, null,
				Payload.of(body.getBytes(StandardCharsets.UTF_8)), this.clock.instant());
		assertThat(this.inbox.put(delivery)).isInstanceOf(Receipt.Stored.class);
	}

	private List<String> stored() {
		return sql("SELECT convert_from(body, 'UTF8') FROM socialhook_delivery ORDER BY id").query(String.class).list();
	}

	private void awaitMove() {
		await().atMost(LONGEST_PAUSES).until(() -> this.inbox.spilled() == 0 && !this.mover.isBusy());
	}

	/** Lets the database refuse new rows with such a body. */
	private void refuse(String pattern) {
		sql("""
				CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
				'BEGIN RAISE EXCEPTION ''%s''; END'
				""".formatted(REASON)).update();
		sql("CREATE OR REPLACE TRIGGER refuse BEFORE INSERT ON socialhook_delivery FOR EACH ROW WHEN (convert_from(new.body, 'UTF8') "
				+ "LIKE '" + pattern + "') EXECUTE FUNCTION refuse()")
			.update();
	}

	@Test
	void sequenceThatIsBehindIsNamedAndAllIsMovedOnceItIsSetRight(CapturedOutput output) {
		LogLines lines = new LogLines(output, "The sequence of public.socialhook_delivery.id is behind");
		// So many that the sequence does not catch up by failing.
		sql("""
				INSERT INTO socialhook_delivery (endpoint, received_at, state, digest, fingerprint, body)
				SELECT 'default', 0, 'HANDLED', '', i, 'old' FROM generate_series(1, 50000) AS i
				""").update();
		sql("SELECT setval(pg_get_serial_sequence('socialhook_delivery', 'id'), 1)").query().listOfRows();
		IntStream.range(0, 1000).parallel().forEach((i) -> put("new " + i));
		await().until(() -> output.getAll().contains("stay in the local spill"));
		assertThat(this.inbox.spilled()).isEqualTo(1000);
		assertThat(output).contains("The sequence of public.socialhook_delivery.id is behind")
			.contains("SELECT setval(pg_get_serial_sequence('public.socialhook_delivery', 'id'), "
					+ "(SELECT max(id) FROM public.socialhook_delivery))")
			.doesNotContain("already exists");
		lines.requireFewAMinute();
		sql("SELECT setval(pg_get_serial_sequence('public.socialhook_delivery', 'id'), (SELECT max(id) FROM public.socialhook_delivery))")
			.query()
			.listOfRows();
		awaitMove();
		assertThat(stored().stream().filter((body) -> body.startsWith("new "))).hasSize(1000).doesNotHaveDuplicates();
		put("straight");
		assertThat(this.inbox.spilled()).isZero();
	}

	@Test
	void saysWhenItStopsHowManyStayInTheSpillAndWhere(CapturedOutput output) {
		refuse("poison%");
		put("poison 1");
		put("poison 2");
		assertThat(this.inbox.spilled()).isEqualTo(2);
		this.mover.close();
		this.spill.close();
		assertThat(output).contains("2 deliveries stay in the local spill 'jdbc:sqlite:"
				+ this.folder.resolve("spill.db") + "'. They are moved to the database when an instance starts with");
	}

	@Test
	void singleRowThatIsRefusedKeepsNobodyWaiting(CapturedOutput output) {
		refuse("poison%");
		put("poison 1");
		put("one");
		put("poison 2");
		put("two");
		await().until(() -> this.inbox.spilled() == 2 && !this.mover.isBusy());
		put("three");
		assertThat(stored()).containsExactly("one", "two", "three");
		assertThat(this.inbox.spilled()).isEqualTo(2);
		assertThat(output).contains("refuses a write: " + REASON + " (SQLSTATE P0001)")
			.contains("stay in the local spill");
		sql("DROP TRIGGER refuse ON socialhook_delivery").update();
		awaitMove();
		assertThat(stored()).containsExactly("one", "two", "three", "poison 1", "poison 2");
	}

	@Test
	void manyThatAreRefusedKeepNobodyWaiting(CapturedOutput output) {
		LogLines lines = new LogLines(output, REASON);
		refuse("%");
		IntStream.range(0, 1200).parallel().forEach((i) -> put("poison " + i));
		put("sound");
		refuse("poison%");
		await().atMost(LONGEST_PAUSES).until(() -> stored().contains("sound"));
		sql("DROP TRIGGER refuse ON socialhook_delivery").update();
		awaitMove();
		assertThat(stored()).hasSize(1201).doesNotHaveDuplicates();
		lines.requireFewAMinute();
	}

	@Test
	void othersOfAGroupAreStoredWithFewTransactions() {
		refuse("poison%");
		IntStream.range(0, 400).parallel().forEach((i) -> put(((i == 200) ? "poison " : "sound ") + i));
		await().until(() -> !this.mover.isBusy());
		assertThat(stored()).hasSize(399).doesNotHaveDuplicates();
		assertThat(this.inbox.spilled()).isOne();
	}

	/**
	 * What is logged of refusals from its creation on. Other tests log theirs meanwhile.
	 */
	private static final class LogLines {

		private final CapturedOutput output;

		private final String reason;

		private final int before;

		private final long startNanos = System.nanoTime();

		LogLines(CapturedOutput output, String reason) {
			this.output = output;
			this.reason = reason;
			this.before = all().size();
		}

		/** However long it took. */
		void requireFewAMinute() {
			int minutes = Math.toIntExact(Duration.ofNanos(System.nanoTime() - this.startNanos).toMinutes()) + 1;
			List<String> all = all();
			assertThat(all.subList(this.before, all.size())).hasSizeLessThan(5 * minutes);
		}

		private List<String> all() {
			return this.output.getAll()
				.lines()
				.filter((line) -> line.contains("refuses") && line.contains(this.reason))
				.toList();
		}

	}

}
