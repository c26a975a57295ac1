package io.github.socialhook.source;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** Wires the check of source addresses. */
@AutoConfiguration
@EnableConfigurationProperties(SourceProperties.class)
class SourceConfiguration {

	@Bean
	SourceCheck webhookSourceCheck(SourceProperties properties, Environment environment) {
		return new SourceFactory(properties).create(environment);
	}

}
