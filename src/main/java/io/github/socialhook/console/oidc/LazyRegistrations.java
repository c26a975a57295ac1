package io.github.socialhook.console.oidc;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.socialhook.configuration.InvalidConfigurationException;
import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.oidc.IdTokenClaimNames;

/**
 * The registered clients. A provider is asked for its addresses when somebody logs in:
 * while it is away, webhooks are received, and so at the start.
 */
final class LazyRegistrations implements ClientRegistrationRepository {

	private static final String REDIRECT_URI = "{baseUrl}/login/oauth2/code/{registrationId}";

	private final ClientProperties properties;

	private final Map<String, ClientProperties.Registration> logIns;

	private final Map<String, ClientRegistration> known = new ConcurrentHashMap<>();

	LazyRegistrations(ClientProperties properties) {
		this.properties = properties;
		this.logIns = properties.logIns();
		this.logIns.forEach((id, each) -> {
			properties.providerOf(id, each);
			required(id, "client-id", each.clientId());
		});
	}

	@Override
	public @Nullable ClientRegistration findByRegistrationId(String id) {
		ClientProperties.Registration registration = this.logIns.get(id);
		return (registration != null) ? this.known.computeIfAbsent(id, (absent) -> find(absent, registration)) : null;
	}

	private ClientRegistration find(String id, ClientProperties.Registration registration) {
		ClientProperties.Provider provider = this.properties.providerOf(id, registration);
		String issuer = provider.issuerUri();
		ClientRegistration.Builder builder = (issuer != null && provider.authorizationUri() == null)
				? ClientRegistrations.fromIssuerLocation(issuer).registrationId(id)
				: ClientRegistration.withRegistrationId(id).issuerUri(issuer);
		builder.authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
			.redirectUri((registration.redirectUri() != null) ? registration.redirectUri() : REDIRECT_URI)
			.scope(registration.scope())
			.clientId(required(id, "client-id", registration.clientId()))
			.clientSecret(registration.clientSecret())
			.userNameAttributeName(
					(provider.userNameAttribute() != null) ? provider.userNameAttribute() : IdTokenClaimNames.SUB);
		if (registration.clientAuthenticationMethod() != null) {
			builder.clientAuthenticationMethod(
					ClientAuthenticationMethod.valueOf(registration.clientAuthenticationMethod()));
		}
		if (provider.authorizationUri() != null) {
			builder.authorizationUri(provider.authorizationUri())
				.tokenUri(required(id, "token-uri", provider.tokenUri()))
				.jwkSetUri(required(id, "jwk-set-uri", provider.jwkSetUri()));
		}
		if (provider.userInfoUri() != null) {
			builder.userInfoUri(provider.userInfoUri());
		}
		return builder.build();
	}

	private static String required(String id, String setting, @Nullable String value) {
		if (value == null) {
			throw new InvalidConfigurationException("The OpenID provider '" + id + "' has no " + setting + ".",
					"Set it under spring.security.oauth2.client.");
		}
		return value;
	}

}
