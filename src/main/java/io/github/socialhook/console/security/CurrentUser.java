package io.github.socialhook.console.security;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/** The authenticated user of the current request. */
public final class CurrentUser {

	private CurrentUser() {
	}

	/**
	 * Returns the name of the user, which is safe to log because it is configured.
	 * @return the name
	 */
	public static String name() {
		Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
		return (authentication != null) ? authentication.getName() : "?";
	}

	/**
	 * Whether someone of our users has logged in.
	 * @return true if the request has passed the security
	 */
	public static boolean isPresent() {
		return has(Role.VIEWER) || isOperator();
	}

	/**
	 * Whether the user may change something.
	 * @return true for an operator
	 */
	public static boolean isOperator() {
		return has(Role.OPERATOR);
	}

	private static boolean has(Role role) {
		Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
		return authentication != null && authentication.getAuthorities()
			.stream()
			.anyMatch((authority) -> role.authority().equals(authority.getAuthority()));
	}

}
