package io.github.socialhook.console.security;

import java.io.IOException;
import java.net.URI;
import java.util.Set;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;

/**
 * Protects against cross-site request forgery without a token or a session: refuses
 * unsafe methods from a page of another site, because a browser attaches the basic
 * credentials to them.
 */
final class CrossSiteFilter extends HttpFilter {

	private static final long serialVersionUID = 1L;

	private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

	@Override
	protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		if (SAFE.contains(request.getMethod()) || isSameSite(request)) {
			chain.doFilter(request, response);
		}
		else {
			ApiSecurity.problem(HttpStatus.FORBIDDEN, "Cross-site requests must not make changes.").writeTo(response);
		}
	}

	/** A client that is not a browser sends neither of the two headers. */
	private static boolean isSameSite(HttpServletRequest request) {
		String site = request.getHeader("Sec-Fetch-Site");
		if (site != null) {
			return site.equals("same-origin") || site.equals("none");
		}
		String origin = request.getHeader("Origin");
		return origin == null || isSameHost(origin, request.getHeader("Host"));
	}

	private static boolean isSameHost(String origin, @Nullable String host) {
		try {
			String authority = URI.create(origin).getRawAuthority();
			return authority != null && authority.equalsIgnoreCase(host);
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

}
