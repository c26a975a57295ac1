package io.github.socialhook.kafka;

import java.time.Duration;
import java.util.Map;

import io.github.socialhook.configuration.InvalidConfigurationException;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ProducerSettingsTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(25);

	private static final Map<String, Object> SERVERS = Map.of("bootstrap.servers", "kafka.example.com:9092");

	private static Map<String, Object> with(String name, Object value) {
		return Map.of("bootstrap.servers", "127.0.0.1:9092", name, value);
	}

	@Test
	void promisesWhatTheOutletPromises() {
		ProducerConfig config = new ProducerConfig(ProducerSettings.of(with("compression.type", "gzip"), TIMEOUT));
		assertThat(config.getString("acks")).isEqualTo("-1");
		assertThat(config.getBoolean("enable.idempotence")).isTrue();
		assertThat(config.getString("compression.type")).isEqualTo("gzip");
		assertThat(config.getString("client.id")).isEqualTo("socialhook-outlet");
		assertThat(config.getClass("key.serializer")).isEqualTo(StringSerializer.class);
		assertThat(config.getLong("max.block.ms") + config.getInt("delivery.timeout.ms")).isEqualTo(25_000);
		assertThat(config.getInt("request.timeout.ms")).isLessThan(config.getInt("delivery.timeout.ms"));
	}

	@ParameterizedTest
	@CsvSource({ "acks, all", "acks, -1", "enable.idempotence, true", "partitioner.ignore.keys, false",
			"delivery.timeout.ms, 10000", "max.block.ms, 100", "retries, 10" })
	void acceptsWhatKeepsThePromises(String name, String value) {
		assertThat(ProducerSettings.of(with(name, value), TIMEOUT)).containsKey(name);
	}

	@ParameterizedTest
	@CsvSource({ "acks, 1", "acks, 0", "enable.idempotence, false", "partitioner.ignore.keys, true",
			"transactional.id, mine" })
	void refusesWhatWeakensThem(String name, String value) {
		assertThatExceptionOfType(InvalidConfigurationException.class)
			.isThrownBy(() -> ProducerSettings.of(with(name, value), TIMEOUT))
			.withMessage("The setting '" + name + "' of the Kafka producer is '" + value
					+ "', with which socialhook.kafka.outlet could lose events or their order.")
			.satisfies((ex) -> assertThat(ex.action())
				.isEqualTo("Remove " + name + " from spring.kafka.producer or spring.kafka.producer.properties.*."));
	}

	@ParameterizedTest
	@CsvSource({ "retries, 0", "max.in.flight.requests.per.connection, 6", "linger.ms, 19000", "batch.size, much" })
	void refusesWhatTheClientRefuses(String name, String value) {
		assertThatExceptionOfType(InvalidConfigurationException.class)
			.isThrownBy(() -> ProducerSettings.of(with(name, value), TIMEOUT))
			.withMessageStartingWith("The settings of the Kafka producer are invalid: ");
	}

	@Test
	void refusesAttemptsThatAreLongerThanTheTimeout() {
		assertThatExceptionOfType(InvalidConfigurationException.class)
			.isThrownBy(() -> ProducerSettings.of(with("delivery.timeout.ms", 120_000), TIMEOUT))
			.withMessage("An attempt to publish could take 125000 ms (max.block.ms and delivery.timeout.ms), which is "
					+ "longer than socialhook.kafka.outlet.timeout, 25000 ms.");
	}

	@Test
	void worksWithTheShortestTimeout() {
		assertThat(ProducerSettings.of(SERVERS, Duration.ofSeconds(1))).containsEntry("request.timeout.ms", 400);
	}

}
