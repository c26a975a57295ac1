package io.github.socialhook.store.kafka.replay;

import java.time.Instant;

import io.github.socialhook.inbox.DeliveryFilter;
import io.github.socialhook.inbox.Replay;
import io.github.socialhook.inbox.Replayer;
import io.github.socialhook.store.replay.JdbcReplayer;
import org.jspecify.annotations.Nullable;

/** Begins replays of what is in the log. */
public final class LogReplays implements Replayer.Log {

	private final LogDeliveries log;

	private final JdbcReplayer replayer;

	/**
	 * Creates it.
	 * @param log reads the log
	 * @param replayer keeps account of replays
	 */
	public LogReplays(LogDeliveries log, JdbcReplayer replayer) {
		this.log = log;
		this.replayer = replayer;
	}

	@Override
	public Range find(Instant from, Instant to) {
		int generation = this.log.topic().generation();
		return this.log.ask((ranges) -> new Range(ranges.find(generation, from, to).size(),
				ranges.deletedBefore(from, to).orElse(null)));
	}

	@Override
	public Replay begin(String user, Instant from, Instant to, @Nullable String handler) {
		int generation = this.log.topic().generation();
		LogRange range = this.log.ask((ranges) -> ranges.find(generation, from, to));
		DeliveryFilter filter = new DeliveryFilter(null, null, null, null, handler, from, to, null);
		return this.replayer.beginFromSource(user, filter, range.toString(), range.size());
	}

}
