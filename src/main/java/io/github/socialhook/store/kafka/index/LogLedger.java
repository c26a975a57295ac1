package io.github.socialhook.store.kafka.index;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.inbox.Backlog;
import io.github.socialhook.inbox.DeliveryDetails;
import io.github.socialhook.inbox.DeliveryFilter;
import io.github.socialhook.inbox.Ledger;
import io.github.socialhook.inbox.StoreUnavailableException;
import io.github.socialhook.inbox.SummaryPage;
import io.github.socialhook.store.kafka.HandlerPositions;
import io.github.socialhook.store.kafka.LogPosition;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What the database knows, together with what is only in the log: the bodies, and how far
 * the handlers have come.
 */
public final class LogLedger implements Ledger {

	private static final Log logger = LogFactory.getLog(LogLedger.class);

	private static final String BARE = """
			SELECT 1 FROM socialhook_delivery WHERE id = ? AND body IS NULL
			""";

	private static final String WAITS = """
			SELECT 1 FROM socialhook_delivery WHERE id = ? AND waits_for IS NOT NULL
			""";

	private final Ledger database;

	private final LogBodies log;

	private final HandlerPositions positions;

	private final JdbcClient jdbc;

	/**
	 * Creates a ledger.
	 * @param database what the database knows
	 * @param log reads bodies
	 * @param positions how far the handlers have come
	 * @param jdbc reads from the database
	 */
	public LogLedger(Ledger database, LogBodies log, HandlerPositions positions, JdbcClient jdbc) {
		this.database = database;
		this.log = log;
		this.positions = positions;
		this.jdbc = jdbc;
	}

	@Override
	public Optional<Delivery> delivery(DeliveryId id) {
		return this.database.delivery(id)
			.or(() -> LogPosition.find(id).filter((position) -> has(BARE, position)).flatMap(this.log::find));
	}

	private boolean has(String sql, LogPosition position) {
		return this.jdbc.sql(sql).param(position.number()).query(Integer.class).optional().isPresent();
	}

	/** The handlers that it waits for are those that have not passed it by now. */
	@Override
	public Optional<DeliveryDetails> details(DeliveryId id) {
		Optional<DeliveryDetails> found = this.database.details(id);
		LogPosition position = LogPosition.find(id).orElse(null);
		if (position == null || found.isEmpty() || !has(WAITS, position)) {
			return found;
		}
		try {
			HandlerPositions.Positions known = this.positions.find();
			return found.map((details) -> new DeliveryDetails(details.summary(),
					details.tasks().stream().map((task) -> now(task, position, known)).toList(), details.attempts(),
					details.unreadable()));
		}
		catch (StoreUnavailableException ex) {
			logger.debug("It is not known how far the handlers have come", ex);
			return found;
		}
	}

	private static DeliveryDetails.Task now(DeliveryDetails.Task task, LogPosition position,
			HandlerPositions.Positions known) {
		boolean passed = known.hasPassed(task.handler(), position);
		return passed ? new DeliveryDetails.Task(task.handler(), DeliveryState.HANDLED, 1, null, false) : task;
	}

	@Override
	public Backlog backlog() {
		return this.database.backlog();
	}

	@Override
	public Map<DeliveryState, Long> states() {
		return this.database.states();
	}

	@Override
	public TaskCounts tasks(Duration atMost) {
		return this.database.tasks(atMost);
	}

	@Override
	public Failures failures(int most, Duration atMost) {
		return this.database.failures(most, atMost);
	}

	@Override
	public SummaryPage search(DeliveryFilter filter, @Nullable String cursor, int most) {
		return this.database.search(filter, cursor, most);
	}

	@Override
	public long count(DeliveryFilter filter) {
		return this.database.count(filter);
	}

	@Override
	public Count count(DeliveryFilter filter, Duration atMost) {
		return this.database.count(filter, atMost);
	}

	@Override
	public Optional<Instant> indexedUntil() {
		return this.database.indexedUntil();
	}

	@Override
	public Map<String, Long> events(int latest) {
		return this.database.events(latest);
	}

	@Override
	public boolean knows(String handler) {
		return this.database.knows(handler);
	}

}
