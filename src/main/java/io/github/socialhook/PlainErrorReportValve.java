package io.github.socialhook;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

/**
 * Answers what Tomcat refuses before any filter sees it, such as a malformed request,
 * with the same kind of body as all other refusals. Public because Tomcat makes it.
 */
public final class PlainErrorReportValve extends ErrorReportValve {

	@Override
	protected void report(Request request, Response response, @Nullable Throwable throwable) {
		int status = response.getStatus();
		if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
			return;
		}
		byte[] problem = """
				{"type":"about:blank","status":%d,"detail":"The request could not be understood."}""".formatted(status)
			.getBytes(StandardCharsets.UTF_8);
		try {
			response.setContentType("application/problem+json");
			response.setContentLength(problem.length);
			response.getOutputStream().write(problem);
			response.finishResponse();
		}
		catch (IOException | IllegalStateException ex) {
			// Whoever asked is gone, and nothing was promised.
			getContainer().getLogger().debug("An error could not be reported", ex);
		}
	}

}
