package io.github.socialhook.console;

import java.util.Arrays;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.util.MultiValueMap;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Refuses parameters of calls that take none, so that nobody believes they were heeded.
 */
final class ParameterGuard implements HandlerInterceptor {

	@Override
	public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
		String query = request.getQueryString();
		if (query != null && !query.isEmpty() && handler instanceof HandlerMethod method && !looksItself(method)) {
			throw ProblemException.badParameter(Parameters.shorten(query.split("[=&]", 2)[0]),
					"There is no such parameter. This call takes none.");
		}
		return true;
	}

	private static boolean looksItself(HandlerMethod method) {
		return Arrays.stream(method.getMethodParameters())
			.anyMatch((parameter) -> parameter.getParameterType() == MultiValueMap.class);
	}

}
