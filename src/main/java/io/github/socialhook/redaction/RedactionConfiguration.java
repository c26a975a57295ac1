package io.github.socialhook.redaction;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Wires what is masked. */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "socialhook.enabled", matchIfMissing = true)
@EnableConfigurationProperties(RedactionProperties.class)
class RedactionConfiguration {

	@Bean
	Redaction socialhookRedaction(RedactionProperties properties) {
		return Redaction.of(properties.redact());
	}

}
