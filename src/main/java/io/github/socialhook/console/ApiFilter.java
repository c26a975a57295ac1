package io.github.socialhook.console;

import java.io.IOException;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;

import org.springframework.web.servlet.DispatcherServlet;

/**
 * Hands what the security of the API permits straight to the servlet, so that the
 * security of a host application, which knows nothing of these users, has no part in it.
 */
final class ApiFilter implements Filter {

	private final Filter security;

	private final DispatcherServlet servlet;

	ApiFilter(Filter security, DispatcherServlet servlet) {
		this.security = security;
		this.servlet = servlet;
	}

	@Override
	public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		// The server may accept requests a moment before it initializes its servlets.
		boolean initialized = this.servlet.getServletConfig() != null;
		this.security.doFilter(request, response, initialized ? this.servlet::service : chain);
	}

}
