package io.github.socialhook.store.replay;

import java.util.Set;

import io.github.socialhook.store.queue.QueueDialect;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Tells when so much is waiting that no more should be made due, because what comes in
 * queues up behind it. What waits for a handler that someone has paused does not count:
 * it would stop the replays of all others.
 */
final class ReplayThrottle {

	private static final String SINGLE = """
			SELECT count(*) FROM (SELECT 1 FROM socialhook_task
				WHERE handler = :handler AND due_at IS NOT NULL AND attempts = 0 LIMIT :most) AS single
			""";

	private static final String NEXT_HANDLER = """
			SELECT min(handler) FROM socialhook_task WHERE due_at IS NOT NULL AND attempts = 0 AND handler > :after
			""";

	private static final String PAUSED = """
			SELECT handler FROM socialhook_handler_pause
			""";

	private final JdbcClient jdbc;

	private final String fresh;

	private final int mostWaiting;

	ReplayThrottle(JdbcClient jdbc, QueueDialect dialect, int mostWaiting) {
		this.fresh = """
				SELECT count(*) FROM (SELECT 1 FROM %s WHERE due_at IS NOT NULL LIMIT :most) AS fresh
				""".formatted(dialect.dueDeliveries());
		this.jdbc = jdbc;
		this.mostWaiting = mostWaiting;
	}

	/** Whether enough waits for the handlers that are to have the next deliveries. */
	boolean isBusy(@Nullable String handler) {
		long waiting = this.jdbc.sql(this.fresh).param("most", this.mostWaiting).query(Long.class).single();
		if (handler != null) {
			return waiting + waitingFor(handler) >= this.mostWaiting;
		}
		Set<String> paused = Set.copyOf(this.jdbc.sql(PAUSED).query((row, number) -> row.getString("handler")).list());
		for (String next = nextHandler(""); next != null && waiting < this.mostWaiting; next = nextHandler(next)) {
			waiting += paused.contains(next) ? 0 : waitingFor(next);
		}
		return waiting >= this.mostWaiting;
	}

	private long waitingFor(String handler) {
		return this.jdbc.sql(SINGLE)
			.param("handler", handler)
			.param("most", this.mostWaiting)
			.query(Long.class)
			.single();
	}

	private @Nullable String nextHandler(String after) {
		return this.jdbc.sql(NEXT_HANDLER)
			.param("after", after)
			.query((row, number) -> row.getString(1))
			.list()
			.getFirst();
	}

}
