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

}
