package io.github.socialhook.test;

import io.github.socialhook.dispatch.registry.HandlerRegistry;
import io.github.socialhook.endpoint.Endpoints;
import io.github.socialhook.handler.HandlerDirectory;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;

/** Wires the store in memory, the clock, {@link Social} and its signature. */
@AutoConfiguration(beforeName = "io.github.socialhook.store.StoreConfiguration",
		afterName = "io.github.socialhook.endpoint.EndpointConfiguration")
class SocialhookTestConfiguration {

	/** Found by its name, so that the clocks of the application stay its own. */
	@Bean(defaultCandidate = false)
	SocialTime socialhookClock() {
		return new SocialTime();
	}

	@Bean(destroyMethod = "shutDown")
	MemoryInbox socialhookMemoryInbox(@Qualifier("socialhookClock") SocialTime time) {
		return new MemoryInbox(time);
	}

	@Bean
	@ConditionalOnBean(Endpoints.class)
	SocialSignature socialSignature(Endpoints endpoints) {
		return new SocialSignature(endpoints);
	}

	@Bean
	Social social(MemoryInbox inbox, @Qualifier("socialhookClock") SocialTime time, HandlerRegistry registry,
			HandlerDirectory directory) {
		return new Social(inbox, time, registry, directory);
	}

}
