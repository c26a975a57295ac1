package io.github.socialhook;

import java.util.regex.Pattern;

import io.github.socialhook.inbox.SocialhookDataSource;
import io.github.socialhook.server.EnableWebhookServer;
import io.github.socialhook.signature.PublicPort;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Configures what applies only where Socialhook is the whole application. Inside another
 * application the web server, its pages and the settings stay as they are.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebhookServer
class StandaloneConfiguration {

	/** In arguments, in addresses of databases, in JSON. */
	private static final Pattern CREDENTIALS = Pattern.compile("(?i)(password|secrets?|token)[\"']?\\s*[=:]");

	@Bean
	PublicPort publicPort() {
		return PublicPort.DEDICATED;
	}

	/**
	 * The data source of this application is there for the inbox, and for nothing else.
	 */
	@Bean
	static BeanFactoryPostProcessor dataSourceMarker() {
		return (beans) -> {
			if (!beans.containsBeanDefinition("socialhookDataSource") && beans.containsBeanDefinition("dataSource")
					&& beans.getBeanDefinition("dataSource") instanceof AbstractBeanDefinition dataSource) {
				dataSource.addQualifier(new AutowireCandidateQualifier(SocialhookDataSource.class));
			}
		};
	}

	/** Applies even if the actuator is configured to show the values of settings. */
	@Bean
	SanitizingFunction credentialsSanitizer() {
		return SanitizingFunction.sanitizeValue().ifLikelySensitive().ifValueStringMatches(CREDENTIALS.asPredicate());
	}

}
