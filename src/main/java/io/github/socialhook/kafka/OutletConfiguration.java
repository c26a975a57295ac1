package io.github.socialhook.kafka;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

import io.github.socialhook.configuration.InvalidConfigurationException;
import io.github.socialhook.handler.DeliveryHandler;
import io.github.socialhook.handler.HandlerLimits;
import io.github.socialhook.handler.HandlerRegistration;
import io.github.socialhook.handler.HandlerSource;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.kafka.core.ProducerFactory;

/** Wires the handler that publishes deliveries, if it is configured. */
@AutoConfiguration(afterName = OutletConfiguration.KAFKA)
@ConditionalOnBooleanProperty(name = "socialhook.enabled", matchIfMissing = true)
@Conditional(OutletCondition.class)
@EnableConfigurationProperties(OutletProperties.class)
class OutletConfiguration {

	static final String KAFKA = "org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration";

	private static final String HANDLER = "kafka.outlet";

	/** For the result, so that an attempt ends before it is interrupted. */
	private static final Duration MARGIN = Duration.ofSeconds(5);

	@Bean
	HandlerSource socialhookKafkaOutletSource(OutletProperties properties,
			@Qualifier("socialhookKafkaOutlet") DeliveryHandler outlet) {
		HandlerLimits limits = new HandlerLimits(properties.concurrency(), properties.timeout().plus(MARGIN), null);
		return () -> List
			.of(new HandlerRegistration(HANDLER, new LinkedHashSet<>(properties.events()), outlet, limits));
	}

	/** The application that uses the library has no client of Kafka. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnMissingClass(KAFKA)
	static class WithoutKafka {

		WithoutKafka() {
			throw new InvalidConfigurationException(
					"socialhook.kafka.outlet needs the client of Kafka, which is not on the class path.",
					"Add the dependency org.springframework.boot:spring-boot-starter-kafka to your application.");
		}

	}

	/** The settings of the client are those of Spring Boot. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = KAFKA)
	@Import(KafkaAutoConfiguration.class)
	static class WithKafka {

		@Bean
		Outlet socialhookKafkaOutlet(OutletProperties properties, ProducerFactory<?, ?> configured) {
			Map<String, Object> settings = ProducerSettings.of(configured.getConfigurationProperties(),
					properties.timeout());
			return new Outlet(properties.topicName(), settings);
		}

	}

}
