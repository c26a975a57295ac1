package io.github.socialhook.console.oidc;

import java.io.Serial;
import java.util.List;

import io.github.socialhook.console.security.Role;

import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;

/** A user of a provider who has a role here, and the name under which that is known. */
final class KnownUser extends DefaultOidcUser {

	@Serial
	private static final long serialVersionUID = 1L;

	private final String name;

	KnownUser(String name, OidcUser user, Role role) {
		super(List.of(new SimpleGrantedAuthority(role.authority())), user.getIdToken(), user.getUserInfo());
		this.name = name;
	}

	@Override
	public String getName() {
		return this.name;
	}

}
