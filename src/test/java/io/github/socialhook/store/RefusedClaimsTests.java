package io.github.socialhook.store;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

import com.zaxxer.hikari.HikariDataSource;
import io.github.socialhook.PostgresDatabase;
import io.github.socialhook.Timeouts;
import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.delivery.EndpointName;
import io.github.socialhook.delivery.EventName;
import io.github.socialhook.delivery.Payload;
import io.github.socialhook.delivery.Subject;
import io.github.socialhook.inbox.Claim;
import io.github.socialhook.inbox.Receipt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A row that the database refuses to lease, such as a damaged one, stops no other. */
class RefusedClaimsTests {

	private static final Duration DELAY = Duration.ofSeconds(5);

	@TempDir
	Path folder;

	private final MutableClock clock = new MutableClock();

	private final HikariDataSource pool = new HikariDataSource();

	private PostgresDatabase database;

	private InboxFixture inbox;

	private void open(String kind) {
		if (kind.equals("postgresql")) {
			this.database = PostgresDatabase.create();
			this.pool.setJdbcUrl(this.database.url());
			this.pool.setMaximumPoolSize(4);
		}
		else {
			this.pool.setJdbcUrl("jdbc:sqlite:" + this.folder.resolve("inbox.db"));
		}
		this.inbox = InboxFixture.open(this.pool, this.pool.getJdbcUrl(), this.clock);
	}

	@AfterEach
	void close() {
		this.inbox.close();
		this.pool.close();
		if (this.database != null) {
			this.database.close();
		}
	}

	/**
	 * Each about something else: what follows a delivery of its own subject waits for it.
	 */
	private DeliveryId store(int number) {
		byte[] body = ("body " + number).getBytes(StandardCharsets.UTF_8);
		Delivery delivery = new Delivery(EndpointName.DEFAULT, new EventName("channel.didCreate"),
				new Subject("channel", "c" + number), Payload.of(body), this.clock.instant());
		return ((Receipt.Stored) this.inbox.inbox.put(delivery)).id();
	}

	private void refuseUpdates(String table, String condition) {
		if (this.database == null) {
			this.inbox.sql()
				.sql("CREATE TRIGGER refuse BEFORE UPDATE ON " + table + " WHEN " + condition
						+ " BEGIN SELECT RAISE(ABORT, 'not this'); END")
				.update();
			return;
		}
		this.inbox.sql().sql("""
				CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
				'BEGIN RAISE EXCEPTION ''not this''; END'
				""").update();
		this.inbox.sql()
			.sql("CREATE TRIGGER refuse BEFORE UPDATE ON " + table + " FOR EACH ROW WHEN (" + condition
					+ ") EXECUTE FUNCTION refuse()")
			.update();
	}

	private void stopRefusing(String table) {
		this.inbox.sql().sql("DROP TRIGGER refuse" + ((this.database != null) ? " ON " + table : "")).update();
	}

	private Set<DeliveryId> take(int number) throws Exception {
		Set<DeliveryId> taken = new HashSet<>();
		long end = System.nanoTime() + Timeouts.GENEROUS.toNanos();
		while (taken.size() < number && System.nanoTime() - end < 0) {
			this.inbox.queue.take(100, Duration.ofSeconds(1)).stream().map(Claim::id).forEach(taken::add);
		}
		return taken;
	}

	@ParameterizedTest
	@ValueSource(strings = { "sqlite", "postgresql" })
	void otherDeliveriesAreClaimed(String kind) throws Exception {
		open(kind);
		Set<DeliveryId> sound = new HashSet<>();
		DeliveryId refused = null;
		for (int i = 0; i < 20; i++) {
			DeliveryId id = store(i);
			if (i == 7) {
				refused = id;
			}
			else {
				sound.add(id);
			}
		}
		refuseUpdates("delivery", "new.id = " + refused);
		this.inbox.dispatching();
		assertThat(take(19)).isEqualTo(sound);
		assertThat(this.inbox.takeNothing()).isEmpty();
		stopRefusing("delivery");
		assertThat(take(1)).containsExactly(refused);
	}

	@ParameterizedTest
	@ValueSource(strings = { "sqlite", "postgresql" })
	void otherRetriesAreClaimed(String kind) throws Exception {
		open(kind);
		this.inbox.dispatching();
		Set<DeliveryId> sound = new HashSet<>();
		DeliveryId refused = null;
		for (int i = 0; i < 20; i++) {
			store(i);
			Claim claim = this.inbox.take(1).getFirst();
			this.inbox.settle(claim, this.inbox.retryAfter(claim, "a", DELAY));
			if (i == 7) {
				refused = claim.id();
			}
			else {
				sound.add(claim.id());
			}
		}
		refuseUpdates("task", "new.delivery_id = " + refused);
		this.clock.advance(DELAY);
		assertThat(take(19)).isEqualTo(sound);
		stopRefusing("task");
		assertThat(take(1)).containsExactly(refused);
	}

}
