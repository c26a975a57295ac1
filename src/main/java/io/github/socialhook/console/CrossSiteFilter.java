package io.github.socialhook.console;

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
 * Refuses to change anything on behalf of a page of another site: a browser that knows
 * the password sends it along whoever asks.
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
			new Problem(HttpStatus.FORBIDDEN, "A page of another site must not change anything here.")
				.writeTo(response);
		}
	}

	/** What is no browser sends neither of the two headers. */
	private static boolean isSameSite(HttpServletRequest request) {
		String site = request.getHeader("Sec-Fetch-Site");
		if (site != null) {
			return site.equals("same-origin") || site.equals("none");
		}
		String origin = request.getHeader("Origin");
		return origin == null || isOwn(origin, request.getHeader("Host"));
	}

	private static boolean isOwn(String origin, @Nullable String host) {
		try {
			String authority = URI.create(origin).getRawAuthority();
			return authority != null && authority.equalsIgnoreCase(host);
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

}
