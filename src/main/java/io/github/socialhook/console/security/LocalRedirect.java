package io.github.socialhook.console.security;

import java.net.URI;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.security.web.RedirectStrategy;

/**
 * Redirects to a path of this server only. The location has no scheme and no host, so
 * that it also holds behind a proxy, and a saved URL cannot lead to another site.
 */
public final class LocalRedirect implements RedirectStrategy {

	/** The only one there has to be. */
	public static final LocalRedirect INSTANCE = new LocalRedirect();

	private LocalRedirect() {
	}

	@Override
	public void sendRedirect(HttpServletRequest request, HttpServletResponse response, String url) {
		String location = url.startsWith("/") ? request.getContextPath() + url : pathOf(url);
		response.setStatus(HttpServletResponse.SC_SEE_OTHER);
		response.setHeader(HttpHeaders.LOCATION, location.startsWith("//") ? "/" : location);
	}

	private static String pathOf(String url) {
		try {
			URI uri = URI.create(url);
			String path = (uri.getRawPath() != null) ? uri.getRawPath() : "";
			return (path.startsWith("/") ? path : "/") + ((uri.getRawQuery() != null) ? "?" + uri.getRawQuery() : "");
		}
		catch (IllegalArgumentException ex) {
			return "/";
		}
	}

}
