package io.github.socialhook.store;

import java.time.InstantSource;
import java.util.Locale;

import io.github.socialhook.delivery.DedupeWindows;
import io.github.socialhook.delivery.HandlingListener;
import io.github.socialhook.handler.HandlerDirectory;
import io.github.socialhook.inbox.Replayer;
import io.github.socialhook.inbox.WorkQueue;
import io.github.socialhook.store.database.Store;
import io.github.socialhook.store.kafka.DeliveryLog;
import io.github.socialhook.store.kafka.HandlerPositions;
import io.github.socialhook.store.kafka.LogGenerations;
import io.github.socialhook.store.kafka.LogProperties;
import io.github.socialhook.store.kafka.RecordCache;
import io.github.socialhook.store.kafka.consume.LogSource;
import io.github.socialhook.store.kafka.consume.LogWorkQueue;
import io.github.socialhook.store.kafka.consume.TroubleTarget;
import io.github.socialhook.store.kafka.index.LogIndexer;
import io.github.socialhook.store.kafka.replay.LogDeliveries;
import io.github.socialhook.store.kafka.replay.LogReplays;
import io.github.socialhook.store.queue.LocalHandoff;
import io.github.socialhook.store.queue.QueueDialect;
import io.github.socialhook.store.reference.ReferenceIndexer;
import io.github.socialhook.store.replay.JdbcReplayer;
import io.github.socialhook.store.write.GroupWriter;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.kafka.core.ConsumerFactory;

/** Wires what reads the log, on a node that runs handlers. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(name = "socialhook.dispatch.enabled", matchIfMissing = true)
class LogQueueConfiguration {

	@Bean
	RecordCache socialhookRecordCache() {
		return new RecordCache();
	}

	@Bean
	LogSource socialhookLogSource(ConsumerFactory<?, ?> configured, RecordCache cache, LogProperties properties,
			LogGenerations generations, ObjectProvider<HandlerDirectory> handlers, DedupeWindows windows,
			ObjectProvider<HandlingListener> listeners, @Value("${socialhook.dispatch.order:subject}") String order) {
		boolean ordered = !"none".equals(order.toLowerCase(Locale.ROOT));
		return new LogSource(configured.getConfigurationProperties(), cache, properties, generations,
				handlers::getObject, windows, HandlingListener.of(listeners.orderedStream().toList()), ordered);
	}

	/** Before the queue of the database, which has what could not be handled. */
	@Bean(destroyMethod = "stop")
	@Primary
	LogWorkQueue socialhookLogWorkQueue(@Qualifier("socialhookWorkQueue") WorkQueue database, LogSource source,
			Store store, GroupWriter writer, QueueDialect dialect, LocalHandoff handoff, ReferenceIndexer references,
			@Qualifier("socialhookClock") InstantSource clock) {
		return new LogWorkQueue(database, source,
				new TroubleTarget(writer, store.reader(), dialect, handoff, references::add, clock));
	}

	@Bean
	@ConditionalOnProperty(name = "socialhook.kafka.index", havingValue = "all", matchIfMissing = true)
	LogIndexer socialhookLogIndexer(LogSource source, Store store, GroupWriter writer, QueueDialect dialect,
			ReferenceIndexer references, HandlerPositions positions,
			@Qualifier("socialhookClock") InstantSource clock) {
		return new LogIndexer(source, new LogIndexer.Target(writer, store.reader(), dialect.count(), references, clock),
				positions);
	}

	@Bean
	LogDeliveries socialhookLogDeliveries(LogSource source, DeliveryLog log, HandlerPositions positions,
			ReferenceIndexer references, QueueDialect dialect) {
		return new LogDeliveries(source, log, positions, references::add, dialect.count());
	}

	@Bean
	Replayer.Log socialhookLogReplayer(LogDeliveries log, JdbcReplayer replayer) {
		return new LogReplays(log, replayer);
	}

	/** Once the handlers are known, and before the web server is started. */
	@Bean
	SmartInitializingSingleton socialhookLogStart(LogWorkQueue queue, ObjectProvider<LogIndexer> indexer) {
		return () -> {
			queue.prepare();
			indexer.ifAvailable(LogIndexer::start);
		};
	}

}
