package io.github.socialhook.console;

import java.io.IOException;
import java.util.List;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authorization.AuthorityAuthorizationManager;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.FilterChainProxy;
import org.springframework.security.web.access.ExceptionTranslationFilter;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.CacheControlHeadersWriter;
import org.springframework.security.web.header.writers.XContentTypeOptionsHeaderWriter;
import org.springframework.security.web.savedrequest.NullRequestCache;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;

/**
 * The door of the API: HTTP basic for the configured users. It is put together by hand,
 * so that Spring Security looks at nothing else in the application.
 */
final class ApiDoor {

	static final String PATH = "/api";

	private static final AuthorizationManager<HttpServletRequest> LOOK = AuthorityAuthorizationManager
		.hasAnyAuthority(Role.VIEWER.authority(), Role.OPERATOR.authority());

	private static final AuthorizationManager<HttpServletRequest> CHANGE = AuthorityAuthorizationManager
		.hasAuthority(Role.OPERATOR.authority());

	private final Users users;

	ApiDoor(Users users) {
		this.users = users;
	}

	Filter filter() {
		// A login of the surrounding application opens nothing here.
		RequestAttributeSecurityContextRepository contexts = new RequestAttributeSecurityContextRepository(
				ApiDoor.class.getName());
		AuthenticationManager authentication = this.users.authenticationManager();
		BasicAuthenticationFilter basic = new BasicAuthenticationFilter(authentication, this::unauthenticated);
		basic.setSecurityContextRepository(contexts);
		ExceptionTranslationFilter exceptions = new ExceptionTranslationFilter(this::unauthenticated,
				new NullRequestCache());
		exceptions.setAccessDeniedHandler((request, response, ex) -> forbidden(response));
		AuthorizationFilter authorization = new AuthorizationFilter((user, request) -> mayLookAt(request)
				? LOOK.authorize(user, request) : CHANGE.authorize(user, request));
		FilterChainProxy door = new FilterChainProxy(new DefaultSecurityFilterChain(AnyRequestMatcher.INSTANCE,
				headers(), new SecurityContextHolderFilter(contexts), basic, exceptions, authorization,
				new CrossSiteFilter()));
		door.setRequestRejectedHandler((request, response,
				ex) -> new Problem(HttpStatus.BAD_REQUEST, "The address of the request is not a plain one.")
					.writeTo(response));
		return door;
	}

	private static HeaderWriterFilter headers() {
		HeaderWriterFilter headers = new HeaderWriterFilter(
				List.of(new XContentTypeOptionsHeaderWriter(), new CacheControlHeadersWriter()));
		headers.setShouldWriteHeadersEagerly(true);
		return headers;
	}

	private static boolean mayLookAt(HttpServletRequest request) {
		return "GET".equals(request.getMethod()) || "HEAD".equals(request.getMethod());
	}

	private void unauthenticated(HttpServletRequest request, HttpServletResponse response, AuthenticationException ex)
			throws IOException {
		if (this.users.isEmpty()) {
			new Problem(HttpStatus.FORBIDDEN,
					"The operations API is closed, because no user is configured under socialhook.operations.users.")
				.writeTo(response);
			return;
		}
		if (ex instanceof TooManyLoginsException) {
			response.setHeader("Retry-After", "1");
			new Problem(HttpStatus.TOO_MANY_REQUESTS, "Too many logins have failed. Try again in a moment.")
				.writeTo(response);
			return;
		}
		response.setHeader("WWW-Authenticate", "Basic realm=\"Socialhook\", charset=\"UTF-8\"");
		new Problem(HttpStatus.UNAUTHORIZED, "Log in with the name and the password of a configured user.")
			.writeTo(response);
	}

	private static void forbidden(HttpServletResponse response) throws IOException {
		new Problem(HttpStatus.FORBIDDEN, "Only a user with the role 'operator' may do this.").writeTo(response);
	}

}
