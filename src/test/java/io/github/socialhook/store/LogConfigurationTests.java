package io.github.socialhook.store;

import io.github.socialhook.configuration.Analysis;
import io.github.socialhook.store.kafka.DeliveryLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

class LogConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withUserConfiguration(LogConfiguration.class);

	@Test
	void isAbsentUnlessConfigured() {
		this.runner.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(DeliveryLog.class));
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
			.withPropertyValues("socialhook.store=kafka")
			.run((context) -> {
				FailureAnalysis analysis = Analysis.of(context.getStartupFailure());
				assertThat(analysis.getDescription())
					.isEqualTo("socialhook.store=kafka needs the client of Kafka, which is not on the class path.");
				assertThat(analysis.getAction()).isEqualTo(
						"Add the dependency org.springframework.boot:spring-boot-starter-kafka to your application.");
			});
	}

}
