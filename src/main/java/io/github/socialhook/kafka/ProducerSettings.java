package io.github.socialhook.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import io.github.socialhook.configuration.InvalidConfigurationException;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the producer: those that are configured for it, as far as they keep
 * what the outlet promises, and those that it needs.
 */
final class ProducerSettings {

	private static final String PREFIX = "spring.kafka.producer.properties.";

	/**
	 * How much of the time the producer may wait before it can send, one part in this.
	 */
	private static final int PARTS_OF_BLOCKING = 5;

	private ProducerSettings() {
	}

	/**
	 * Returns the settings of the producer.
	 * @param configured what {@code spring.kafka} says
	 * @param timeout the time within which a record must have been acknowledged
	 * @throws InvalidConfigurationException if what is configured weakens a promise
	 */
	static Map<String, Object> of(Map<String, Object> configured, Duration timeout) {
		require(configured, ProducerConfig.ACKS_CONFIG, "all", "-1");
		require(configured, ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
		require(configured, ProducerConfig.PARTITIONER_IGNORE_KEYS_CONFIG, "false");
		require(configured, ProducerConfig.TRANSACTIONAL_ID_CONFIG);
		Map<String, Object> settings = new HashMap<>(configured);
		settings.put(ProducerConfig.ACKS_CONFIG, "all");
		settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
		settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
		settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
		settings.putIfAbsent(ProducerConfig.CLIENT_ID_CONFIG, "socialhook-outlet");
		int blocking = Math.toIntExact(timeout.toMillis() / PARTS_OF_BLOCKING);
		int delivery = Math.toIntExact(timeout.toMillis()) - blocking;
		settings.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, (long) blocking);
		settings.putIfAbsent(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, delivery);
		int longest = parse(settings).getInt(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG);
		// So that a request to a broker that does not answer is sent again.
		settings.putIfAbsent(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, longest / 2);
		validate(settings, timeout);
		return settings;
	}

	private static void require(Map<String, Object> configured, String name, String... allowed) {
		Object value = configured.get(name);
		if (value == null) {
			return;
		}
		for (String each : allowed) {
			if (each.equals(value.toString())) {
				return;
			}
		}
		throw new InvalidConfigurationException(
				"The setting '" + name + "' of the Kafka producer is '" + value
						+ "', with which socialhook.kafka.outlet could lose events or their order.",
				"Remove " + name + " from spring.kafka.producer or " + PREFIX + "*.");
	}

	private static void validate(Map<String, Object> settings, Duration timeout) {
		ProducerConfig config = parse(settings);
		int delivery = config.getInt(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG);
		// The client itself would find this out with the first record.
		if (delivery < config.getLong(ProducerConfig.LINGER_MS_CONFIG)
				+ config.getInt(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG)) {
			throw invalid("linger.ms and request.timeout.ms are together longer than delivery.timeout.ms, " + delivery);
		}
		long longest = config.getLong(ProducerConfig.MAX_BLOCK_MS_CONFIG) + delivery;
		if (longest > timeout.toMillis()) {
			throw new InvalidConfigurationException(
					"An attempt to publish could take " + longest
							+ " ms (max.block.ms and delivery.timeout.ms), which is longer than "
							+ "socialhook.kafka.outlet.timeout, " + timeout.toMillis() + " ms.",
					"Remove both from spring.kafka, or set a longer socialhook.kafka.outlet.timeout.");
		}
	}

	private static ProducerConfig parse(Map<String, Object> settings) {
		try {
			return new ProducerConfig(settings);
		}
		catch (ConfigException ex) {
			throw invalid(ex.getMessage());
		}
	}

	private static InvalidConfigurationException invalid(@Nullable String problem) {
		return new InvalidConfigurationException("The settings of the Kafka producer are invalid: " + problem + ".",
				"Correct spring.kafka.producer or " + PREFIX + "*.");
	}

}
