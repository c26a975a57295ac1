package io.github.socialhook.store;

import java.time.Duration;
import java.time.InstantSource;

import io.github.socialhook.configuration.InvalidConfigurationException;
import io.github.socialhook.delivery.DedupeWindows;
import io.github.socialhook.handler.HandlerDirectory;
import io.github.socialhook.inbox.Ledger;
import io.github.socialhook.store.database.Store;
import io.github.socialhook.store.kafka.DeliveryLog;
import io.github.socialhook.store.kafka.HandlerPositions;
import io.github.socialhook.store.kafka.LogGenerations;
import io.github.socialhook.store.kafka.LogProperties;
import io.github.socialhook.store.kafka.LogRequirements;
import io.github.socialhook.store.kafka.LogTarget;
import io.github.socialhook.store.kafka.RecordCache;
import io.github.socialhook.store.kafka.index.LogBodies;
import io.github.socialhook.store.kafka.index.LogLedger;
import io.github.socialhook.store.kafka.index.LoggedBodies;
import io.github.socialhook.store.replay.BodySource;
import io.github.socialhook.store.spill.SpillTarget;
import io.github.socialhook.store.write.GroupWriter;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.Environment;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.util.unit.DataSize;

/** Wires the log, if deliveries are to be stored there. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "socialhook.store", havingValue = "kafka")
@EnableConfigurationProperties(LogProperties.class)
class LogConfiguration {

	static final String KAFKA = "org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration";

	/** The application that uses the library has no client of Kafka. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnMissingClass(KAFKA)
	static class WithoutKafka {

		WithoutKafka() {
			throw new InvalidConfigurationException(
					"socialhook.store=kafka needs the client of Kafka, which is not on the class path.",
					"Add the dependency org.springframework.boot:spring-boot-starter-kafka to your application.");
		}

	}

	/** The settings of the client are those of Spring Boot. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = KAFKA)
	@Import({ KafkaAutoConfiguration.class, LogQueueConfiguration.class })
	static class WithKafka {

		@Bean
		LogGenerations socialhookLogGenerations(GroupWriter writer, @Qualifier("socialhookClock") InstantSource clock) {
			return new LogGenerations(writer, clock);
		}

		@Bean(initMethod = "start")
		DeliveryLog socialhookDeliveryLog(Store store, LogProperties properties, StoreProperties limits,
				LogGenerations generations, DedupeWindows windows, ProducerFactory<?, ?> producers, KafkaAdmin admin,
				Environment environment) {
			if (!store.isRemote()) {
				throw new InvalidConfigurationException(
						"socialhook.store is 'kafka', but the database is SQLite, and several instances need a common one.",
						"Set spring.datasource.url to a database of PostgreSQL.");
			}
			long maxBodySize = environment
				.getProperty("socialhook.max-body-size", DataSize.class, DataSize.ofMegabytes(1))
				.toBytes();
			return new DeliveryLog(new LogRequirements(properties, maxBodySize, windows.longest()), generations,
					producers.getConfigurationProperties(), admin.getConfigurationProperties(), half(limits));
		}

		@Bean
		SpillTarget socialhookLogTarget(DeliveryLog log, ObjectProvider<RecordCache> cache, StoreProperties limits,
				@Qualifier("socialhookClock") InstantSource clock) {
			return new LogTarget(log, cache.getIfAvailable(), half(limits), clock);
		}

		@Bean
		LogBodies socialhookLogBodies(DeliveryLog log, ConsumerFactory<?, ?> configured) {
			return new LogBodies(log::opened, configured.getConfigurationProperties());
		}

		@Bean
		HandlerPositions socialhookHandlerPositions(ConsumerFactory<?, ?> configured, LogProperties properties,
				ObjectProvider<HandlerDirectory> handlers) {
			return new HandlerPositions(configured.getConfigurationProperties(), properties.topic(),
					() -> handlers.getObject().names());
		}

		@Bean
		BodySource socialhookBodySource(LogBodies bodies, HandlerPositions positions, Store store, GroupWriter writer,
				ObjectProvider<HandlerDirectory> handlers) {
			return new LoggedBodies(bodies, positions, handlers::getObject, store.reader(), writer);
		}

		/** Before that of the database, which does not have all bodies. */
		@Bean
		@Primary
		Ledger socialhookLogLedger(@Qualifier("socialhookLedger") Ledger database, LogBodies bodies,
				HandlerPositions positions, Store store) {
			return new LogLedger(database, bodies, positions, store.reader());
		}

		/** Leaves half of the budget for the spill. */
		private static Duration half(StoreProperties limits) {
			return limits.acceptTimeout().dividedBy(2);
		}

	}

}
