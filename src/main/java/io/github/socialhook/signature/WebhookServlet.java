package io.github.socialhook.signature;

import jakarta.servlet.http.HttpServlet;

/**
 * Maps the paths of the endpoints, because a web server runs filters only where a servlet
 * is mapped. {@link WebhookFilter} answers every request, so none gets here.
 */
final class WebhookServlet extends HttpServlet {

	private static final long serialVersionUID = 1L;

}
