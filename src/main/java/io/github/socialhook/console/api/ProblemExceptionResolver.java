package io.github.socialhook.console.api;

import java.io.IOException;

import io.github.socialhook.console.operation.ProblemException;
import io.github.socialhook.console.security.ApiSecurity;
import io.github.socialhook.inbox.StoreUnavailableException;
import io.github.socialhook.log.LogLimit;
import io.github.socialhook.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponse;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/** Resolves the exceptions of the API to problems, and no others. */
final class ProblemExceptionResolver implements HandlerExceptionResolver, Ordered {

	private static final Log logger = LogFactory.getLog(ProblemExceptionResolver.class);

	/** A caller may repeat what fails. */
	private final LogLimit throttle = new LogLimit();

	@Override
	public @Nullable ModelAndView resolveException(HttpServletRequest request, HttpServletResponse response,
			@Nullable Object handler, Exception failure) {
		if (!(request.getServletPath() + "/").startsWith(ApiSecurity.PATH + "/")) {
			return null;
		}
		try {
			response.resetBuffer();
			if (failure instanceof ErrorResponse known) {
				known.getHeaders()
					.forEach((name, values) -> values.forEach((value) -> response.addHeader(name, value)));
			}
			problemOf(failure).writeTo(response);
			return new ModelAndView();
		}
		catch (IOException | IllegalStateException ex) {
			logger.debug("A problem could not be reported", ex);
			return null;
		}
	}

	private Problem problemOf(Exception failure) {
		if (failure instanceof ProblemException known) {
			return known.problem();
		}
		if (failure instanceof ErrorResponse known) {
			HttpStatus status = HttpStatus.valueOf(known.getStatusCode().value());
			String detail = known.getBody().getDetail();
			return problem(status, (detail != null) ? detail : status.getReasonPhrase());
		}
		if (failure instanceof StoreUnavailableException) {
			logger.debug("The database was unavailable for a call to the operations API", failure);
			return problem(HttpStatus.SERVICE_UNAVAILABLE,
					"The database is unavailable, so nothing can be read or changed. Readiness shows whether "
							+ "deliveries are still accepted.");
		}
		long suppressed = this.throttle.acquire();
		if (suppressed >= 0) {
			logger.error("A call to the operations API failed" + LogLimit.describe(suppressed), failure);
		}
		return problem(HttpStatus.INTERNAL_SERVER_ERROR, "The call failed. The log says why.");
	}

	private static Problem problem(HttpStatus status, String detail) {
		return ProblemException.of(status, detail).problem();
	}

	@Override
	public int getOrder() {
		return HIGHEST_PRECEDENCE;
	}

}
