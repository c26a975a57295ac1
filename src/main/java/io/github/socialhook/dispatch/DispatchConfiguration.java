package io.github.socialhook.dispatch;

import java.time.Duration;
import java.time.InstantSource;

import io.github.socialhook.delivery.HandlingListener;
import io.github.socialhook.dispatch.registry.HandlerRegistry;
import io.github.socialhook.dispatch.registry.HandlerScanner;
import io.github.socialhook.dispatch.registry.HandlerSettingsFactory;
import io.github.socialhook.event.reader.EventReader;
import io.github.socialhook.handler.HandlerDirectory;
import io.github.socialhook.handler.RetryPolicy;
import io.github.socialhook.inbox.Ledger;
import io.github.socialhook.inbox.Pauses;
import io.github.socialhook.inbox.UpkeepListener;
import io.github.socialhook.inbox.WorkQueue;
import io.github.socialhook.redaction.Redaction;
import io.github.socialhook.tracing.AttemptTracer;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.util.function.SingletonSupplier;

/** Wires the dispatcher. */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "socialhook.enabled", matchIfMissing = true)
@EnableConfigurationProperties(DispatchProperties.class)
class DispatchConfiguration {

	/** Lazy, because it inspects all other beans. */
	@Bean
	@Lazy
	HandlerRegistry socialhookHandlerRegistry(ConfigurableListableBeanFactory beans, DispatchProperties properties,
			ObjectProvider<RetryPolicy> retries) {
		HandlerSettingsFactory settings = new HandlerSettingsFactory(
				properties.handlerDefaults(retries.getIfAvailable()), beans::resolveEmbeddedValue);
		HandlerRegistry registry = new HandlerRegistry(new HandlerScanner(beans, settings).scan());
		LeaseDuration.of(registry, properties);
		return registry;
	}

	/**
	 * Validates the handlers before anything is accepted, also on a node that only
	 * receives.
	 */
	@Bean
	SmartInitializingSingleton socialhookHandlerValidation(ObjectProvider<HandlerRegistry> registry) {
		return registry::getObject;
	}

	@Bean
	HandlerDirectory socialhookHandlerDirectory(ObjectProvider<HandlerRegistry> registry, Pauses pauses,
			ObjectProvider<Dispatcher> dispatcher) {
		return new RegisteredHandlers(SingletonSupplier.of(registry::getObject), new EventReader(), pauses,
				dispatcher.getIfAvailable());
	}

	@Bean
	@ConditionalOnBooleanProperty(name = "socialhook.dispatch.enabled", matchIfMissing = true)
	CoverageLog socialhookCoverageLog(HandlerDirectory handlers, ObjectProvider<Ledger> ledger) {
		return new CoverageLog(handlers, ledger);
	}

	@Bean
	@ConditionalOnBooleanProperty(name = "socialhook.dispatch.enabled", matchIfMissing = true)
	Dispatcher socialhookDispatcher(WorkQueue queue, Pauses pauses, ObjectProvider<HandlerRegistry> registry,
			ObjectProvider<RetryPolicy> retries, ObjectProvider<HandlingListener> listeners,
			ObjectProvider<UpkeepListener> upkeep, DispatchProperties properties,
			@Qualifier("socialhookClock") InstantSource clock, Redaction redaction,
			ObjectProvider<AttemptTracer> tracer,
			@Value("${spring.lifecycle.timeout-per-shutdown-phase:30s}") Duration shutdownTime) {
		DispatcherResources resources = new DispatcherResources(queue, pauses,
				SingletonSupplier.of(registry::getObject), retries.getIfAvailable(),
				HandlingListener.of(listeners.orderedStream().toList()),
				UpkeepListener.of(upkeep.orderedStream().toList()), clock, redaction,
				tracer.getIfAvailable(() -> AttemptTracer.NONE));
		return new Dispatcher(resources, properties, shutdownTime);
	}

}
