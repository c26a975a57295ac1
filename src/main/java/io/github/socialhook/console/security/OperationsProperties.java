package io.github.socialhook.console.security;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The users of the operations side.
 *
 * @param users The users by name. Without any, the API and the console are closed.
 * @param oidc Users whom an OpenID provider knows.
 */
@ConfigurationProperties("socialhook.operations")
public record OperationsProperties(@DefaultValue Map<String, UserProperties> users,
		@NestedConfigurationProperty @DefaultValue OidcProperties oidc) {

	/**
	 * One user.
	 *
	 * @param password The hash of the password, as {bcrypt}$2y$... It is never given in
	 * plain text.
	 * @param role What the user may do: "viewer" can read, "operator" can also replay,
	 * pauses and resumes.
	 */
	record UserProperties(@Nullable Password password, @DefaultValue("viewer") Role role) {

	}

}
