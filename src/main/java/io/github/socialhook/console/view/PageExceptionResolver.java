package io.github.socialhook.console.view;

import java.io.IOException;

import io.github.socialhook.console.operation.ProblemException;
import io.github.socialhook.console.security.PagesSecurity;
import io.github.socialhook.inbox.StoreUnavailableException;
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
import org.springframework.web.ErrorResponse;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/** Resolves the exceptions of the pages to a page that says what to do, and no others. */
public final class PageExceptionResolver implements HandlerExceptionResolver, Ordered {

	private static final Log logger = LogFactory.getLog(PageExceptionResolver.class);

	private final PageRenderer renderer;

	/** A visitor may repeat what fails. */
	private final LogLimit throttle = new LogLimit();

	/**
	 * Creates a resolver.
	 * @param renderer what renders the refusals
	 */
	public PageExceptionResolver(PageRenderer renderer) {
		this.renderer = renderer;
	}

	@Override
	public @Nullable ModelAndView resolveException(HttpServletRequest request, HttpServletResponse response,
			@Nullable Object handler, Exception failure) {
		if (!PagesSecurity.isPage(request) || response.isCommitted()) {
			return null;
		}
		try {
			response.resetBuffer();
			Exception cause = causeOf(request, failure);
			HttpStatus status = statusOf(cause);
			this.renderer.write(request, response, status, detailOf(cause, status));
			return new ModelAndView();
		}
		catch (IOException | IllegalStateException ex) {
			logger.debug("A refusal could not be shown", ex);
			return null;
		}
	}

	/** Whoever reads the parameters first fails if one of them is malformed. */
	private static Exception causeOf(HttpServletRequest request, Exception failure) {
		String query = request.getQueryString();
		String malformed = (query != null) ? QueryString.firstMalformed(query) : null;
		return (malformed != null)
				? ProblemException.badParameter(malformed, "Its name or value is not percent-encoded UTF-8.") : failure;
	}

	private static HttpStatus statusOf(Exception failure) {
		if (failure instanceof ProblemException known) {
			return HttpStatus.valueOf(known.problem().status());
		}
		if (failure instanceof ErrorResponse known) {
			return HttpStatus.valueOf(known.getStatusCode().value());
		}
		return (failure instanceof StoreUnavailableException) ? HttpStatus.SERVICE_UNAVAILABLE
				: HttpStatus.INTERNAL_SERVER_ERROR;
	}

	private String detailOf(Exception failure, HttpStatus status) {
		if (failure instanceof ProblemException known) {
			return describe(known.problem());
		}
		if (failure instanceof ErrorResponse known) {
			String detail = known.getBody().getDetail();
			return (detail != null) ? detail : status.getReasonPhrase();
		}
		if (failure instanceof StoreUnavailableException) {
			return "The database is unavailable, so nothing can be read or changed. Readiness shows whether deliveries "
					+ "are still accepted.";
		}
		long suppressed = this.throttle.acquire();
		if (suppressed >= 0) {
			logger.error("A page of the console failed" + LogLimit.describe(suppressed), failure);
		}
		return "The page could not be created. The log says why.";
	}

	/**
	 * Says what is wrong.
	 * @param problem the problem
	 * @return sentences that name the parameter, if one is wrong
	 */
	public static String describe(Problem problem) {
		String parameter = problem.members().get("parameter");
		return ((parameter != null) ? "The value of '" + parameter + "' is not valid. " : "") + problem.detail();
	}

	/** Before the resolver of the API, which leaves the pages alone, and all others. */
	@Override
	public int getOrder() {
		return HIGHEST_PRECEDENCE;
	}

}
