package io.github.socialhook.intake;

import io.github.socialhook.delivery.ReferenceResolver;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;

/** Decides what deliveries refer to, wherever they are indexed. */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "socialhook.enabled", matchIfMissing = true)
class ReferenceConfiguration {

	@Bean
	ReferenceResolver socialhookReferenceResolver() {
		return new EventReferenceResolver();
	}

}
