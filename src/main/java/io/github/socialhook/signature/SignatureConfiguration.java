package io.github.socialhook.signature;

import java.time.Duration;
import java.time.InstantSource;

import io.github.socialhook.delivery.RequestListener;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesBinding;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;

/** Wires the door. */
@AutoConfiguration
@EnableConfigurationProperties(SignatureProperties.class)
class SignatureConfiguration {

	/** Longer than Social+ waits for the whole answer. */
	private static final Duration BODY_PATIENCE = Duration.ofSeconds(5);

	@Bean
	@ConfigurationPropertiesBinding
	static SecretConverter secretConverter() {
		return new SecretConverter();
	}

	@Bean
	Endpoints webhookEndpoints(SignatureProperties properties, Environment environment) {
		Endpoints endpoints = new EndpointFactory(environment).create(properties);
		LogFactory.getLog(WebhookFilter.class).info("Receiving webhooks at " + endpoints);
		return endpoints;
	}

	@Bean
	FilterRegistrationBean<WebhookFilter> webhookFilter(Endpoints endpoints, SignatureProperties properties,
			ObjectProvider<RequestListener> listeners, ObjectProvider<InstantSource> clocks) {
		int limit = (int) properties.maxBodySize().toBytes();
		BodyReader bodies = new BodyReader(limit, BODY_PATIENCE, BodyMemory.forBodiesUpTo(limit));
		RequestListener listener = RequestListener.of(listeners.orderedStream().toList());
		WebhookFilter filter = new WebhookFilter(endpoints, bodies, listener,
				clocks.getIfAvailable(InstantSource::system));
		FilterRegistrationBean<WebhookFilter> registration = new FilterRegistrationBean<>(filter);
		registration.setUrlPatterns(endpoints.paths());
		registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 100);
		return registration;
	}

}
