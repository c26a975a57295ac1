package io.github.socialhook.console;

import java.io.IOException;

import io.github.socialhook.inbox.StoreUnavailableException;
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

/** Answers what goes wrong in a call of the API, and leaves all other pages alone. */
final class ProblemResolver implements HandlerExceptionResolver, Ordered {

	private static final Log logger = LogFactory.getLog(ProblemResolver.class);

	@Override
	public @Nullable ModelAndView resolveException(HttpServletRequest request, HttpServletResponse response,
			@Nullable Object handler, Exception failure) {
		if (!(request.getServletPath() + "/").startsWith(ApiDoor.PATH + "/")) {
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

	private static Problem problemOf(Exception failure) {
		if (failure instanceof ProblemException known) {
			return known.problem();
		}
		if (failure instanceof ErrorResponse known) {
			HttpStatus status = HttpStatus.valueOf(known.getStatusCode().value());
			String detail = known.getBody().getDetail();
			return new Problem(status, (detail != null) ? detail : status.getReasonPhrase());
		}
		if (failure instanceof StoreUnavailableException) {
			logger.debug("A call of the operations API found no database", failure);
			return new Problem(HttpStatus.SERVICE_UNAVAILABLE,
					"The database cannot be used at the moment, so there is nothing to look up or to change. "
							+ "Whether deliveries are accepted all the same, readiness tells.");
		}
		logger.error("A call of the operations API failed", failure);
		return new Problem(HttpStatus.INTERNAL_SERVER_ERROR, "The call failed. The log says why.");
	}

	@Override
	public int getOrder() {
		return HIGHEST_PRECEDENCE;
	}

}
