package io.github.socialhook.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

import io.github.socialhook.configuration.InvalidConfigurationException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The topic to which deliveries are published.
 *
 * @param topic The topic to which each delivery is published.
 * @param events The names of the events to publish. Empty: all.
 * @param timeout The time within which Kafka must acknowledge a record.
 * @param concurrency The number of deliveries that are published at a time.
 */
@ConfigurationProperties("socialhook.kafka.outlet")
record OutletProperties(@Nullable String topic, @DefaultValue List<String> events,
		@DefaultValue("25s") Duration timeout, @Nullable Integer concurrency) {

	private static final Duration SHORTEST_TIMEOUT = Duration.ofSeconds(1);

	private static final int LONGEST_TOPIC = 249;

	OutletProperties {
		if (topic == null || topic.isEmpty()) {
			throw new InvalidConfigurationException("socialhook.kafka.outlet has no topic.",
					"Set socialhook.kafka.outlet.topic, or remove the other settings of the outlet.");
		}
		if (!topic.matches("[a-zA-Z0-9._-]{1," + LONGEST_TOPIC + "}") || topic.matches("\\.{1,2}")) {
			throw new InvalidConfigurationException(
					"socialhook.kafka.outlet.topic is '" + topic + "', which is not a name of a topic.",
					"Use up to " + LONGEST_TOPIC + " letters, digits, dots, underscores and hyphens.");
		}
		if (timeout.compareTo(SHORTEST_TIMEOUT) < 0) {
			throw new InvalidConfigurationException(
					"socialhook.kafka.outlet.timeout must be at least 1s, but is " + timeout + ".",
					"Set a longer timeout, or remove the setting.");
		}
		events = List.copyOf(events);
	}

	String topicName() {
		return Objects.requireNonNull(this.topic);
	}

}
