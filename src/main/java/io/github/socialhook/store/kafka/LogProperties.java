package io.github.socialhook.store.kafka;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import io.github.socialhook.configuration.InvalidConfigurationException;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The log in which deliveries are stored.
 *
 * @param topic The topic in which deliveries are stored.
 * @param durability What Kafka must guarantee before a delivery is acknowledged.
 * @param start Where handlers start that are new, by their names: "beginning", or a time
 * such as 2026-01-31T00:00:00Z. Others start with what arrives after their deployment.
 * @param index Which deliveries the database knows: all, or only those that failed.
 */
@ConfigurationProperties("socialhook.kafka")
public record LogProperties(@DefaultValue("socialhook.deliveries") String topic,
		@DefaultValue("replicated") LogDurability durability, @DefaultValue Map<String, String> start,
		@DefaultValue("all") LogIndexMode index) {

	private static final String BEGINNING = "beginning";

	private static final int LONGEST_TOPIC = 249;

	public LogProperties {
		if (!topic.matches("[a-zA-Z0-9._-]{1," + LONGEST_TOPIC + "}") || topic.matches("\\.{1,2}")) {
			throw new InvalidConfigurationException(
					"socialhook.kafka.topic is '" + topic + "', which is not a name of a topic.",
					"Use up to " + LONGEST_TOPIC + " letters, digits, dots, underscores and hyphens.");
		}
		start = Map.copyOf(start);
		start.forEach(LogProperties::parse);
	}

	/**
	 * Returns where a handler starts if it is new.
	 * @param handler the name of the handler
	 * @return the time from which on it gets deliveries, {@link Instant#EPOCH} for all
	 * that there are; empty if it gets those from its deployment on
	 */
	public Optional<Instant> startOf(String handler) {
		return Optional.ofNullable(this.start.get(handler)).map((text) -> parse(handler, text));
	}

	private static Instant parse(String handler, String text) {
		if (BEGINNING.equals(text)) {
			return Instant.EPOCH;
		}
		try {
			return Instant.parse(text);
		}
		catch (DateTimeException ex) {
			throw new InvalidConfigurationException(
					"socialhook.kafka.start." + handler + " is '" + text + "', which is not a place to start at.",
					"Set it to 'beginning' or to a time in UTC such as '2026-01-31T00:00:00Z', or remove it.");
		}
	}

}
