package io.github.socialhook.problem;

import jakarta.servlet.ServletRequest;

/**
 * The web server's mark on a request whose body it cannot wait for. The web server does
 * not answer it, because the answer and its count belong to the servlet that serves the
 * path; a request attribute is all that leads from a connector to a filter.
 */
public final class Overload {

	/** The name of the attribute that the web server sets to {@code true}. */
	public static final String ATTRIBUTE = Overload.class.getName();

	private Overload() {
	}

	/** Whether the web server has marked this request. */
	public static boolean isMarkedOn(ServletRequest request) {
		return request.getAttribute(ATTRIBUTE) != null;
	}

}
