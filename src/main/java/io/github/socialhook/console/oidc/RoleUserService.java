package io.github.socialhook.console.oidc;

import java.util.Objects;

import io.github.socialhook.console.security.NoRoleException;
import io.github.socialhook.console.security.Role;

import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserService;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;

/** Gives the users of a provider their role here. */
final class RoleUserService implements OAuth2UserService<OidcUserRequest, OidcUser> {

	private final OAuth2UserService<OidcUserRequest, OidcUser> users;

	private final ClaimedRole roles;

	RoleUserService(OAuth2UserService<OidcUserRequest, OidcUser> users, ClaimedRole roles) {
		this.users = users;
		this.roles = roles;
	}

	@Override
	public OidcUser loadUser(OidcUserRequest request) {
		OidcUser user = Objects.requireNonNull(this.users.loadUser(request));
		String name = PersonName.of(request.getClientRegistration().getRegistrationId(), user.getName());
		Role role = this.roles.of(user.getClaims());
		if (role == null) {
			throw new NoRoleException(name);
		}
		return new KnownUser(name, user, role);
	}

}
