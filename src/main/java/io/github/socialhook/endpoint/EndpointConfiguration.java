package io.github.socialhook.endpoint;

import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesBinding;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.ConfigurableEnvironment;

/** Wires the endpoints and what keeps their secrets up to date. */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "socialhook.enabled", matchIfMissing = true)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableConfigurationProperties(EndpointProperties.class)
class EndpointConfiguration {

	@Bean
	@ConfigurationPropertiesBinding
	static SecretConverter socialhookSecretConverter() {
		return new SecretConverter();
	}

	/** Before the properties are bound, it is looked at what is to be bound. */
	@Bean
	Endpoints socialhookEndpoints(ObjectProvider<EndpointProperties> properties, ConfigurableEnvironment environment) {
		SecretTypes.check(environment);
		Endpoints endpoints = new EndpointFactory(new PlainSecret(environment.getPropertySources()))
			.create(properties.getObject());
		LogFactory.getLog(Endpoints.class)
			.info("Receiving webhooks at "
					+ endpoints.describe(environment.getProperty("server.servlet.context-path", "")));
		endpoints.all().forEach(SecretStrength::check);
		return endpoints;
	}

	/** It does nothing where no secret comes from a file. */
	@Bean(initMethod = "start")
	SecretWatcher socialhookSecretWatcher(Endpoints endpoints, ConfigurableEnvironment environment) {
		return new SecretWatcher(endpoints, new SecretFiles(environment));
	}

	@Bean
	SecretSanitizer socialhookSecretSanitizer(Endpoints endpoints) {
		return new SecretSanitizer(endpoints);
	}

}
