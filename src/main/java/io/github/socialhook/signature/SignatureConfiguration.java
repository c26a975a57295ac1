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
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;

/** Wires the door. */
@AutoConfiguration
@EnableConfigurationProperties({ SignatureProperties.class, SourceProperties.class })
class SignatureConfiguration {

	/** Longer than Social+ waits for the whole answer. */
	private static final Duration BODY_PATIENCE = Duration.ofSeconds(5);

	private static final int FILTER_ORDER = Ordered.HIGHEST_PRECEDENCE + 100;

	@Bean
	@ConfigurationPropertiesBinding
	static SecretConverter secretConverter() {
		return new SecretConverter();
	}

	@Bean
	Endpoints webhookEndpoints(SignatureProperties properties, Environment environment) {
		Endpoints endpoints = new EndpointFactory(environment).create(properties);
		LogFactory.getLog(WebhookFilter.class).info("Receiving webhooks at " + endpoints);
		endpoints.all().forEach(SecretStrength::check);
		return endpoints;
	}

	/** Where nothing comes from a file it has nothing to do. */
	@Bean(initMethod = "start")
	SecretWatch webhookSecretWatch(Endpoints endpoints, ConfigurableEnvironment environment) {
		return new SecretWatch(endpoints, new SecretFiles(environment));
	}

	@Bean
	SecretSanitizer webhookSecretSanitizer(Endpoints endpoints) {
		return new SecretSanitizer(endpoints);
	}

	@Bean
	Refuser webhookRefuser(ObjectProvider<RequestListener> listeners, ObjectProvider<InstantSource> clocks) {
		return new Refuser(listenerOf(listeners), clocks.getIfAvailable(InstantSource::system));
	}

	@Bean
	SourceCheck webhookSourceCheck(SourceProperties properties, Environment environment) {
		return SourceCheck.of(properties, environment);
	}

	/** Where it is off it is not there at all. */
	@Bean
	FilterRegistrationBean<SourceFilter> webhookSourceFilter(Endpoints endpoints, SourceCheck check,
			ObjectProvider<RequestListener> listeners, Refuser refuser) {
		RequestListener listener = listenerOf(listeners);
		FilterRegistrationBean<SourceFilter> registration = new FilterRegistrationBean<>(
				new SourceFilter(endpoints, check, listener, refuser));
		registration.setUrlPatterns(endpoints.paths());
		registration.setOrder(FILTER_ORDER - 1);
		registration.setEnabled(check.isOn());
		if (check.isOn()) {
			listener.expected(check.allowed().published());
		}
		return registration;
	}

	@Bean
	FilterRegistrationBean<WebhookFilter> webhookFilter(Endpoints endpoints, SignatureProperties properties,
			ObjectProvider<RequestListener> listeners, ObjectProvider<InstantSource> clocks, Refuser refuser) {
		int limit = (int) properties.maxBodySize().toBytes();
		BodyReader bodies = new BodyReader(limit, BODY_PATIENCE, BodyMemory.forBodiesUpTo(limit));
		WebhookFilter filter = new WebhookFilter(endpoints, bodies, listenerOf(listeners),
				clocks.getIfAvailable(InstantSource::system), refuser);
		FilterRegistrationBean<WebhookFilter> registration = new FilterRegistrationBean<>(filter);
		registration.setUrlPatterns(endpoints.paths());
		registration.setOrder(FILTER_ORDER);
		return registration;
	}

	private static RequestListener listenerOf(ObjectProvider<RequestListener> listeners) {
		return RequestListener.of(listeners.orderedStream().toList());
	}

}
