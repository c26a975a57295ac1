package io.github.socialhook.console.security;

import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

import jakarta.servlet.Filter;

import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.authentication.session.SessionAuthenticationStrategy;
import org.springframework.security.web.context.SecurityContextRepository;

/** Log-ins at the pages by somebody else's word. */
public interface SingleSignOn {

	/** Log-ins begin below this path, and end below {@link PagesSecurity#LOGIN}. */
	String PATH = "/oauth2";

	/**
	 * Returns what offers a log-in.
	 * @return the paths where a log-in begins, with the names of those who say who it is
	 */
	Map<String, String> links();

	/**
	 * Returns the filters that make the log-ins.
	 * @param outcome what follows a log-in
	 * @return new filters, in their order
	 */
	List<Filter> filters(Outcome outcome);

	/**
	 * What follows a log-in.
	 *
	 * @param contexts where who has logged in is kept
	 * @param sessions what becomes of the session
	 * @param success where to go
	 * @param failure where to go if it has failed
	 * @param failures receives the name and the address of each log-in that failed
	 */
	record Outcome(SecurityContextRepository contexts, SessionAuthenticationStrategy sessions,
			AuthenticationSuccessHandler success, AuthenticationFailureHandler failure,
			BiConsumer<String, String> failures) {

	}

}
