package io.github.socialhook.store;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import com.zaxxer.hikari.HikariDataSource;
import io.github.socialhook.PostgresDatabase;
import io.github.socialhook.RunsBesideOthers;
import io.github.socialhook.Timeouts;
import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.delivery.EndpointName;
import io.github.socialhook.delivery.Payload;
import io.github.socialhook.delivery.Subject;
import io.github.socialhook.inbox.DeliveryFilter;
import io.github.socialhook.inbox.DeliverySummary;
import io.github.socialhook.inbox.SummaryPage;
import io.github.socialhook.store.database.RowOrder;
import io.github.socialhook.store.kafka.LogPosition;
import io.github.socialhook.store.kafka.LoggedRows;
import io.github.socialhook.store.reference.ReferenceIndexer;
import io.github.socialhook.store.upkeep.Retention;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Rows with numbers that say where a delivery is in a log, and nothing about time. */
@Timeout(300)
@RunsBesideOthers
class LoggedRowsTests extends LedgerFixture {

	private static final Subject SUBJECT = new Subject("channel", "c1");

	private PostgresDatabase database;

	private HikariDataSource dataSource;

	private ReferenceIndexer references;

	@Override
	InboxFixture open() {
		this.database = PostgresDatabase.create();
		this.dataSource = new HikariDataSource();
		this.dataSource.setJdbcUrl(this.database.url());
		this.dataSource.setMaximumPoolSize(4);
		return InboxFixture.open(this.dataSource, this.dataSource.getJdbcUrl(), this.clock);
	}

	@BeforeEach
	void createIndexer() {
		this.references = new ReferenceIndexer(this.inbox.store, this.inbox.writer, this.inbox.dialect,
				(delivery) -> Set.of(), this.clock);
	}

	@Override
	void closeDataSources() {
		this.dataSource.close();
		this.database.close();
	}

	private DeliveryId put(int partition, long offset, Instant receivedAt) {
		LogPosition position = new LogPosition(0, partition, offset);
		Delivery delivery = new Delivery(EndpointName.DEFAULT, null, SUBJECT,
				Payload.of(("body " + position.number()).getBytes(StandardCharsets.UTF_8)), receivedAt);
		this.inbox.writer.execute(Timeouts.GENEROUS, (connection) -> {
			this.inbox.dialect.count().hold(connection.connection());
			assertThat(new LoggedRows(connection).put(position.id(), delivery, DeliveryState.DEAD))
				.isEqualTo(LoggedRows.Put.ADDED);
			this.inbox.dialect.count().added(connection.connection(), List.of(position.number()));
			this.references.add(connection, position.number(), delivery);
			return true;
		});
		return position.id();
	}

	/** As many as one look covers, and more. */
	private void putYoung(int partition) {
		put(partition, 0, this.clock.instant());
		this.inbox.sql().sql("""
				INSERT INTO socialhook_delivery (id, endpoint, received_at, state, digest, fingerprint, body)
				OVERRIDING SYSTEM VALUE
				SELECT d.id + i, endpoint, received_at, state, digest, fingerprint, body
				FROM socialhook_delivery d CROSS JOIN generate_series(1, 6000) AS series (i)
				WHERE d.id = ?
				""").param(new LogPosition(0, partition, 0).number()).update();
	}

	@Test
	void haveTheNumbersThatAreNotInTheOrderOfTime() {
		assertThat(new LogPosition(0, 0, 0).number()).isEqualTo(RowOrder.FIRST_OTHER);
	}

	@Test
	void areDeletedBehindYoungerOnes() throws Exception {
		DeliveryId old = put(1, 7, this.clock.instant());
		Retention retention = retention();
		pass(retention, 31);
		assertThat(this.inbox.sql().sql("SELECT count(*) FROM socialhook_delivery").query(Integer.class).single())
			.isZero();
		DeliveryId again = put(1, 7, this.clock.instant());
		assertThat(again).isEqualTo(old);
		pass(retention, 31 - 1);
		putYoung(0);
		pass(retention, 1);
		assertThat(this.inbox.sql()
			.sql("SELECT count(*) FROM socialhook_delivery WHERE id = ?")
			.param(Long.valueOf(old.value()))
			.query(Integer.class)
			.single()).isZero();
	}

	@Test
	void areFoundByTimeBehindOlderAndYoungerOnes() {
		Instant start = this.clock.instant();
		putYoung(2);
		this.clock.advance(Duration.ofDays(1));
		Instant middle = this.clock.instant();
		DeliveryId first = put(0, 3, middle);
		this.clock.advance(Duration.ofDays(1));
		putYoung(1);
		assertThat(find(middle, middle.plusSeconds(1))).containsExactly(first);
		assertThat(find(middle, null)).hasSize(6002).contains(first);
		assertThat(find(null, start.plusSeconds(1))).hasSize(6001);
	}

	private List<DeliveryId> find(Instant from, Instant to) {
		DeliveryFilter filter = new DeliveryFilter(null, null, null, null, null, from, to, null);
		List<DeliveryId> found = new ArrayList<>();
		String cursor = null;
		do {
			SummaryPage page = this.inbox.ledger.search(filter, cursor, 500);
			page.entries().stream().map(DeliverySummary::id).forEach(found::add);
			cursor = page.next();
		}
		while (cursor != null);
		return found;
	}

	@Test
	void areCountedAlthoughHigherNumbersWereBefore() throws Exception {
		put(2, 0, this.clock.instant());
		Retention retention = retention();
		// Not before every transaction has ended that was open, of other databases too.
		await().atMost(Timeouts.GENEROUS).untilAsserted(() -> {
			sweepAll(retention);
			assertThat(countedUpTo()).isEqualTo(new LogPosition(0, 2, 0).number());
		});
		put(1, 0, this.clock.instant());
		put(3, 0, this.clock.instant());
		assertThat(this.inbox.ledger.states().values().stream().mapToLong(Long::longValue).sum()).isEqualTo(3);
	}

	private long countedUpTo() {
		return this.inbox.sql().sql("SELECT up_to FROM socialhook_delivery_count").query(Long.class).single();
	}

	@Test
	void areFoundByWhatTheyReferToAlthoughHigherNumbersWereBefore() {
		DeliveryId last = put(2, 0, this.clock.instant());
		DeliveryId first = put(1, 0, this.clock.instant());
		assertThat(this.inbox.ledger.search(DeliveryFilter.ALL.referringTo(SUBJECT), null, 10).entries())
			.extracting(DeliverySummary::id)
			.containsExactly(last, first);
	}

}
