package io.github.socialhook.console.operation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.socialhook.inbox.DeliveryFilter;
import io.github.socialhook.inbox.DeliverySummary;
import io.github.socialhook.inbox.Ledger;
import io.github.socialhook.inbox.SummaryPage;
import org.jspecify.annotations.Nullable;

/**
 * Searches deliveries until a page is full, but only for a moment: a call of the ledger
 * looks at a bounded number of rows, and may find none of them.
 */
public final class Search {

	private static final Duration ENOUGH = Duration.ofMillis(100);

	private final Ledger ledger;

	/**
	 * Creates a search.
	 * @param ledger what is searched
	 */
	public Search(Ledger ledger) {
		this.ledger = ledger;
	}

	/**
	 * Searches deliveries, newest first.
	 * @param filter which
	 * @param cursor where to continue; null for the first page
	 * @param most the most to return
	 * @return what was found so far
	 */
	public SummaryPage find(DeliveryFilter filter, @Nullable String cursor, int most) {
		long began = System.nanoTime();
		List<DeliverySummary> found = new ArrayList<>();
		String next = cursor;
		do {
			SummaryPage page = look(filter, next, most - found.size());
			found.addAll(page.entries());
			next = page.next();
		}
		while (next != null && found.size() < most && System.nanoTime() - began < ENOUGH.toNanos());
		return new SummaryPage(found, next);
	}

	private SummaryPage look(DeliveryFilter filter, @Nullable String cursor, int most) {
		try {
			return this.ledger.search(filter, cursor, most);
		}
		catch (Ledger.InvalidCursorException ex) {
			throw ProblemException.badParameter("cursor", "It must be the 'next' of an earlier response.");
		}
	}

}
