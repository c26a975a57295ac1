package io.github.socialhook.store.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.inbox.DeliveryFilter;
import io.github.socialhook.inbox.DeliverySummary;
import io.github.socialhook.store.database.RowOrder;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Searches what is in the log, the newest first. Its numbers say nothing about time, so
 * it is gone through in the order of receipt.
 */
final class LoggedSearch {

	/** The words of the partial index, without which it would not be used. */
	private static final String WINDOW = """
			FROM socialhook_delivery d WHERE d.id >= 288230376151711744 AND (d.received_at, d.id) < (:time, :start){from}
			ORDER BY d.received_at DESC, d.id DESC LIMIT :window
			""";

	private static final String FIND = """
			SELECT * FROM ({columns}{window}) AS entry WHERE TRUE{conditions}
			ORDER BY entry.received_at DESC, entry.id DESC LIMIT :most
			""";

	private static final String END = """
			SELECT received_at, id FROM (SELECT d.received_at, d.id {window}) AS entry
			ORDER BY received_at, id LIMIT 1
			""";

	private static final String OTHERS = """
			SELECT id FROM socialhook_delivery WHERE id < ? ORDER BY id DESC LIMIT 1
			""";

	private static final String ANY = """
			SELECT id FROM socialhook_delivery WHERE id >= ? ORDER BY id DESC LIMIT 1
			""";

	private final JdbcClient jdbc;

	LoggedSearch(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** Whether a search must look at every delivery, as no index yields fewer. */
	static boolean isFor(DeliveryFilter filter) {
		return (filter.state() == null || filter.state() == DeliveryState.HANDLED) && filter.subject() == null
				&& filter.reference() == null && filter.replay() == null && filter.error() == null
				&& filter.handler() == null;
	}

	/** Whether anything is in the log. */
	boolean hasAny() {
		return this.jdbc.sql(ANY).param(RowOrder.FIRST_OTHER).query(Long.class).optional().isPresent();
	}

	/** Whether there are deliveries that never were in the log. */
	boolean hasOthers() {
		return this.jdbc.sql(OTHERS).param(RowOrder.FIRST_OTHER).query(Long.class).optional().isPresent();
	}

	/** Finds the next that are meant. It looks only so far, so there may be none. */
	Found search(DeliveryFilter filter, LoggedPosition start, int most) {
		DeliverySearch search = DeliverySearch.newestFirst(filter, this.jdbc, SearchPosition.START);
		List<DeliverySummary> found = new ArrayList<>();
		LoggedPosition position = start;
		long began = System.nanoTime();
		for (int i = 0; search.mayLookAt(i, System.nanoTime() - began); i++) {
			found.addAll(find(search, filter, position, most + 1 - found.size()));
			if (found.size() > most) {
				List<DeliverySummary> page = found.subList(0, most);
				return new Found(page, LoggedPosition.behind(page.getLast()));
			}
			Optional<LoggedPosition> end = ask(search, filter, END, position)
				.query((row, number) -> new LoggedPosition(row.getLong("received_at"), row.getLong("id")))
				.optional();
			if (end.isEmpty()) {
				return new Found(found, null);
			}
			position = end.get();
		}
		return new Found(found, position);
	}

	private List<DeliverySummary> find(DeliverySearch search, DeliveryFilter filter, LoggedPosition position,
			int most) {
		return ask(search, filter, FIND, position).param("most", most)
			.query((row, number) -> SummaryRow.read(row))
			.list();
	}

	private JdbcClient.StatementSpec ask(DeliverySearch search, DeliveryFilter filter, String sql,
			LoggedPosition position) {
		String window = WINDOW.replace("{from}", (filter.from() != null) ? " AND d.received_at >= :from" : "");
		return this.jdbc
			.sql(SummaryRow.complete(sql.replace("{columns}", DeliverySearch.COLUMNS), true)
				.replace("{window}", window)
				.replace("{conditions}", search.conditions()))
			.params(search.parameters())
			.param("time", position.time())
			.param("start", position.number());
	}

	/**
	 * What was found.
	 *
	 * @param entries the newest first
	 * @param next where to continue; null if nothing is left of the log
	 */
	record Found(List<DeliverySummary> entries, @Nullable LoggedPosition next) {

	}

}
