package io.github.socialhook.store.kafka.consume;

import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

import io.github.socialhook.delivery.DedupeWindows;
import io.github.socialhook.delivery.HandlingListener;
import io.github.socialhook.handler.HandlerDirectory;
import io.github.socialhook.store.kafka.LogGenerations;
import io.github.socialhook.store.kafka.LogProperties;
import io.github.socialhook.store.kafka.RecordCache;
import io.github.socialhook.store.kafka.dedupe.RecentDeliveries;

/**
 * The log, and what is to be known to read from it.
 *
 * @param client the settings of a consumer of Kafka
 * @param cache what was parsed last
 * @param properties what is configured about the log
 * @param generations numbers the incarnations of the topic
 * @param handlers the handlers of this node; not called before the application is wired
 * @param windows the times within which the same bytes are a repeat
 * @param listener learns what is there twice, and how long the log keeps what waits
 * @param ordered whether deliveries of the same subject are handled one at a time
 * @param intervals how far what others see of it may be behind
 */
public record LogSource(Map<String, Object> client, RecordCache cache, LogProperties properties,
		LogGenerations generations, Supplier<HandlerDirectory> handlers, DedupeWindows windows,
		HandlingListener listener, boolean ordered, Intervals intervals) {

	/** For a request to Kafka that something waits for. */
	static final Duration TIMEOUT = Duration.ofSeconds(10);

	/** For what all that read the log remember together. */
	private static final long RECENT_BYTES = Runtime.getRuntime().maxMemory() / 8;

	/** Makes a source of which others see what was the case seconds ago. */
	public LogSource(Map<String, Object> client, RecordCache cache, LogProperties properties,
			LogGenerations generations, Supplier<HandlerDirectory> handlers, DedupeWindows windows,
			HandlingListener listener, boolean ordered) {
		this(client, cache, properties, generations, handlers, windows, listener, ordered, Intervals.DEFAULT);
	}

	String topic() {
		return this.properties.topic();
	}

	/**
	 * Returns how many records somebody who reads the log may remember of each of its
	 * partitions, to tell which are there twice.
	 * @param partitions how many partitions it reads
	 * @return a number that grows with the heap
	 */
	public int mostRecent(int partitions) {
		// The index and a replay read the log, too.
		int readers = this.handlers.get().names().size() + 2;
		return Math.clamp(RECENT_BYTES / RecentDeliveries.BYTES / readers / Math.max(1, partitions), 0,
				Integer.MAX_VALUE);
	}

	/**
	 * How far what others see of the log may be behind what has happened.
	 *
	 * @param commit how often the positions of handlers are committed
	 * @param patience how long what is indexed waits for its handlers first: what they
	 * have not finished by then is written twice, as waiting and as handled
	 * @param settle how often rows that wait for handlers are compared with their
	 * positions
	 */
	public record Intervals(Duration commit, Duration patience, Duration settle) {

		/** Few writes, and seconds behind. */
		static final Intervals DEFAULT = new Intervals(Duration.ofSeconds(1), Duration.ofSeconds(2),
				Duration.ofSeconds(1));

	}

}
