package io.github.socialhook.kafka;

import java.time.Duration;

import io.github.socialhook.configuration.Analysis;
import io.github.socialhook.handler.HandlerRegistration;
import io.github.socialhook.handler.HandlerSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.kafka.core.ProducerFactory;

import static org.assertj.core.api.Assertions.assertThat;

class OutletConfigurationTests {

	private static final String TOPIC = "socialhook.kafka.outlet.topic=social-events";

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(OutletConfiguration.class));

	@Test
	void isAbsentUnlessConfigured() {
		this.runner.run((context) -> assertThat(context).hasNotFailed()
			.doesNotHaveBean(HandlerSource.class)
			.doesNotHaveBean(ProducerFactory.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "org.apache.kafka", "org.springframework.kafka", "org.springframework.boot.kafka" })
	void needsNoClientUnlessConfigured(String missing) {
		this.runner.withClassLoader(new FilteredClassLoader(missing))
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void saysWhichClientIsMissing() {
		this.runner.withClassLoader(new FilteredClassLoader("org.springframework.boot.kafka"))
			.withPropertyValues(TOPIC)
			.run((context) -> assertThat(analysis(context.getStartupFailure()).getAction()).isEqualTo(
					"Add the dependency org.springframework.boot:spring-boot-starter-kafka to your application."));
	}

	@Test
	void registersAHandlerForAllEvents() {
		this.runner.withPropertyValues(TOPIC).run((context) -> {
			HandlerRegistration outlet = context.getBean(HandlerSource.class).handlers().getFirst();
			assertThat(outlet.name()).isEqualTo("kafka.outlet");
			assertThat(outlet.events()).isEmpty();
			assertThat(outlet.limits().timeout()).isEqualTo(Duration.ofSeconds(30));
			assertThat(outlet.limits().concurrency()).isNull();
		});
	}

	@Test
	void canBeLimited() {
		this.runner
			.withPropertyValues(TOPIC, "socialhook.kafka.outlet.events=message.didCreate, post.didFlag",
					"socialhook.kafka.outlet.concurrency=3", "socialhook.kafka.outlet.timeout=10s")
			.run((context) -> {
				HandlerRegistration outlet = context.getBean(HandlerSource.class).handlers().getFirst();
				assertThat(outlet.events()).containsExactlyInAnyOrder("message.didCreate", "post.didFlag");
				assertThat(outlet.limits().timeout()).isEqualTo(Duration.ofSeconds(15));
				assertThat(outlet.limits().concurrency()).isEqualTo(3);
			});
	}

	@Test
	void worksInAnApplicationThatUsesKafkaItself() {
		this.runner.withConfiguration(AutoConfigurations.of(KafkaAutoConfiguration.class))
			.withPropertyValues(TOPIC)
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(ProducerFactory.class)
				.hasSingleBean(HandlerSource.class));
	}

	@ParameterizedTest
	@CsvSource({ "spring.kafka.producer.acks=1, The setting 'acks' of the Kafka producer is '1'",
			"spring.kafka.producer.properties.enable.idempotence=false, The setting 'enable.idempotence'",
			"spring.kafka.producer.retries=0, The settings of the Kafka producer are invalid",
			"spring.kafka.producer.properties.delivery.timeout.ms=60000, An attempt to publish could take 65000 ms",
			"socialhook.kafka.outlet.topic=a/b, 'socialhook.kafka.outlet.topic is ''a/b'', which'",
			"socialhook.kafka.outlet.topic=.., 'socialhook.kafka.outlet.topic is ''..'', which'",
			"socialhook.kafka.outlet.topic=, socialhook.kafka.outlet has no topic.",
			"socialhook.kafka.outlet.timeout=999ms, socialhook.kafka.outlet.timeout must be at least 1s" })
	void refusesWhatCannotWork(String setting, String problem) {
		this.runner.withPropertyValues(TOPIC, setting).run((context) -> {
			FailureAnalysis analysis = analysis(context.getStartupFailure());
			assertThat(analysis.getDescription()).startsWith(problem);
			assertThat(analysis.getAction()).isNotEmpty();
		});
	}

	private static FailureAnalysis analysis(Throwable failure) {
		return Analysis.of(failure);
	}

}
