package io.github.socialhook.console.oidc;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import io.github.socialhook.configuration.InvalidConfigurationException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.env.Environment;

/**
 * The part of {@code spring.security.oauth2.client} that is needed to log in, as Spring
 * Boot names it. Boot's own class for it comes with a module that secures all ports.
 *
 * @param registration the clients, by their id
 * @param provider the providers, by theirs
 */
record ClientProperties(@DefaultValue Map<String, Registration> registration,
		@DefaultValue Map<String, Provider> provider) {

	private static final String PREFIX = "spring.security.oauth2.client";

	private static final String OPENID = "openid";

	static ClientProperties of(Environment environment) {
		return Binder.get(environment).bindOrCreate(PREFIX, ClientProperties.class);
	}

	/** Returns the registrations of which a log-in is meant, which others need not be. */
	Map<String, Registration> logIns() {
		Map<String, Registration> logIns = new LinkedHashMap<>();
		this.registration.forEach((id, each) -> {
			if (each.scope().contains(OPENID)) {
				logIns.put(id, each);
			}
		});
		return logIns;
	}

	/** Returns the provider of a registration, which may be named like it. */
	Provider providerOf(String id, Registration of) {
		String name = (of.provider() != null) ? of.provider() : id;
		Provider found = this.provider.get(name);
		if (found != null) {
			return found;
		}
		throw new InvalidConfigurationException(PREFIX + ".registration." + id + " has no provider.",
				"Set " + PREFIX + ".provider." + name + ".issuer-uri to the URL of the provider.");
	}

	/**
	 * A client that is registered at a provider.
	 *
	 * @param provider the id of the provider, if it is another than its own
	 * @param clientId its id there
	 * @param clientSecret its password there, if it has one
	 * @param clientAuthenticationMethod how it proves that
	 * @param scope what it asks for
	 * @param redirectUri where the provider sends users back to
	 * @param clientName the name of the provider for users
	 */
	record Registration(@Nullable String provider, @Nullable String clientId, @Nullable String clientSecret,
			@Nullable String clientAuthenticationMethod, @DefaultValue(OPENID) Set<String> scope,
			@Nullable String redirectUri, @Nullable String clientName) {

		/** Without the secret. */
		@Override
		public String toString() {
			return "Registration[" + this.clientId + "]";
		}

	}

	/**
	 * Who knows the users.
	 *
	 * @param issuerUri its URL, where the rest can be found out
	 * @param authorizationUri where users log in
	 * @param tokenUri where a client learns who they are
	 * @param jwkSetUri where its keys are
	 * @param userInfoUri where more is known about users
	 * @param userNameAttribute the claim with the name of a user
	 */
	record Provider(@Nullable String issuerUri, @Nullable String authorizationUri, @Nullable String tokenUri,
			@Nullable String jwkSetUri, @Nullable String userInfoUri, @Nullable String userNameAttribute) {

	}

}
