package io.github.socialhook.console.pages;

import io.github.socialhook.console.security.PagesSecurity;
import io.github.socialhook.console.view.PageAssets;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/**
 * Lets no request come to a page without the security, whatever a server or a mapping
 * makes of an odd path.
 */
final class PageInterceptor implements HandlerInterceptor {

	@Override
	public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
			throws NoResourceFoundException {
		if (isPage(handler) && !PagesSecurity.isPage(request)) {
			throw new NoResourceFoundException(HttpMethod.valueOf(request.getMethod()), request.getRequestURI(), "");
		}
		return true;
	}

	/**
	 * Whether it is a method of a controller in this package, or of what its pages need.
	 */
	private static boolean isPage(Object handler) {
		return handler instanceof HandlerMethod method
				&& (method.getBeanType().getPackage().equals(PageInterceptor.class.getPackage())
						|| method.getBeanType() == PageAssets.class);
	}

}
