package io.github.socialhook.console.api;

import java.util.Arrays;

import io.github.socialhook.console.operation.Parameters;
import io.github.socialhook.console.operation.ProblemException;
import io.github.socialhook.problem.QueryString;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.util.MultiValueMap;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Refuses query parameters of requests that take none, instead of ignoring them. */
final class UnexpectedParameterInterceptor implements HandlerInterceptor {

	@Override
	public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
		String query = request.getQueryString();
		if (query != null) {
			String malformed = QueryString.firstMalformed(query);
			if (malformed != null) {
				throw ProblemException.badParameter(malformed, "Its name or value is not percent-encoded UTF-8.");
			}
		}
		if (query != null && !query.isEmpty() && handler instanceof HandlerMethod method
				&& !validatesParameters(method)) {
			throw ProblemException.badParameter(Parameters.shorten(query.split("[=&]", 2)[0]),
					"Unknown parameter. This call takes none.");
		}
		return true;
	}

	private static boolean validatesParameters(HandlerMethod method) {
		return Arrays.stream(method.getMethodParameters())
			.anyMatch((parameter) -> parameter.getParameterType() == MultiValueMap.class);
	}

}
