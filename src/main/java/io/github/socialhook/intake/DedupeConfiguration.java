package io.github.socialhook.intake;

import io.github.socialhook.delivery.DedupeWindows;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Decides what is a duplicate, wherever deliveries are stored. */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "socialhook.enabled", matchIfMissing = true)
@EnableConfigurationProperties(DedupeProperties.class)
class DedupeConfiguration {

	@Bean
	@ConditionalOnMissingBean
	DedupeWindows socialhookDedupeWindows(DedupeProperties properties) {
		return new EventDedupeWindows(properties);
	}

}
