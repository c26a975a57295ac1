package io.github.socialhook.server.health;

import java.io.IOException;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/** Answers what this process asks its own public port, so that nobody counts it. */
final class ProbeValve extends ValveBase {

	private final String path;

	ProbeValve(String path) {
		super(true);
		this.path = path;
	}

	@Override
	public void invoke(Request request, Response response) throws IOException, ServletException {
		if (this.path.equals(request.getRequestURI())) {
			response.setStatus(HttpServletResponse.SC_NO_CONTENT);
			return;
		}
		getNext().invoke(request, response);
	}

}
