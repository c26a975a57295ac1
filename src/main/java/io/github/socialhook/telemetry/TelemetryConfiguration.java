package io.github.socialhook.telemetry;

import io.github.socialhook.inbox.Inbox;
import io.github.socialhook.inbox.Ledger;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires meters and health. */
@AutoConfiguration(
		afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
class TelemetryConfiguration {

	/** The name of the bean is the name of the component in the health groups. */
	@Bean
	InboxHealthIndicator inboxHealthIndicator(Inbox inbox) {
		return new InboxHealthIndicator(inbox);
	}

	/** Wires the meters, where there is a registry for them. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBean(MeterRegistry.class)
	static class Meters {

		@Bean
		RequestMeters requestMeters(MeterRegistry registry) {
			return new RequestMeters(registry);
		}

		@Bean
		SourceMeters sourceMeters(MeterRegistry registry) {
			return new SourceMeters(registry);
		}

		@Bean
		HandlingMeters handlingMeters(MeterRegistry registry) {
			return new HandlingMeters(registry);
		}

		@Bean
		HandlerStateMeters holdMeters(MeterRegistry registry) {
			return new HandlerStateMeters(registry);
		}

		@Bean
		DispatchFaultMeters dispatchFaultMeters(MeterRegistry registry) {
			return new DispatchFaultMeters(registry);
		}

		@Bean
		UpkeepMeters upkeepMeters(MeterRegistry registry) {
			return new UpkeepMeters(registry);
		}

		@Bean
		InboxMeters inboxMeters(Ledger ledger, Inbox inbox) {
			return new InboxMeters(ledger, inbox);
		}

	}

}
