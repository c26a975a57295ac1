package io.github.socialhook.server.health;

import java.util.Objects;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires what tells of the health of the public port. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(HealthFileProperties.class)
public class HealthConfiguration {

	@Bean
	@ConditionalOnProperty("socialhook.health-file")
	HealthFile healthFile(HealthFileProperties properties) {
		return new HealthFile(Objects.requireNonNull(properties.healthFile()));
	}

	@Bean
	PublicPortHealthIndicator publicPortHealthIndicator() {
		return new PublicPortHealthIndicator();
	}

	@Bean
	WebServerFactoryCustomizer<TomcatServletWebServerFactory> publicPortProbeCustomizer(
			PublicPortHealthIndicator indicator) {
		return (factory) -> factory.addEngineValves(new ProbeValve(indicator.path()));
	}

}
