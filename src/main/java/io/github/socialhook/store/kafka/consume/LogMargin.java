package io.github.socialhook.store.kafka.consume;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import io.github.socialhook.delivery.HandlingListener;
import io.github.socialhook.log.LogLimit;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Watches how near the first record that a handler has not finished is to the oldest that
 * the log still has: what is older than that is deleted, handled or not.
 */
final class LogMargin {

	private static final Log logger = LogFactory.getLog(LogMargin.class);

	private static final Duration INTERVAL = Duration.ofMinutes(1);

	private static final Duration LEAST = Duration.ofDays(1);

	private static final Duration TIMEOUT = Duration.ofSeconds(2);

	private static final LogLimit warningLog = new LogLimit();

	private final String handler;

	private final HandlingListener listener;

	private final String topic;

	private final HandlerLog log;

	private final Consumer<byte[], byte[]> consumer;

	private long last = System.nanoTime() - INTERVAL.toNanos();

	LogMargin(String handler, String topic, HandlerLog log, HandlingListener listener,
			Consumer<byte[], byte[]> consumer) {
		this.listener = listener;
		this.handler = handler;
		this.topic = topic;
		this.log = log;
		this.consumer = consumer;
	}

	/**
	 * Tells how much is left, if the last time is some time ago, and warns if it is less
	 * than a day.
	 */
	void lookFromTimeToTime() {
		if (System.nanoTime() - this.last < INTERVAL.toNanos()) {
			return;
		}
		this.last = System.nanoTime();
		Optional<Duration> margin = look();
		this.listener.behind(this.handler, margin.orElse(null));
		margin.filter((least) -> least.compareTo(LEAST) < 0).ifPresent(this::warn);
	}

	private Optional<Duration> look() {
		Map<Integer, Instant> since = this.log.since();
		Map<TopicPartition, Long> wanted = new HashMap<>();
		since.keySet().forEach((number) -> wanted.put(new TopicPartition(this.topic, number), 0L));
		if (wanted.isEmpty()) {
			return Optional.empty();
		}
		try {
			return this.consumer.offsetsForTimes(wanted, TIMEOUT)
				.entrySet()
				.stream()
				.filter((each) -> each.getValue() != null && each.getValue().offset() > 0)
				.map((each) -> between(each.getValue(), Objects.requireNonNull(since.get(each.getKey().partition()))))
				.min(Duration::compareTo);
		}
		catch (KafkaException ex) {
			logger.debug("The beginning of the log is not known", ex);
			return Optional.empty();
		}
	}

	private static Duration between(OffsetAndTimestamp beginning, Instant first) {
		return Duration.between(Instant.ofEpochMilli(beginning.timestamp()), first);
	}

	private void warn(Duration margin) {
		long suppressed = warningLog.acquire();
		if (suppressed >= 0) {
			logger.error("Handler " + this.handler + " is so far behind that Kafka deletes what waits for it in about "
					+ Math.max(0, margin.toHours()) + " hours: raise retention.ms of the topic " + this.topic
					+ ", or let the handler go on" + LogLimit.describe(suppressed));
		}
	}

}
