package io.github.socialhook.telemetry;

import io.github.socialhook.inbox.EmbeddedStore;
import io.github.socialhook.inbox.Inbox;
import io.github.socialhook.inbox.Ledger;
import io.github.socialhook.inbox.Spills;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires meters and health. */
@AutoConfiguration(afterName = {
		"org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
		"io.github.socialhook.store.StoreConfiguration" })
@ConditionalOnBooleanProperty(name = "socialhook.enabled", matchIfMissing = true)
class TelemetryConfiguration {

	/** Wires the health of the inbox, where there is health at all. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(HealthIndicator.class)
	static class HealthConfiguration {

		/** The name of the bean is the name of the component in the health groups. */
		@Bean
		@ConditionalOnMissingBean(name = "inboxHealthIndicator")
		InboxHealthIndicator inboxHealthIndicator(Inbox inbox) {
			return new InboxHealthIndicator(inbox);
		}

	}

	/** Wires the meters, where there is a registry for them. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(MeterRegistry.class)
	@ConditionalOnBean(MeterRegistry.class)
	static class Meters {

		@Bean
		RequestMeters socialhookRequestMeters(MeterRegistry registry) {
			return new RequestMeters(registry);
		}

		@Bean
		SourceMeters socialhookSourceMeters(MeterRegistry registry) {
			return new SourceMeters(registry);
		}

		@Bean
		HandlingMeters socialhookHandlingMeters(MeterRegistry registry) {
			return new HandlingMeters(registry);
		}

		@Bean
		HandlerStateMeters socialhookHandlerStateMeters(MeterRegistry registry) {
			return new HandlerStateMeters(registry);
		}

		@Bean
		DispatchFaultMeters socialhookDispatchFaultMeters(MeterRegistry registry) {
			return new DispatchFaultMeters(registry);
		}

		@Bean
		UpkeepMeters socialhookUpkeepMeters(MeterRegistry registry) {
			return new UpkeepMeters(registry);
		}

		@Bean
		@ConditionalOnBean(Ledger.class)
		InboxMeters socialhookInboxMeters(Ledger ledger, Inbox inbox) {
			return new InboxMeters(ledger, inbox);
		}

		@Bean
		@ConditionalOnBean(Spills.class)
		SpillMeters socialhookSpillMeters(Spills spills) {
			return new SpillMeters(spills);
		}

		/** Absent where the store is a server. */
		@Bean
		@Nullable EmbeddedStoreMeters socialhookEmbeddedStoreMeters(ObjectProvider<EmbeddedStore> store) {
			EmbeddedStore present = store.getIfAvailable();
			return (present != null) ? new EmbeddedStoreMeters(present) : null;
		}

	}

}
