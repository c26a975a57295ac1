package io.github.socialhook.console.oidc;

import java.util.Collection;
import java.util.List;
import java.util.Map;

import io.github.socialhook.console.security.OidcProperties;
import io.github.socialhook.console.security.Role;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/** Finds the role of a user in a claim. */
final class ClaimedRole {

	private static final String EVERYBODY = "*";

	private final OidcProperties properties;

	ClaimedRole(OidcProperties properties) {
		this.properties = properties;
	}

	/** Returns the role; null if the user has none. */
	@Nullable Role of(Map<String, Object> claims) {
		List<String> values = values(claims);
		if (values.stream().anyMatch(this.properties.operators()::contains)) {
			return Role.OPERATOR;
		}
		boolean viewer = this.properties.viewers().contains(EVERYBODY)
				|| values.stream().anyMatch(this.properties.viewers()::contains);
		return viewer ? Role.VIEWER : null;
	}

	/** A name with dots may also be that of a single claim. */
	private List<String> values(Map<String, Object> claims) {
		Object value = claims.get(this.properties.claim());
		if (value == null) {
			value = claims;
			for (String name : StringUtils.delimitedListToStringArray(this.properties.claim(), ".")) {
				value = (value instanceof Map<?, ?> map) ? map.get(name) : null;
			}
		}
		return switch (value) {
			case String text -> List.of(text);
			case Collection<?> several -> several.stream().map(String::valueOf).toList();
			case null, default -> List.of();
		};
	}

}
