package io.github.socialhook.server;

import java.io.IOException;

import io.github.socialhook.problem.Problem;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;

/**
 * Answers what Tomcat refuses before any filter sees it, such as a malformed request,
 * with the same kind of body as all other refusals. Public because Tomcat instantiates
 * it.
 */
public final class PlainErrorReportValve extends ErrorReportValve {

	private final RefusalReporter refusals;

	/** Called by Tomcat. */
	public PlainErrorReportValve() {
		this(RefusalReporter.NONE);
	}

	PlainErrorReportValve(RefusalReporter refusals) {
		this.refusals = refusals;
	}

	@Override
	protected void report(Request request, Response response, @Nullable Throwable throwable) {
		if (response.getStatus() < 400 || response.getContentWritten() > 0) {
			return;
		}
		// What the application answers without a body has not been set as an error.
		if (!response.setErrorReported() && response.isCommitted()) {
			return;
		}
		reportUnlessReadByFilter(request, response.getStatus());
		try {
			writeProblem(response, statusOf(response));
			response.finishResponse();
		}
		catch (IOException | IllegalStateException ex) {
			// The client has disconnected.
			getContainer().getLogger().debug("An error could not be reported", ex);
		}
	}

	/**
	 * Tomcat answers when a body cannot be read, but the reader of the body reports that.
	 */
	private void reportUnlessReadByFilter(Request request, int status) {
		if (!(request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof IOException)) {
			org.apache.coyote.Request refused = request.getCoyoteRequest();
			this.refusals.report(refused, RefusalDiagnosis.of(refused, status));
		}
	}

	private static void writeProblem(Response response, int status) throws IOException {
		HttpStatus known = HttpStatus.resolve(status);
		if (known == HttpStatus.SERVICE_UNAVAILABLE) {
			response.setHeader("Retry-After", "1");
		}
		new Problem(status, (known != null) ? known.getReasonPhrase() : "Refused", detailOf(status)).writeTo(response);
	}

	private static String detailOf(int status) {
		return switch (status) {
			case HttpServletResponse.SC_NOT_FOUND -> "There is nothing at this path.";
			case HttpServletResponse.SC_METHOD_NOT_ALLOWED -> "This path does not support the method.";
			case HttpServletResponse.SC_NOT_ACCEPTABLE -> "No media type of the header Accept is available.";
			case HttpServletResponse.SC_REQUEST_TIMEOUT -> "The body did not arrive in time.";
			case HttpServletResponse.SC_INTERNAL_SERVER_ERROR -> "The request could not be answered.";
			case HttpServletResponse.SC_SERVICE_UNAVAILABLE ->
				"This receiver is shutting down. Send the request " + "again.";
			default -> "The request is malformed.";
		};
	}

	/** What Tomcat does not implement is an error of the client, not of the server. */
	private static int statusOf(Response response) {
		return switch (response.getStatus()) {
			case HttpServletResponse.SC_NOT_IMPLEMENTED, HttpServletResponse.SC_HTTP_VERSION_NOT_SUPPORTED ->
				HttpServletResponse.SC_BAD_REQUEST;
			default -> response.getStatus();
		};
	}

}
