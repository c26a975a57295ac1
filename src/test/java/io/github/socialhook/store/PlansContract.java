package io.github.socialhook.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import javax.sql.DataSource;

import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.delivery.EndpointName;
import io.github.socialhook.delivery.EventName;
import io.github.socialhook.delivery.Subject;
import io.github.socialhook.inbox.Claim;
import io.github.socialhook.inbox.DeliveryFilter;
import io.github.socialhook.inbox.Receipt;
import io.github.socialhook.inbox.Replay;
import io.github.socialhook.inbox.Settlement;
import io.github.socialhook.inbox.SummaryPage;
import io.github.socialhook.store.queue.RowNumber;
import io.github.socialhook.store.reference.ReferenceKey;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every statement of daily life goes by an index, in a store with so many rows that the
 * planner would rather do otherwise if it could.
 */
abstract class PlansContract {

	static final int ROWS = 60_000;

	final MutableClock clock = new MutableClock();

	/** Fills a store, and opens an inbox over what it is given to watch. */
	final InboxFixture open(DataSource dataSource, String url) throws Exception {
		InboxFixture inbox = InboxFixture.open(dataSource, url, this.clock);
		inbox.store("model");
		inbox.sql().sql(fill(inbox)).update();
		inbox.sql().sql("UPDATE socialhook_delivery SET due_at = NULL, state = 'HANDLED' WHERE id = 1").update();
		state(inbox, "DEAD", 3000);
		state(inbox, "RETRYING", 4000);
		state(inbox, "UNHANDLED", 700);
		state(inbox, "UNREADABLE", 5000);
		task(inbox, "DEAD", 1, "NULL", "DEAD");
		task(inbox, "RETRYING", 2, "received_at + 3600000", "RETRYING");
		task(inbox, "PENDING", 0, "received_at", "UNREADABLE");
		// What ended well long ago.
		task(inbox, "HANDLED", 2, "NULL", "HANDLED", "delta");
		inbox.sql()
			.sql("INSERT INTO socialhook_attempt (delivery_id, handler, number, started_at, duration_ms, outcome) "
					+ "SELECT delivery_id, handler, 1, 0, 1, 'DEAD' FROM socialhook_task")
			.update();
		inbox.sql()
			.sql("INSERT INTO socialhook_reference (reference, delivery_id) "
					+ "SELECT id % 2000, id FROM socialhook_delivery UNION ALL "
					+ "SELECT CAST(? AS BIGINT), id FROM socialhook_delivery WHERE id % 3 = 0")
			.param(ReferenceKey.of(new Subject("channel", "77")))
			.update();
		inbox.sql()
			.sql("UPDATE socialhook_reference_index SET position = (SELECT max(id) FROM socialhook_delivery)")
			.update();
		inbox.sql().sql(analyze()).update();
		return inbox;
	}

	private static String fill(InboxFixture inbox) {
		return String.format(Locale.ROOT,
				"""
						WITH RECURSIVE series(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM series WHERE i < %1$d)
						INSERT INTO socialhook_delivery (endpoint, event, subject, received_at, state, attempts, digest, body%2$s)
						SELECT CASE WHEN i %% 10 = 0 THEN 'second' ELSE 'default' END, 'event.number' || (i %% 40),
							'channel:' || (i %% 2000), received_at + i, 'HANDLED', 1, digest, body%3$s
						FROM series CROSS JOIN (SELECT * FROM socialhook_delivery WHERE id = 1) AS model
						""",
				ROWS, inbox.ownColumn("fingerprint"), inbox.ownColumn("i"));
	}

	abstract String analyze();

	private static void state(InboxFixture inbox, String state, int every) {
		inbox.sql()
			.sql("UPDATE socialhook_delivery SET state = ? WHERE state = 'HANDLED' AND id % ? = 3")
			.param(state)
			.param(every)
			.update();
	}

	private static void task(InboxFixture inbox, String state, int attempts, String due, String of,
			String... handlers) {
		for (String handler : (handlers.length > 0) ? handlers : new String[] { "alpha", "beta", "gamma" }) {
			inbox.sql()
				.sql("INSERT INTO socialhook_task (delivery_id, handler, state, attempts, due_at, leased, subject) SELECT id, '"
						+ handler + "', '" + state + "', " + attempts + ", " + due
						+ ", 0, subject FROM socialhook_delivery WHERE state = '" + of + "'")
				.update();
		}
	}

	/** What happens all day. */
	static void liveThrough(InboxFixture inbox, MutableClock clock, int rounds) throws Exception {
		for (int i = 0; i < rounds; i++) {
			clock.advance(Duration.ofSeconds(1));
			accept(inbox, i);
			dispatch(inbox);
			replay(inbox, i);
			look(inbox, i);
		}
	}

	private static void accept(InboxFixture inbox, int round) {
		inbox.store("fresh " + round);
		assertThat(inbox.inbox.put(inbox.delivery("fresh " + round))).isInstanceOf(Receipt.Duplicate.class);
		inbox.store("another " + round);
		assertThat(inbox.inbox.isWritable()).isTrue();
	}

	private static void dispatch(InboxFixture inbox) throws Exception {
		assertThat(inbox.queue.takeIsolated()).isNull();
		for (Claim claim : inbox.queue.take(20, Duration.ofSeconds(2))) {
			if (claim.handler() != null) {
				inbox.settle(claim, (RowNumber.of(claim.id()) % 2 == 0) ? inbox.handled(claim, claim.handler())
						: inbox.retryAfter(claim, claim.handler(), Duration.ofMillis(1)));
			}
			else {
				switch ((int) (RowNumber.of(claim.id()) % 6)) {
					case 0 -> inbox.settle(new Settlement.Unhandled(claim));
					case 1 -> inbox.settle(claim, inbox.dead(claim, "alpha"), inbox.handled(claim, "beta"));
					case 2 -> inbox.settle(new Settlement.Released(claim));
					case 3 -> inbox.split(claim, "alpha", "beta");
					case 4 -> inbox.settle(claim, inbox.retryAfter(claim, "alpha", Duration.ofMillis(1)));
					default -> inbox.settle(claim, inbox.handled(claim, "alpha"));
				}
			}
		}
	}

	private static void replay(InboxFixture inbox, int round) throws Exception {
		inbox.replayer.replay(new DeliveryId(String.valueOf(1000 + round)), null);
		inbox.replayer.replay(new DeliveryId(String.valueOf(2000 + round)), "alpha");
		Replay replay = inbox.replayer.begin("ann", filters().get(round % filters().size()));
		inbox.sql().sql("SELECT 1").query(Integer.class).single();
		for (int i = 0; i < 3; i++) {
			inbox.replays.work();
		}
		inbox.replayer.cancel(replay.id());
		inbox.replayer.beginDiscard("plans", filters().getFirst().inState(DeliveryState.DEAD));
		inbox.replays.work();
		inbox.replayer.list();
	}

	private static void look(InboxFixture inbox, int round) {
		for (DeliveryFilter filter : filters()) {
			SummaryPage page = inbox.ledger.search(filter, null, 50);
			if (page.next() != null) {
				inbox.ledger.search(filter, page.next(), 50);
			}
			if (round == 0) {
				inbox.ledger.count(filter);
			}
		}
		inbox.ledger.details(new DeliveryId("103"));
		inbox.ledger.delivery(new DeliveryId("103"));
		inbox.ledger.backlog();
		inbox.ledger.failures(10, Duration.ofSeconds(1));
		inbox.ledger.tasks(Duration.ofSeconds(1));
		assertThat(inbox.ledger.knows("alpha")).isTrue();
		assertThat(inbox.ledger.knows("amber")).isFalse();
		if (round == 0) {
			inbox.ledger.states();
		}
		inbox.ledger.indexedUntil();
		ReferencesContract.indexer(inbox).work();
		inbox.pauses.all();
	}

	/** Each alone, and what is usually put together. */
	static List<DeliveryFilter> filters() {
		EventName event = new EventName("event.number7");
		EndpointName endpoint = new EndpointName("second");
		Subject subject = new Subject("channel", "77");
		MutableClock clock = new MutableClock();
		List<DeliveryFilter> filters = new ArrayList<>();
		Stream.of(DeliveryState.values())
			.forEach((state) -> filters
				.addAll(List.of(new DeliveryFilter(state, null, null, null, null, null, null, null),
						new DeliveryFilter(state, event, null, null, null, null, null, null),
						new DeliveryFilter(state, null, null, null, "alpha", clock.instant(), null, null))));
		filters.addAll(List.of(DeliveryFilter.ALL, new DeliveryFilter(null, event, null, null, null, null, null, null),
				new DeliveryFilter(null, null, endpoint, null, null, null, null, null),
				new DeliveryFilter(null, null, null, subject, null, null, null, null),
				new DeliveryFilter(DeliveryState.PENDING, null, null, subject, null, null, null, null),
				new DeliveryFilter(null, null, null, null, "alpha", null, null, null),
				new DeliveryFilter(null, null, null, null, null, clock.instant().plusSeconds(20), null, null),
				new DeliveryFilter(null, null, null, null, null, null, clock.instant().plusSeconds(20), null),
				new DeliveryFilter(null, null, null, null, null, null, null, "number7"), new DeliveryFilter(null, event,
						endpoint, subject, null, clock.instant(), clock.instant().plusSeconds(40), "channel")));
		filters.addAll(List.of(DeliveryFilter.ALL.failingWith("0123456789abcdef"),
				new DeliveryFilter(DeliveryState.DEAD, event, null, null, "alpha", null, null, "number7")
					.failingWith("0123456789abcdef"),
				DeliveryFilter.ALL.referringTo(subject), DeliveryFilter.ALL.ofReplay("1"),
				DeliveryFilter.ALL.inState(DeliveryState.DEAD).ofReplay("1"),
				DeliveryFilter.ALL.referringTo(subject).ofReplay("1"),
				new DeliveryFilter(DeliveryState.DEAD, event, null, null, "alpha", null, null, "number7")
					.referringTo(subject)));
		return filters;
	}

	/** What is wrong with a plan, if anything. */
	abstract List<String> faults(List<String> plan);

	/** Lives through what happens, and returns the plans of it. */
	abstract Map<String, List<String>> plansOfALife() throws Exception;

	@Test
	void goByIndexes() throws Exception {
		Map<String, List<String>> plans = plansOfALife();
		assertThat(plans).hasSizeGreaterThan(60);
		assertThat(plans.keySet()).anyMatch((sql) -> sql.contains("INSERT INTO socialhook_delivery"))
			.anyMatch((sql) -> sql.contains("INSERT INTO socialhook_attempt"))
			.anyMatch((sql) -> sql.contains("UPDATE socialhook_replay SET position"))
			.anyMatch((sql) -> sql.contains("UPDATE socialhook_task SET state"))
			.anyMatch((sql) -> sql.contains("UPDATE socialhook_delivery SET state = ?, attempts"));
		assertThat(faulty(plans)).isEmpty();
	}

	final Map<String, List<String>> faulty(Map<String, List<String>> plans) {
		Map<String, List<String>> faulty = new TreeMap<>();
		plans.forEach((sql, plan) -> faulty.put(sql, faults(plan)));
		faulty.values().removeIf(List::isEmpty);
		return faulty;
	}

	static JdbcClient sql(DataSource dataSource) {
		return JdbcClient.create(dataSource);
	}

}
