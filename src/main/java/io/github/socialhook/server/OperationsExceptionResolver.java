package io.github.socialhook.server;

import java.io.IOException;
import java.util.Map;

import io.github.socialhook.log.LogLimit;
import io.github.socialhook.problem.Problem;
import io.github.socialhook.problem.QueryString;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.NoHandlerFoundException;

/**
 * Resolves what no other resolver does to a problem, and logs it once a minute at most,
 * because it can be repeated without a log-in.
 */
final class OperationsExceptionResolver implements HandlerExceptionResolver, Ordered {

	private static final Log logger = LogFactory.getLog(OperationsExceptionResolver.class);

	private static final String HEALTH = "/health/";

	private final LogLimit throttle = new LogLimit();

	@Override
	public @Nullable ModelAndView resolveException(HttpServletRequest request, HttpServletResponse response,
			@Nullable Object handler, Exception failure) {
		if (response.isCommitted()) {
			return null;
		}
		try {
			response.resetBuffer();
			problemOf(request, failure).writeTo(response);
		}
		catch (IOException ex) {
			logger.debug("A problem could not be reported", ex);
		}
		return new ModelAndView();
	}

	private Problem problemOf(HttpServletRequest request, Exception failure) {
		String query = request.getQueryString();
		String malformed = (query != null) ? QueryString.firstMalformed(query) : null;
		if (malformed != null) {
			return problem(HttpStatus.BAD_REQUEST, "The name or the value of a parameter is not percent-encoded UTF-8.",
					Map.of("parameter", malformed));
		}
		// The health endpoint fails for parts of parts that are not there. Without a
		// console, nothing else says what is
		// not there.
		if ((failure instanceof IllegalStateException && request.getRequestURI().contains(HEALTH))
				|| failure instanceof NoHandlerFoundException) {
			return problem(HttpStatus.NOT_FOUND, "There is nothing at this path.", Map.of());
		}
		log(failure);
		return problem(HttpStatus.INTERNAL_SERVER_ERROR, "The call failed. The log says why.", Map.of());
	}

	private static Problem problem(HttpStatus status, String detail, Map<String, String> members) {
		return new Problem(status.value(), status.getReasonPhrase(), detail, members);
	}

	private void log(Exception failure) {
		long suppressed = this.throttle.acquire();
		if (suppressed >= 0) {
			logger.error("A request to the operations port failed" + LogLimit.describe(suppressed), failure);
		}
	}

	@Override
	public int getOrder() {
		return LOWEST_PRECEDENCE;
	}

}
