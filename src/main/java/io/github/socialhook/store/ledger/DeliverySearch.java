package io.github.socialhook.store.ledger;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.delivery.Subject;
import io.github.socialhook.inbox.DeliveryFilter;
import io.github.socialhook.store.queue.RowNumber;
import io.github.socialhook.store.reference.ReferenceKey;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The text of a search. It looks at one window of candidates at a time, which an index
 * yields in order, so that its cost is bounded whatever the filter leaves out.
 */
final class DeliverySearch {

	/** How many candidates one statement looks at, at the most. */
	static final int WINDOW = 5000;

	/** How many windows one call looks through before it lets the caller ask again. */
	static final int MOST_WINDOWS = 20;

	/** How many windows one call looks through, however long that takes. */
	private static final int FEW_WINDOWS = 5;

	/** After how long a call looks through no more than those. */
	private static final long LONG_NANOS = 100_000_000;

	/** So few that no planner would rather go through all deliveries. */
	private static final int REFERENCE_WINDOW = 250;

	static final String COLUMNS = """
			SELECT d.id, d.endpoint, d.event, d.subject, d.state, d.received_at, d.handled_at, d.attempts,
				{size} AS size, d.repeats, d.repeated_at
			""";

	/** Enough for whoever counts: what else there is need not be read. */
	private static final String FEW_COLUMNS = """
			SELECT d.id, d.endpoint, d.event, d.subject, d.state, d.received_at
			""";

	/** No join, so that no planner can turn it round. */
	private static final String DELIVERIES = """
			{columns}FROM socialhook_delivery d WHERE {which} AND d.id {beyond} :start ORDER BY d.id{direction} LIMIT :window
			""";

	private static final String ALL = "TRUE";

	/** The words of the partial index, without which it would not be used. */
	private static final String TROUBLE = "d.state = '{state}' AND d.state IN ('RETRYING', 'DEAD', 'UNREADABLE', 'DUPLICATE')";

	private static final String UNHANDLED = "d.state = 'UNHANDLED'";

	// A cross join is gone through from left to right: SQLite's planner must not turn it
	// round.
	private static final String CANDIDATES = """
			{columns}FROM ({candidates}) AS candidate CROSS JOIN socialhook_delivery d WHERE d.id = candidate.id
			""";

	private static final String IS_REPLAYED = """
			(SELECT count(*) FROM socialhook_replay_delivery p WHERE p.replay_id = :replay AND p.delivery_id = entry.id) > 0
			""";

	private static final String HAS_SIGNATURE = """
			(SELECT count(*) FROM socialhook_task t WHERE t.delivery_id = entry.id AND t.signature = :error
				AND t.state IN ('RETRYING', 'DEAD')) > 0
			""";

	// Counted, because a planner would make a table of what merely exists.
	private static final String HAS_TASK = """
			(SELECT count(*) FROM socialhook_task t WHERE t.delivery_id = entry.id AND t.handler = :handler{state}) > 0
			""";

	private static final String HAS_ERROR = """
			(SELECT count(*) FROM socialhook_attempt a WHERE a.delivery_id = entry.id AND a.error_type IS NOT NULL
				AND (lower(a.error_type) LIKE :text ESCAPE '!' OR (lower(a.error_message) LIKE :text ESCAPE '!'
					AND a.started_at >= (SELECT coalesce(max(since), 0) FROM socialhook_redaction)))) > 0
			""";

	private static final String FIND = """
			SELECT * FROM ({window}) AS entry WHERE TRUE{conditions} ORDER BY entry.id{direction} LIMIT :most
			""";

	private static final String FIND_NUMBERS = """
			SELECT entry.id FROM ({window}) AS entry WHERE TRUE{conditions} ORDER BY entry.id{direction} LIMIT :most
			""";

	/** One look at each row, and one at each condition. */
	private static final String MATCHES = """
			SELECT count(entry.hit) AS matches, min(entry.hit) AS lowest_match, max(entry.hit) AS highest_match,
				count(*) AS number, coalesce(min(entry.id), 0) AS lowest, coalesce(max(entry.id), 0) AS highest,
				coalesce(max(entry.received_at), 0) AS latest
			FROM (SELECT entry.id, entry.received_at, CASE WHEN TRUE{conditions} THEN entry.id END AS hit
				FROM ({window}) AS entry) AS entry
			""";

	private static final String EXTENT = """
			SELECT count(*) AS number, coalesce(min(entry.id), 0) AS lowest, coalesce(max(entry.id), 0) AS highest,
				coalesce(max(entry.received_at), 0) AS latest
			FROM ({window}) AS entry
			""";

	private final Map<String, Object> parameters = new HashMap<>();

	private final StringBuilder conditions = new StringBuilder();

	private final boolean oldestFirst;

	private final String window;

	private final int windowSize;

	private DeliverySearch(DeliveryFilter filter, JdbcClient jdbc, boolean oldestFirst) {
		this.oldestFirst = oldestFirst;
		this.window = window(filter, jdbc);
		require("entry.event = :event", "event", (filter.event() != null) ? filter.event().value() : null);
		require("entry.endpoint = :endpoint", "endpoint",
				(filter.endpoint() != null) ? filter.endpoint().value() : null);
		require("entry.subject = :subject", "subject", (filter.subject() != null) ? filter.subject().toString() : null);
		require("entry.received_at >= :from", "from", (filter.from() != null) ? filter.from().toEpochMilli() : null);
		require("entry.received_at < :to", "to", (filter.to() != null) ? filter.to().toEpochMilli() : null);
		if (filter.text() != null) {
			requireText(filter.text());
		}
		this.windowSize = this.parameters.containsKey("reference") ? REFERENCE_WINDOW : WINDOW;
		this.parameters.put("window", this.windowSize);
	}

	static DeliverySearch newestFirst(DeliveryFilter filter, JdbcClient jdbc, SearchPosition position) {
		DeliverySearch search = new DeliverySearch(filter, jdbc, false);
		search.require("entry.id > :bound", "bound", position.rest() ? position.bound() : null);
		return search;
	}

	/** Searches from the oldest on, but not beyond a number. */
	static DeliverySearch oldestFirst(DeliveryFilter filter, JdbcClient jdbc, long last) {
		DeliverySearch search = new DeliverySearch(filter, jdbc, true);
		search.require("entry.id <= :last", "last", last);
		return search;
	}

	private String window(DeliveryFilter filter, JdbcClient jdbc) {
		DeliveryState state = filter.state();
		Long replay = (filter.replay() != null) ? RowNumber.find(filter.replay()).orElse(0) : null;
		if (filter.reference() != null) {
			this.parameters.put("reference", ReferenceKey.of(filter.reference()));
			require(HAS_SIGNATURE, "error", filter.error());
			require(IS_REPLAYED, "replay", replay);
			return indexedWindow(filter, Candidates.REFERENCE);
		}
		if (replay != null) {
			this.parameters.put("replay", replay);
			require(HAS_SIGNATURE, "error", filter.error());
			return indexedWindow(filter, Candidates.REPLAYED);
		}
		if (filter.error() != null) {
			this.parameters.put("error", filter.error());
			return indexedWindow(filter, Candidates.ERROR);
		}
		if (filter.handler() != null) {
			this.parameters.put("handler", filter.handler());
			if (state != null) {
				this.parameters.put("state", state.name());
			}
			return CANDIDATES.replace("{candidates}",
					(state != null) ? Candidates.HANDLER_IN_STATE : Candidates.HANDLER);
		}
		require("entry.state = :state", "state", (state != null) ? state.name() : null);
		Subject subject = filter.subject();
		if (subject != null && isSearchedBySubject(state) && Candidates.knowSubjects(jdbc)) {
			this.parameters.put("reference", ReferenceKey.of(subject));
			return CANDIDATES.replace("{candidates}", Candidates.SUBJECT);
		}
		return switch (state) {
			case null -> DELIVERIES.replace("{which}", ALL);
			case HANDLED -> DELIVERIES.replace("{which}", ALL);
			case PENDING -> CANDIDATES.replace("{candidates}", Candidates.PENDING);
			case DISCARDED -> CANDIDATES.replace("{candidates}", Candidates.DISCARDED);
			case UNHANDLED -> DELIVERIES.replace("{which}", UNHANDLED);
			case RETRYING, DEAD, UNREADABLE, DUPLICATE ->
				DELIVERIES.replace("{which}", TROUBLE.replace("{state}", state.name()));
		};
	}

	/** Whether there may be more in a state than of a subject. */
	private static boolean isSearchedBySubject(@Nullable DeliveryState state) {
		return state == null || state == DeliveryState.HANDLED || state == DeliveryState.PENDING;
	}

	/**
	 * Of all that an index yields, what refers to something is the least, and then what
	 * failed with an error.
	 */
	private String indexedWindow(DeliveryFilter filter, String candidates) {
		String state = (filter.state() != null) ? filter.state().name() : null;
		if (filter.handler() == null) {
			require("entry.state = :state", "state", state);
		}
		else {
			String failing = (filter.error() != null) ? " AND t.signature = :error AND t.state IN ('RETRYING', 'DEAD')"
					: "";
			require(HAS_TASK.replace("{state}", failing + ((state != null) ? " AND t.state = :state" : "")), "handler",
					filter.handler());
			if (state != null) {
				this.parameters.put("state", state);
			}
		}
		return CANDIDATES.replace("{candidates}", candidates);
	}

	private void require(String condition, String name, @Nullable Object value) {
		if (value != null) {
			this.conditions.append(" AND ").append(condition);
			this.parameters.put(name, value);
		}
	}

	/** Only the case of ASCII letters is ignored: on that all databases agree. */
	private void requireText(String text) {
		String escaped = text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
		this.parameters.put("text", "%" + escaped.toLowerCase(Locale.ROOT) + "%");
		this.parameters.put("number", numberIn(text));
		this.conditions
			.append(" AND (lower(entry.event) LIKE :text ESCAPE '!' OR lower(entry.subject) LIKE :text ESCAPE '!'")
			.append(" OR entry.id = :number OR ")
			.append(HAS_ERROR)
			.append(")");
	}

	private static long numberIn(String text) {
		return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
	}

	/** Finds the entries in a window. */
	String find() {
		return text(FIND, COLUMNS);
	}

	/** Finds the numbers of the entries in a window. */
	String findNumbers() {
		return text(FIND_NUMBERS, FEW_COLUMNS);
	}

	/** Counts the entries in a window, and finds how far it reaches. */
	String matches() {
		return text(MATCHES, FEW_COLUMNS);
	}

	/** Finds how far a window reaches. */
	String extent() {
		return text(EXTENT, FEW_COLUMNS);
	}

	private String text(String template, String columns) {
		return template.replace("{window}", this.window)
			.replace("{columns}", columns)
			.replace("{conditions}", this.conditions)
			.replace("{beyond}", this.oldestFirst ? ">" : "<")
			.replace("{direction}", this.oldestFirst ? "" : " DESC");
	}

	/** Returns how many candidates one statement looks at. */
	int windowSize() {
		return this.windowSize;
	}

	/**
	 * Whether one call of somebody who waits looks at one more window. Text is also
	 * looked for in the errors of each candidate.
	 * @param looked at how many it has looked
	 * @param nanos how long that took
	 */
	boolean mayLookAt(int looked, long nanos) {
		if (this.parameters.containsKey("text")) {
			return looked < 1;
		}
		return looked < FEW_WINDOWS || (looked < MOST_WINDOWS && nanos < LONG_NANOS);
	}

	/** Returns what is required of an entry, each part after an {@code AND}. */
	String conditions() {
		return this.conditions.toString();
	}

	Map<String, Object> parameters() {
		return this.parameters;
	}

}
