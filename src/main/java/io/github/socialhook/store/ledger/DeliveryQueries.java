package io.github.socialhook.store.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.inbox.DeliveryFilter;
import io.github.socialhook.inbox.DeliverySummary;
import io.github.socialhook.inbox.Ledger;
import io.github.socialhook.inbox.SummaryPage;
import io.github.socialhook.store.database.DatabaseDialect;
import io.github.socialhook.store.database.RowOrder;
import io.github.socialhook.store.queue.RowNumber;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;

/** The queries for single deliveries. */
public final class DeliveryQueries {

	/** How many deliveries one statement looks at. */
	public static final int WINDOW = DeliverySearch.WINDOW;

	private static final Comparator<DeliverySummary> NEWEST_FIRST = Comparator.comparing(DeliverySummary::receivedAt)
		.thenComparingLong((summary) -> RowNumber.of(summary.id()))
		.reversed();

	private final JdbcClient jdbc;

	private final LastErrors lastErrors;

	private final ReceiptOrder order;

	private final boolean logged;

	private final LoggedSearch loggedSearch;

	public DeliveryQueries(JdbcClient jdbc, DatabaseDialect dialect) {
		this.jdbc = jdbc;
		this.logged = dialect.hasLogged();
		this.loggedSearch = new LoggedSearch(jdbc);
		this.lastErrors = new LastErrors(jdbc);
		this.order = new ReceiptOrder(jdbc);
	}

	public SummaryPage search(DeliveryFilter filter, @Nullable String cursor, int most) {
		LoggedPosition start = LoggedPosition.begin(cursor, filter.to());
		if (start == null || !this.logged || !LoggedSearch.isFor(filter) || !this.loggedSearch.hasAny()) {
			return searchByNumber(filter, cursor, most);
		}
		LoggedSearch.Found logged = this.loggedSearch.search(filter, start, most);
		LoggedPosition next = logged.next();
		if (next != null) {
			return page(logged.entries(), next.write());
		}
		String others = SearchPosition.START.below(RowOrder.FIRST_OTHER).write();
		if (!this.loggedSearch.hasOthers()) {
			return page(logged.entries(), null);
		}
		int room = most - logged.entries().size();
		if (room == 0) {
			return page(logged.entries(), others);
		}
		SummaryPage rest = searchByNumber(filter, others, room);
		List<DeliverySummary> all = new ArrayList<>(this.lastErrors.addTo(logged.entries()));
		all.addAll(rest.entries());
		return new SummaryPage(all, rest.next());
	}

	private SummaryPage searchByNumber(DeliveryFilter filter, @Nullable String cursor, int most) {
		List<DeliverySummary> found = new ArrayList<>();
		SearchPosition position = (cursor != null) ? SearchPosition.read(cursor) : this.order.before(filter.to());
		DeliverySearch search = DeliverySearch.newestFirst(filter, this.jdbc, position);
		long began = System.nanoTime();
		for (int i = 0; search.mayLookAt(i, System.nanoTime() - began); i++) {
			found.addAll(find(search, position.before(), most + 1 - found.size()));
			if (found.size() > most) {
				List<DeliverySummary> page = found.subList(0, most);
				return page(page, position.behind(RowNumber.of(page.getLast().id())).write());
			}
			Extent extent = extent(search, position.before());
			SearchPosition next = position.next(extent.isLast(search, filter.from()), extent.lowest());
			if (next == null) {
				return page(found, null);
			}
			search = (next.rest() == position.rest()) ? search : DeliverySearch.newestFirst(filter, this.jdbc, next);
			position = next;
		}
		return page(found, position.write());
	}

	/**
	 * Rows are found in the order of their numbers, which is that of receipt but for what
	 * came at the same moment or out of a spill.
	 */
	private SummaryPage page(List<DeliverySummary> found, @Nullable String next) {
		return new SummaryPage(this.lastErrors.addTo(found).stream().sorted(NEWEST_FIRST).toList(), next);
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
		return ask(search, search.find(), before).param("most", most)
			.query((row, number) -> SummaryRow.read(row))
			.list();
	}

	private Extent extent(DeliverySearch search, long start) {
		return ask(search, search.extent(), start).query(Extent.class).single();
	}

	private JdbcClient.StatementSpec ask(DeliverySearch search, String sql, long start) {
		return this.jdbc.sql(SummaryRow.complete(sql, this.logged)).params(search.parameters()).param("start", start);
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
