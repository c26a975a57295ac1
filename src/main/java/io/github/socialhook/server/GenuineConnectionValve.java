package io.github.socialhook.server;

import java.io.IOException;

import io.github.socialhook.problem.GenuineRequest;
import jakarta.servlet.ServletException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * Passes on to the connector that a request was genuine. The attributes of the request
 * itself are gone by the time the connector can look at them.
 */
final class GenuineConnectionValve extends ValveBase {

	/** One that Tomcat does not use. */
	private static final int NOTE = 24;

	GenuineConnectionValve() {
		super(true);
	}

	@Override
	public void invoke(Request request, Response response) throws IOException, ServletException {
		try {
			getNext().invoke(request, response);
		}
		finally {
			if (GenuineRequest.proofOf(request) != null) {
				request.getCoyoteRequest().setNote(NOTE, true);
			}
		}
	}

	/** Returns whether a request was genuine, and forgets it. */
	static boolean takeMark(org.apache.coyote.Request request) {
		boolean genuine = request.getNote(NOTE) != null;
		if (genuine) {
			request.setNote(NOTE, null);
		}
		return genuine;
	}

}
