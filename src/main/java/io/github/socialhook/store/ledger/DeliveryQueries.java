package io.github.socialhook.store.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.inbox.DeliveryDetails;
import io.github.socialhook.inbox.DeliveryFilter;
import io.github.socialhook.inbox.DeliverySummary;
import io.github.socialhook.inbox.Failure;
import io.github.socialhook.inbox.Ledger;
import io.github.socialhook.inbox.SummaryPage;
import io.github.socialhook.store.queue.DeliveryRows;
import io.github.socialhook.store.queue.RowNumber;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;

/** The queries for single deliveries. */
public final class DeliveryQueries {

	/** How many deliveries one statement looks at. */
	public static final int WINDOW = DeliverySearch.WINDOW;

	private static final String ONE = """
			SELECT id, endpoint, event, subject, state, received_at, handled_at, attempts,
				octet_length(body) AS size, repeats, repeated_at
			FROM socialhook_delivery WHERE id = ?
			""";

	private static final String DELIVERY = """
			SELECT endpoint, event, subject, received_at, body FROM socialhook_delivery WHERE id = ?
			""";

	private static final String TASKS = """
			SELECT handler, state, attempts, due_at, leased FROM socialhook_task WHERE delivery_id = ? ORDER BY handler
			""";

	private static final String ATTEMPTS = """
			SELECT handler, number, started_at, duration_ms, outcome, error_type, {message}, {trace}
			FROM socialhook_attempt WHERE delivery_id = ? AND handler <> ''
			ORDER BY started_at, number, handler
			""".replace("{message}", LastErrors.MESSAGE).replace("{trace}", LastErrors.TRACE);

	private static final String UNREADABLE = """
			SELECT error_type, {message}, {trace} FROM socialhook_attempt WHERE delivery_id = ? AND handler = ''
			ORDER BY started_at DESC LIMIT 1
			""".replace("{message}", LastErrors.MESSAGE).replace("{trace}", LastErrors.TRACE);

	private static final Comparator<DeliverySummary> NEWEST_FIRST = Comparator.comparing(DeliverySummary::receivedAt)
		.thenComparingLong((summary) -> RowNumber.of(summary.id()))
		.reversed();

	private final JdbcClient jdbc;

	private final LastErrors lastErrors;

	private final ReceiptOrder order;

	public DeliveryQueries(JdbcClient jdbc) {
		this.jdbc = jdbc;
		this.lastErrors = new LastErrors(jdbc);
		this.order = new ReceiptOrder(jdbc);
	}

	public SummaryPage search(DeliveryFilter filter, @Nullable String cursor, int most) {
		List<DeliverySummary> found = new ArrayList<>();
		SearchPosition position = (cursor != null) ? SearchPosition.read(cursor) : this.order.before(filter.to());
		DeliverySearch search = DeliverySearch.newestFirst(filter, this.jdbc, position);
		long began = System.nanoTime();
		for (int i = 0; search.mayLookAt(i, System.nanoTime() - began); i++) {
			found.addAll(find(search, position.before(), most + 1 - found.size()));
			if (found.size() > most) {
				List<DeliverySummary> page = found.subList(0, most);
				return page(page, position.behind(RowNumber.of(page.getLast().id())));
			}
			Extent extent = extent(search, position.before());
			SearchPosition next = position.next(extent.isLast(search, filter.from()), extent.lowest());
			if (next == null) {
				return page(found, null);
			}
			search = (next.rest() == position.rest()) ? search : DeliverySearch.newestFirst(filter, this.jdbc, next);
			position = next;
		}
		return page(found, position);
	}

	/**
	 * Rows are found in the order of their numbers, which is that of receipt but for what
	 * came at the same moment or out of a spill.
	 */
	private SummaryPage page(List<DeliverySummary> found, @Nullable SearchPosition next) {
		return new SummaryPage(this.lastErrors.addTo(found).stream().sorted(NEWEST_FIRST).toList(),
				(next != null) ? next.write() : null);
	}

	/** Counts all entries that are meant, however long that takes. */
	public Matches matches(DeliveryFilter filter) {
		DeliverySearch search = DeliverySearch.newestFirst(filter, this.jdbc, SearchPosition.START);
		Matches matches = Matches.NONE;
		long before = Long.MAX_VALUE;
		while (true) {
			Counted counted = countWindow(search, before);
			matches = matches.with(counted.matches());
			if (counted.extent().isLast(search, filter.from())) {
				return matches;
			}
			before = counted.extent().lowest();
		}
	}

	/** Counts the entries that are meant, the newest first, until a time is over. */
	public Ledger.Count count(DeliveryFilter filter, Duration atMost) {
		long end = System.nanoTime() + atMost.toNanos();
		long found = 0;
		SearchPosition position = this.order.before(filter.to());
		DeliverySearch search = DeliverySearch.newestFirst(filter, this.jdbc, position);
		while (true) {
			Counted counted = countWindow(search, position.before());
			found += counted.matches().number();
			Extent extent = counted.extent();
			SearchPosition next = position.next(extent.isLast(search, filter.from()), extent.lowest());
			if (next == null || System.nanoTime() - end >= 0) {
				return new Ledger.Count(found, next == null);
			}
			search = (next.rest() == position.rest()) ? search : DeliverySearch.newestFirst(filter, this.jdbc, next);
			position = next;
		}
	}

	private Counted countWindow(DeliverySearch search, long before) {
		return ask(search, search.matches(), before).query((row, number) -> Counted.of(row)).single();
	}

	/**
	 * Finds the next entries that are meant, the oldest first. It looks only so far, so
	 * there may be none.
	 * @param after only those with a higher number
	 * @param last only those with this number at the most
	 */
	public Span next(DeliveryFilter filter, long after, long last, int most) {
		DeliverySearch search = DeliverySearch.oldestFirst(filter, this.jdbc, last);
		long reached = after;
		for (int i = 0; i < DeliverySearch.MOST_WINDOWS; i++) {
			List<DeliveryId> found = ask(search, search.findNumbers(), reached).param("most", most)
				.query((row, number) -> RowNumber.idOf(row.getLong("id")))
				.list();
			if (found.size() == most) {
				return new Span(found, RowNumber.of(found.getLast()));
			}
			Extent extent = extent(search, reached);
			if (extent.number() < search.windowSize() || extent.highest() >= last) {
				return new Span(found, last);
			}
			reached = extent.highest();
			if (!found.isEmpty()) {
				return new Span(found, reached);
			}
		}
		return new Span(List.of(), reached);
	}

	private List<DeliverySummary> find(DeliverySearch search, long before, int most) {
		return ask(search, search.find(), before).param("most", most).query((row, number) -> entry(row)).list();
	}

	private Extent extent(DeliverySearch search, long start) {
		return ask(search, search.extent(), start).query(Extent.class).single();
	}

	private JdbcClient.StatementSpec ask(DeliverySearch search, String sql, long start) {
		return this.jdbc.sql(sql).params(search.parameters()).param("start", start);
	}

	public Optional<DeliveryDetails> details(DeliveryId id) {
		OptionalLong number = RowNumber.find(id);
		return number.isEmpty() ? Optional.empty() : details(number.getAsLong());
	}

	private Optional<DeliveryDetails> details(long id) {
		return this.jdbc.sql(ONE)
			.param(id)
			.query((row, number) -> entry(row))
			.optional()
			.map((entry) -> this.lastErrors.addTo(List.of(entry)).getFirst())
			.map((entry) -> new DeliveryDetails(entry, tasks(id), attempts(id), unreadable(id, entry.state())));
	}

	public Optional<Delivery> delivery(DeliveryId id) {
		OptionalLong number = RowNumber.find(id);
		return number.isEmpty() ? Optional.empty()
				: this.jdbc.sql(DELIVERY)
					.param(number.getAsLong())
					.query((row, rowNumber) -> DeliveryRows.read(row))
					.optional();
	}

	private List<DeliveryDetails.Task> tasks(long id) {
		return this.jdbc.sql(TASKS).param(id).query((row, number) -> {
			boolean running = row.getInt("leased") != 0;
			return new DeliveryDetails.Task(row.getString("handler"), state(row, "state"), row.getInt("attempts"),
					running ? null : instant(row, "due_at"), running);
		}).list();
	}

	private List<DeliveryDetails.PastAttempt> attempts(long id) {
		return this.jdbc.sql(ATTEMPTS)
			.param(id)
			.query((row, number) -> new DeliveryDetails.PastAttempt(row.getString("handler"), row.getInt("number"),
					Instant.ofEpochMilli(row.getLong("started_at")), Duration.ofMillis(row.getLong("duration_ms")),
					state(row, "outcome"), LastErrors.failure(row)))
			.list();
	}

	private @Nullable Failure unreadable(long id, DeliveryState state) {
		return (state == DeliveryState.UNREADABLE) ? this.jdbc.sql(UNREADABLE)
			.param(id)
			.query((row, number) -> LastErrors.failure(row))
			.optional()
			.orElse(null) : null;
	}

	private static DeliverySummary entry(ResultSet row) throws SQLException {
		return new DeliverySummary(RowNumber.idOf(row.getLong("id")), row.getString("endpoint"), row.getString("event"),
				row.getString("subject"), state(row, "state"), Instant.ofEpochMilli(row.getLong("received_at")),
				instant(row, "handled_at"), row.getInt("attempts"), row.getLong("size"), row.getLong("repeats"),
				instant(row, "repeated_at"), null);
	}

	private static DeliveryState state(ResultSet row, String column) throws SQLException {
		return DeliveryState.valueOf(row.getString(column));
	}

	private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
		long millis = row.getLong(column);
		return row.wasNull() ? null : Instant.ofEpochMilli(millis);
	}

	/**
	 * What is meant.
	 *
	 * @param number how many there are
	 * @param lowest the lowest of their numbers; 0 if there are none
	 * @param highest the highest of their numbers; 0 if there are none
	 */
	public record Matches(long number, long lowest, long highest) {

		private static final Matches NONE = new Matches(0, 0, 0);

		private Matches with(Matches older) {
			if (this.number == 0 || older.number == 0) {
				return (this.number == 0) ? older : this;
			}
			return new Matches(this.number + older.number, older.lowest, this.highest);
		}

	}

	/**
	 * Some of what is meant.
	 *
	 * @param ids the numbers, the lowest first
	 * @param reached the number up to which there are no others
	 */
	public record Span(List<DeliveryId> ids, long reached) {

	}

	/**
	 * A window that was counted.
	 *
	 * @param matches what of it is meant
	 * @param extent how far it reaches
	 */
	private record Counted(Matches matches, Extent extent) {

		private static Counted of(ResultSet row) throws SQLException {
			return new Counted(
					new Matches(row.getLong("matches"), row.getLong("lowest_match"), row.getLong("highest_match")),
					new Extent(row.getLong("number"), row.getLong("lowest"), row.getLong("highest"),
							row.getLong("latest")));
		}

	}

}
