package io.github.socialhook.store.replay;

import java.time.Duration;
import java.time.Instant;

import io.github.socialhook.inbox.Replay;
import io.github.socialhook.store.ledger.DeliveryQueries;
import io.github.socialhook.store.queue.QueueDialect;
import io.github.socialhook.store.write.GroupWriter;

import org.springframework.jdbc.core.simple.JdbcClient;

/** The oldest replay that has not ended, for tests that take its steps themselves. */
public final class OpenReplay {

	private final ReplayTable.Open open;

	private OpenReplay(ReplayTable.Open open) {
		this.open = open;
	}

	public static OpenReplay oldest(JdbcClient jdbc) {
		return new OpenReplay(new ReplayTable(jdbc).open().getFirst());
	}

	public Replay replay() {
		return this.open.replay();
	}

	/** Finds what the next step is about. */
	public DeliveryQueries.Span next(JdbcClient jdbc, QueueDialect dialect) {
		return new DeliveryQueries(jdbc, dialect).next(this.open.replay().filter(), this.open.position(),
				this.open.last(), ReplayWorker.BATCH);
	}

	/** Takes a step, and returns how many are due again or -1. */
	public int step(GroupWriter writer, QueueDialect dialect, DeliveryQueries.Span span, Instant now) {
		return writer.execute(Duration.ofMinutes(1),
				(connection) -> new ReplayRows(connection).step(this.open, span, span.ids(), dialect, now));
	}

}
