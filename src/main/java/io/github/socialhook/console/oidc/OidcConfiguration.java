package io.github.socialhook.console.oidc;

import java.time.InstantSource;

import io.github.socialhook.configuration.InvalidConfigurationException;
import io.github.socialhook.console.security.OperationsProperties;
import io.github.socialhook.console.security.SingleSignOn;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Configures log-ins at a provider, if roles are configured for its users. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(name = { "org.springframework.security.oauth2.client.web.OAuth2LoginAuthenticationFilter",
		"org.springframework.security.oauth2.jwt.NimbusJwtDecoder" })
public class OidcConfiguration {

	/** Absent if nobody may log in that way. */
	@Bean
	@Nullable SingleSignOn socialhookSingleSignOn(OperationsProperties properties, Environment environment,
			@Qualifier("socialhookClock") InstantSource clock) {
		if (!properties.oidc().isUsed()) {
			return null;
		}
		ClientProperties clients = ClientProperties.of(environment);
		if (clients.logIns().isEmpty()) {
			throw new InvalidConfigurationException(
					"socialhook.operations.oidc names roles, but no OpenID provider is configured.",
					"Set spring.security.oauth2.client.registration.<name>.client-id, .client-secret and .scope=openid, and "
							+ "spring.security.oauth2.client.provider.<name>.issuer-uri.");
		}
		return new OidcLogIn(clients, properties.oidc(), clock);
	}

}
