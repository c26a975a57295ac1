package io.github.socialhook.console.security;

import java.util.List;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who of the users that an OpenID provider knows may log in at the console. The provider
 * is configured under spring.security.oauth2.client.
 *
 * @param claim The claim with the roles or groups of a user. Dots lead into claims that
 * are objects.
 * @param viewers Values of the claim whose users can read. "*" stands for all users of
 * the provider.
 * @param operators Values of the claim whose users can also replay, pause and resume.
 */
public record OidcProperties(@DefaultValue("roles") String claim, @DefaultValue List<String> viewers,
		@DefaultValue List<String> operators) {

	/**
	 * Whether anybody may log in.
	 * @return false if no value of the claim is configured
	 */
	public boolean isUsed() {
		return !this.viewers.isEmpty() || !this.operators.isEmpty();
	}

}
