package io.github.socialhook.console;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/** Who is calling. */
final class Login {

	private Login() {
	}

	/** Returns the name of a configured user, which is safe to log. */
	static String user() {
		Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
		return (authentication != null) ? authentication.getName() : "?";
	}

}
