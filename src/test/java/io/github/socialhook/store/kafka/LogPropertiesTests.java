package io.github.socialhook.store.kafka;

import java.time.Instant;
import java.util.Map;

import io.github.socialhook.configuration.InvalidConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class LogPropertiesTests {

	private static LogProperties bind(Map<String, String> settings) {
		return new Binder(new MapConfigurationPropertySource(settings)).bindOrCreate("socialhook.kafka",
				LogProperties.class);
	}

	@Test
	void hasDefaults() {
		LogProperties properties = bind(Map.of());
		assertThat(properties.topic()).isEqualTo("socialhook.deliveries");
		assertThat(properties.durability()).isEqualTo(LogDurability.REPLICATED);
		assertThat(properties.startOf("crm")).isEmpty();
	}

	@Test
	void saysWhereNewHandlersStart() {
		LogProperties properties = bind(Map.of("socialhook.kafka.start.crm", "beginning",
				"socialhook.kafka.start.kafka.outlet", "2026-01-31T00:00:00Z"));
		assertThat(properties.startOf("crm")).contains(Instant.EPOCH);
		assertThat(properties.startOf("kafka.outlet")).contains(Instant.parse("2026-01-31T00:00:00Z"));
		assertThat(properties.startOf("other")).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "end", "2026-01-31", "Beginning", "" })
	void refusesOtherStarts(String start) {
		assertThatExceptionOfType(InvalidConfigurationException.class)
			.isThrownBy(() -> new LogProperties("topic", LogDurability.SINGLE, Map.of("crm", start), LogIndexMode.ALL))
			.withMessage("socialhook.kafka.start.crm is '" + start + "', which is not a place to start at.")
			.satisfies((ex) -> assertThat(ex.action()).startsWith("Set it to 'beginning' or to a time in UTC"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", ".", "..", "a/b", "a b" })
	void refusesWhatIsNoNameOfATopic(String topic) {
		assertThatExceptionOfType(InvalidConfigurationException.class)
			.isThrownBy(() -> new LogProperties(topic, LogDurability.SINGLE, Map.of(), LogIndexMode.ALL))
			.withMessage("socialhook.kafka.topic is '" + topic + "', which is not a name of a topic.");
	}

}
