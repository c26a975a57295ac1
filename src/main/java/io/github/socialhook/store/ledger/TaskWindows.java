package io.github.socialhook.store.ledger;

import java.util.function.Consumer;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The tasks in certain states, the newest deliveries first, in windows: whoever counts
 * them can stop after each. All tasks of a delivery are in the same window.
 */
final class TaskWindows {

	/** How many tasks are in a window, but for the other tasks of its last delivery. */
	static final int SIZE = DeliverySearch.WINDOW;

	/** The words of the partial index, without which it would not be used. */
	static final String FAILING = "state IN ('RETRYING', 'DEAD')";

	/** The same of what waits for a first attempt. */
	static final String PENDING = "state = 'PENDING'";

	private static final String LOWEST = """
			SELECT delivery_id FROM socialhook_task WHERE {states} AND delivery_id < :before
			ORDER BY delivery_id DESC LIMIT 1 OFFSET {last}
			""".replace("{last}", String.valueOf(SIZE - 1));

	private final JdbcClient jdbc;

	private final String lowest;

	TaskWindows(JdbcClient jdbc, String states) {
		this.jdbc = jdbc;
		this.lowest = LOWEST.replace("{states}", states);
	}

	/**
	 * Looks at one window at least, and at the next as long as there is time.
	 * @param end the {@link System#nanoTime()} after which no window begins
	 * @param counter looks at a window
	 * @return whether these were all
	 */
	boolean look(long end, Consumer<Window> counter) {
		long before = Long.MAX_VALUE;
		do {
			long from = this.jdbc.sql(this.lowest).param("before", before).query(Long.class).optional().orElse(0L);
			counter.accept(new Window(from, before));
			before = from;
		}
		while (before > 0 && System.nanoTime() - end < 0);
		return before == 0;
	}

	/**
	 * A window.
	 *
	 * @param from the lowest number of a delivery in it
	 * @param before the number below which it begins
	 */
	record Window(long from, long before) {

		JdbcClient.StatementSpec ask(JdbcClient jdbc, String sql) {
			return jdbc.sql(sql).param("from", this.from).param("before", this.before);
		}

	}

}
