package io.github.socialhook.console.security;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;

/**
 * Ends sessions some time after their log-in, because a page that refreshes itself would
 * keep them for ever.
 */
final class SessionLifetimeFilter extends HttpFilter {

	static final Duration LIFETIME = Duration.ofHours(12);

	private static final long serialVersionUID = 1L;

	private final transient InstantSource clock;

	SessionLifetimeFilter(InstantSource clock) {
		this.clock = clock;
	}

	@Override
	protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		HttpSession session = request.getSession(false);
		if (session != null && this.clock.millis() - session.getCreationTime() > LIFETIME.toMillis()) {
			session.invalidate();
		}
		chain.doFilter(request, response);
	}

}
