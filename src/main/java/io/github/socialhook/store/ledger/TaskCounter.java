package io.github.socialhook.store.ledger;

import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.inbox.Ledger.TaskCounts;

import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Counts what single handlers have still to do, or have failed. */
final class TaskCounter {

	private static final String COUNT = """
			SELECT handler, state, count(*) AS number FROM socialhook_task
			WHERE {states} AND delivery_id < :before AND delivery_id >= :from
			GROUP BY handler, state
			""";

	private static final String FAILING = COUNT.replace("{states}", TaskWindows.FAILING);

	private static final String PENDING = COUNT.replace("{states}", TaskWindows.PENDING);

	private final JdbcClient jdbc;

	private final TaskWindows failing;

	private final TaskWindows pending;

	TaskCounter(JdbcClient jdbc) {
		this.jdbc = jdbc;
		this.failing = new TaskWindows(jdbc, TaskWindows.FAILING);
		this.pending = new TaskWindows(jdbc, TaskWindows.PENDING);
	}

	TaskCounts count(Duration atMost) {
		Map<String, Map<DeliveryState, Long>> counts = new HashMap<>();
		RowCallbackHandler add = (row) -> counts
			.computeIfAbsent(row.getString("handler"), (handler) -> new EnumMap<>(DeliveryState.class))
			.merge(DeliveryState.valueOf(row.getString("state")), row.getLong("number"), Long::sum);
		long half = atMost.toNanos() / 2;
		boolean allPending = this.pending.look(System.nanoTime() + half,
				(window) -> window.ask(this.jdbc, PENDING).query(add));
		boolean allFailing = this.failing.look(System.nanoTime() + half,
				(window) -> window.ask(this.jdbc, FAILING).query(add));
		return new TaskCounts(counts, allPending, allFailing);
	}

}
