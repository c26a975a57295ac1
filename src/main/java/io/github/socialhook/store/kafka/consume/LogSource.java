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
 */
public record LogSource(Map<String, Object> client, RecordCache cache, LogProperties properties,
		LogGenerations generations, Supplier<HandlerDirectory> handlers, DedupeWindows windows,
		HandlingListener listener, boolean ordered) {

	/** For a request to Kafka that something waits for. */
	static final Duration TIMEOUT = Duration.ofSeconds(10);

	String topic() {
		return this.properties.topic();
	}

}
