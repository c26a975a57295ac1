package io.github.socialhook.console.security;

import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

import io.github.socialhook.problem.Problem;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authorization.AuthorityAuthorizationManager;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
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
 * The security filter chain of the API: HTTP basic authentication of the configured users
 * and authorization by their role. It is not a bean of type {@code SecurityFilterChain},
 * because it must not secure anything else in the application.
 */
public final class ApiSecurity {

	/** The path below which the API is served. */
	public static final String PATH = "/api";

	static final String CHALLENGE = "Basic realm=\"Socialhook\", charset=\"UTF-8\"";

	private static final AuthorizationManager<HttpServletRequest> READ = AuthorityAuthorizationManager
		.hasAnyAuthority(Role.VIEWER.authority(), Role.OPERATOR.authority());

	private static final AuthorizationManager<HttpServletRequest> WRITE = AuthorityAuthorizationManager
		.hasAuthority(Role.OPERATOR.authority());

	private final Users users;

	/**
	 * Creates the filter chain of these users.
	 * @param users the users; if there are none, every request is forbidden
	 */
	public ApiSecurity(Users users) {
		this.users = users;
	}

	/**
	 * Returns the filter that must come before the API.
	 * @return a new filter
	 */
	public Filter filter() {
		// An authentication of the surrounding application must not be valid here.
		RequestAttributeSecurityContextRepository contexts = new RequestAttributeSecurityContextRepository(
				ApiSecurity.class.getName());
		AuthenticationManager authentication = this.users.authenticationManager();
		BasicAuthenticationFilter basic = new BasicAuthenticationFilter(authentication, this::unauthenticated);
		basic.setSecurityContextRepository(contexts);
		ExceptionTranslationFilter exceptions = new ExceptionTranslationFilter(this::unauthenticated,
				new NullRequestCache());
		exceptions.setAccessDeniedHandler((request, response, ex) -> forbidden(request, response));
		AuthorizationFilter authorization = new AuthorizationFilter(ApiSecurity::authorize);
		FilterChainProxy filter = new FilterChainProxy(new DefaultSecurityFilterChain(AnyRequestMatcher.INSTANCE,
				headers(), new SecurityContextHolderFilter(contexts), basic, exceptions, authorization,
				new CrossSiteFilter()));
		filter.setRequestRejectedHandler(
				(request, response,
						ex) -> problem(HttpStatus.BAD_REQUEST,
								"The request URL has characters or escapes that are not " + "allowed.")
							.writeTo(response));
		return filter;
	}

	private static HeaderWriterFilter headers() {
		HeaderWriterFilter headers = new HeaderWriterFilter(
				List.of(new XContentTypeOptionsHeaderWriter(), new CacheControlHeadersWriter()));
		headers.setShouldWriteHeadersEagerly(true);
		return headers;
	}

	static @Nullable AuthorizationResult authorize(Supplier<? extends @Nullable Authentication> user,
			HttpServletRequest request) {
		return isRead(request) ? READ.authorize(user, request) : WRITE.authorize(user, request);
	}

	static boolean isRead(HttpServletRequest request) {
		return "GET".equals(request.getMethod()) || "HEAD".equals(request.getMethod());
	}

	private void unauthenticated(HttpServletRequest request, HttpServletResponse response, AuthenticationException ex)
			throws IOException {
		if (this.users.isEmpty()) {
			problem(HttpStatus.FORBIDDEN,
					"The operations API is closed, because no user is configured under socialhook.operations.users.")
				.writeTo(response);
			return;
		}
		if (ex instanceof TooManyFailedLoginsException) {
			response.setHeader("Retry-After", "1");
			problem(HttpStatus.TOO_MANY_REQUESTS, "Too many logins have failed. Try again in a moment.")
				.writeTo(response);
			return;
		}
		response.setHeader("WWW-Authenticate", CHALLENGE);
		problem(HttpStatus.UNAUTHORIZED, "Log in with the name and the password of a configured user.")
			.writeTo(response);
	}

	/** A viewer is refused only what an operator may do; others are not our users. */
	private static void forbidden(HttpServletRequest request, HttpServletResponse response) throws IOException {
		problem(HttpStatus.FORBIDDEN,
				isRead(request) ? "Only a user of socialhook.operations.users may do this, with any role."
						: "Only a user of socialhook.operations.users with the role 'operator' may do this.")
			.writeTo(response);
	}

	static Problem problem(HttpStatus status, String detail) {
		return new Problem(status.value(), status.getReasonPhrase(), detail);
	}

}
