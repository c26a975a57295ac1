package io.github.socialhook.console;

import java.io.IOException;

import io.github.socialhook.console.security.PagesSecurity;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** Secures the pages, and leaves all other paths of the operations port alone. */
final class PagesFilter extends HttpFilter {

	private static final long serialVersionUID = 1L;

	private final transient ApiFilter secured;

	PagesFilter(ApiFilter secured) {
		this.secured = secured;
	}

	@Override
	protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		if (PagesSecurity.isPage(request)) {
			this.secured.doFilter(request, response, chain);
		}
		else {
			chain.doFilter(request, response);
		}
	}

}
