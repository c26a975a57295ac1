package io.github.socialhook.store.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.inbox.Backlog;
import io.github.socialhook.inbox.DeliveryDetails;
import io.github.socialhook.inbox.DeliveryFilter;
import io.github.socialhook.inbox.DeliverySummary;
import io.github.socialhook.inbox.Ledger;
import io.github.socialhook.inbox.SummaryPage;
import io.github.socialhook.store.queue.QueueDialect;
import io.github.socialhook.store.queue.RowNumber;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The face of the store that people and meters see. */
public final class JdbcLedger implements Ledger {

	/**
	 * Looks up only the first of them, among which is the oldest but for what came out of
	 * a spill. They are sorted by no column, because no other index is wanted.
	 */
	private static final String WAITING = """
			SELECT (SELECT count(DISTINCT delivery_id) FROM socialhook_task WHERE due_at IS NOT NULL) AS number,
				(SELECT min(d.received_at) FROM (SELECT delivery_id FROM socialhook_task WHERE due_at IS NOT NULL
					ORDER BY delivery_id + 0 LIMIT 1000) AS first CROSS JOIN socialhook_delivery d
					WHERE d.id = first.delivery_id) AS oldest
			""";

	/** Accepted order is the order of ids. */
	private static final String UNTRIED = """
			SELECT received_at FROM socialhook_delivery
			WHERE id = (SELECT min(delivery_id) FROM socialhook_task WHERE due_at IS NOT NULL AND attempts = 0)
			""";

	private static final String RETRYING = """
			SELECT count(DISTINCT delivery_id) AS number, min(due_at) AS oldest FROM socialhook_task
			WHERE due_at IS NOT NULL AND attempts > 0
			""";

	/** The words of the partial index, without which SQLite would not use it. */
	private static final String DEAD = """
			SELECT count(*) FROM socialhook_delivery WHERE state = 'DEAD' AND state IN ('RETRYING', 'DEAD', 'UNREADABLE', 'DUPLICATE')
			""";

	/** A look at an index for each, because a look at the rows takes much longer. */
	private static final String LAGGING_NUMBER = """
			SELECT count(DISTINCT t.delivery_id) FROM socialhook_task t
			WHERE t.state = 'PENDING' AND (SELECT count(*) FROM socialhook_delivery d
				WHERE d.id = t.delivery_id AND d.due_at IS NOT NULL) = 0
			""";

	private static final String TROUBLE = """
			SELECT state, count(*) AS number FROM socialhook_delivery
			WHERE state IN ('RETRYING', 'DEAD', 'UNREADABLE', 'DUPLICATE')
			GROUP BY state
			""";

	private static final String UNHANDLED = """
			SELECT count(*) FROM socialhook_delivery WHERE state = 'UNHANDLED'
			""";

	/** Those of which no handler is in another state that counts for more. */
	private static final String DISCARDED = """
			SELECT count(DISTINCT t.delivery_id) FROM socialhook_task t
			WHERE t.state = 'DISCARDED' AND (SELECT count(*) FROM socialhook_task f
				WHERE f.delivery_id = t.delivery_id AND f.state IN ('RETRYING', 'DEAD')) = 0
				AND (SELECT count(*) FROM socialhook_task p WHERE p.delivery_id = t.delivery_id AND p.state = 'PENDING') = 0
			""";

	/** In the order of the index that has only these, which a planner may not know. */
	private static final String WAITING_IN_LOG = """
			SELECT count(*) FROM (SELECT id FROM socialhook_delivery WHERE waits_for IS NOT NULL ORDER BY waits_for, id)
				AS waiting
			""";

	private static final String NONE = """
			SELECT 0
			""";

	private static final String EVENTS = """
			SELECT event, count(*) AS number FROM (SELECT event FROM socialhook_delivery ORDER BY id DESC LIMIT :latest)
				AS latest
			WHERE event IS NOT NULL GROUP BY event
			""";

	/** In the order of an index: a planner would look for a frequent one in the rows. */
	private static final String ANY_OF_HANDLER = """
			SELECT handler FROM socialhook_task WHERE handler >= ? ORDER BY handler LIMIT 1
			""";

	private static final String NOT_INDEXED = """
			SELECT received_at FROM socialhook_delivery
			WHERE id > (SELECT position FROM socialhook_reference_index WHERE id = 1)
			ORDER BY id LIMIT 1
			""";

	private static final DeliveryFilter HANDLED = new DeliveryFilter(DeliveryState.HANDLED, null, null, null, null,
			null, null, null);

	private final String fresh;

	private final String freshNumber;

	private final String total;

	private final JdbcClient jdbc;

	private final String waitingInLog;

	private final DeliveryQueries entries;

	private final DetailQueries details;

	private final FailureGroups failures;

	private final TaskCounter tasks;

	private final InstantSource clock;

	public JdbcLedger(JdbcClient jdbc, QueueDialect dialect, InstantSource clock) {
		this.fresh = """
				SELECT count(*) AS number, min(received_at) AS oldest FROM %s WHERE due_at IS NOT NULL
				""".formatted(dialect.dueDeliveries());
		this.freshNumber = """
				SELECT count(*) FROM %s WHERE due_at IS NOT NULL
				""".formatted(dialect.dueDeliveries());
		this.total = dialect.count().query();
		this.jdbc = jdbc;
		this.waitingInLog = dialect.hasLogged() ? WAITING_IN_LOG : NONE;
		this.entries = new DeliveryQueries(jdbc, dialect);
		this.details = new DetailQueries(jdbc, dialect);
		this.failures = new FailureGroups(jdbc);
		this.tasks = new TaskCounter(jdbc);
		this.clock = clock;
	}

	@Override
	public Backlog backlog() {
		Waiting fresh = this.jdbc.sql(this.fresh).query(Waiting.class).single();
		Waiting trying = this.jdbc.sql(WAITING).query(Waiting.class).single();
		Waiting retrying = this.jdbc.sql(RETRYING).query(Waiting.class).single();
		long untried = this.jdbc.sql(UNTRIED).query(Long.class).optional().orElse(Long.MAX_VALUE);
		long dead = this.jdbc.sql(DEAD).query(Long.class).single();
		return new Backlog(fresh.number() + trying.number(), retrying.number(), dead,
				age(Math.min(fresh.since(), trying.since())), age(Math.min(fresh.since(), untried)),
				age(retrying.since()));
	}

	@Override
	public Map<DeliveryState, Long> states() {
		Map<DeliveryState, Long> states = new EnumMap<>(DeliveryState.class);
		for (DeliveryState state : DeliveryState.values()) {
			states.put(state, 0L);
		}
		this.jdbc.sql(TROUBLE)
			.query((row, number) -> states.put(DeliveryState.valueOf(row.getString("state")), row.getLong("number")))
			.list();
		states.put(DeliveryState.PENDING, count(this.freshNumber) + count(LAGGING_NUMBER) + count(this.waitingInLog));
		states.put(DeliveryState.UNHANDLED, count(UNHANDLED));
		states.put(DeliveryState.DISCARDED, count(DISCARDED));
		long others = states.values().stream().mapToLong(Long::longValue).sum();
		// Not all counts are of the same moment.
		states.put(DeliveryState.HANDLED, Math.max(0, count(this.total) - others));
		return states;
	}

	private long count(String sql) {
		return this.jdbc.sql(sql).query(Long.class).single();
	}

	@Override
	public TaskCounts tasks(Duration atMost) {
		return this.tasks.count(atMost);
	}

	@Override
	public Failures failures(int most, Duration atMost) {
		return this.failures.largest(most, atMost);
	}

	/** What is looked for by its number is on the first page, however old it is. */
	@Override
	public SummaryPage search(DeliveryFilter filter, @Nullable String cursor, int most) {
		OptionalLong number = (filter.text() != null && most > 1) ? RowNumber.find(filter.text())
				: OptionalLong.empty();
		if (number.isEmpty()) {
			return this.entries.search(filter, cursor, most);
		}
		List<DeliverySummary> found = new ArrayList<>();
		DeliveryId id = RowNumber.idOf(number.getAsLong());
		SummaryPage page = this.entries.search(filter, cursor, most - 1);
		page.entries().stream().filter((entry) -> !entry.id().equals(id)).forEach(found::add);
		boolean meant = cursor == null
				&& !this.entries.next(filter, number.getAsLong() - 1, number.getAsLong(), 1).ids().isEmpty();
		if (meant) {
			this.details.details(id).map(DeliveryDetails::summary).ifPresent(found::add);
		}
		return new SummaryPage(found, page.next());
	}

	@Override
	public long count(DeliveryFilter filter) {
		if (filter.equals(HANDLED)) {
			return Objects.requireNonNull(states().get(DeliveryState.HANDLED));
		}
		return this.entries.matches(filter).number();
	}

	@Override
	public Count count(DeliveryFilter filter, Duration atMost) {
		return filter.equals(HANDLED) ? new Count(count(filter), true) : this.entries.count(filter, atMost);
	}

	@Override
	public Optional<Instant> indexedUntil() {
		return this.jdbc.sql(NOT_INDEXED)
			.query((row, number) -> Instant.ofEpochMilli(row.getLong("received_at")))
			.optional();
	}

	@Override
	public Map<String, Long> events(int latest) {
		Map<String, Long> events = new HashMap<>();
		RowCallbackHandler collect = (row) -> events.put(row.getString("event"), row.getLong("number"));
		this.jdbc.sql(EVENTS).param("latest", latest).query(collect);
		return events;
	}

	@Override
	public boolean knows(String handler) {
		return this.jdbc.sql(ANY_OF_HANDLER)
			.param(handler)
			.query(String.class)
			.optional()
			.filter(handler::equals)
			.isPresent();
	}

	@Override
	public Optional<DeliveryDetails> details(DeliveryId id) {
		return this.details.details(id);
	}

	@Override
	public Optional<Delivery> delivery(DeliveryId id) {
		return this.details.delivery(id);
	}

	private Duration age(long since) {
		if (since == Long.MAX_VALUE) {
			return Duration.ZERO;
		}
		Duration age = Duration.between(Instant.ofEpochMilli(since), this.clock.instant());
		return age.isNegative() ? Duration.ZERO : age;
	}

	private record Waiting(long number, @Nullable Long oldest) {

		long since() {
			return (this.oldest != null) ? this.oldest : Long.MAX_VALUE;
		}

	}

}
