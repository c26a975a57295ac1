package io.github.socialhook.server;

import jakarta.servlet.http.HttpServletResponse;
import org.apache.coyote.ActionCode;
import org.apache.coyote.Adapter;
import org.apache.coyote.Request;
import org.apache.coyote.Response;
import org.apache.tomcat.util.net.SocketEvent;

/**
 * Passes requests on to the servlets, and answers those that end with an error. Tomcat
 * logs errors before it answers, so that without this a request would never end if that
 * fails as well, for instance because the jar was overwritten.
 */
sealed class FaultAdapter implements Adapter permits SlowClientProcessor.BodyWaitAdapter {

	private final Adapter next;

	private final RequestFaults faults;

	FaultAdapter(Adapter next, RequestFaults faults) {
		this.next = next;
		this.faults = faults;
	}

	@Override
	public void service(Request request, Response response) throws Exception {
		try {
			this.next.service(request, response);
		}
		catch (Error ex) {
			end(response);
			this.faults.report(ex);
		}
	}

	private static void end(Response response) {
		if (response.isCommitted()) {
			response.action(ActionCode.CLOSE_NOW, null);
		}
		else {
			response.reset();
			// Tomcat closes the connection after this status.
			response.setStatus(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
			response.setContentLength(0);
		}
	}

	@Override
	public boolean prepare(Request request, Response response) throws Exception {
		return this.next.prepare(request, response);
	}

	@Override
	public boolean asyncDispatch(Request request, Response response, SocketEvent status) throws Exception {
		return this.next.asyncDispatch(request, response, status);
	}

	@Override
	public void log(Request request, Response response, long time) {
		this.next.log(request, response, time);
	}

	@Override
	public void checkRecycled(Request request, Response response) {
		this.next.checkRecycled(request, response);
	}

	@Override
	public String getDomain() {
		return this.next.getDomain();
	}

}
