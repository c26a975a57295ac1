package io.github.socialhook.console.security;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.FilterChainProxy;
import org.springframework.security.web.access.ExceptionTranslationFilter;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.authentication.logout.LogoutFilter;
import org.springframework.security.web.authentication.logout.SecurityContextLogoutHandler;
import org.springframework.security.web.authentication.session.ChangeSessionIdAuthenticationStrategy;
import org.springframework.security.web.authentication.session.CompositeSessionAuthenticationStrategy;
import org.springframework.security.web.authentication.session.SessionAuthenticationStrategy;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfAuthenticationStrategy;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.csrf.CsrfLogoutHandler;
import org.springframework.security.web.savedrequest.CookieRequestCache;
import org.springframework.security.web.savedrequest.RequestCacheAwareFilter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;

/**
 * The security filter chain of the pages: a login form or HTTP basic authentication of
 * the configured users, sessions, tokens against cross-site requests, and authorization
 * by role. A request without a log-in creates no session. Like {@link ApiSecurity} it is
 * no bean of type {@code SecurityFilterChain}.
 */
public final class PagesSecurity {

	/** The path of the login form. */
	public static final String LOGIN = "/login";

	/** The path below which the style sheet and the script are. */
	public static final String ASSETS = "/assets";

	private static final String LOGOUT = "/logout";

	private static final String HTMX = "HX-Request";

	private static final Set<String> SECTIONS = Set.of("", "login", "logout", "oauth2", "assets", "deliveries",
			"subjects", "handlers", "failures", "rejections", "replays", "discards", "spills", "setup", "audit",
			"live");

	private static final AuthorizationDecision GRANTED = new AuthorizationDecision(true);

	private final Users users;

	private final @Nullable SingleSignOn signOn;

	private final RefusalPage refusal;

	private final InstantSource clock;

	private final HttpSessionSecurityContextRepository contexts = new HttpSessionSecurityContextRepository();

	/**
	 * Creates the filter chain of these users.
	 * @param users the users; if there are none, only the page that says so is open
	 * @param signOn other log-ins, if there are any
	 * @param refusal what writes refusals
	 * @param clock the time, at which sessions end
	 */
	public PagesSecurity(Users users, @Nullable SingleSignOn signOn, RefusalPage refusal, InstantSource clock) {
		this.users = users;
		this.signOn = signOn;
		this.refusal = refusal;
		this.clock = clock;
		// A context of the surrounding application must not be valid here.
		this.contexts.setSpringSecurityContextKey(PagesSecurity.class.getName());
	}

	/**
	 * Whether nobody can log in.
	 * @return true if the only page is the one that says so
	 */
	public boolean isClosed() {
		return this.users.isEmpty() && this.signOn == null;
	}

	/** Lets the first log-in wait no longer than others. Nobody is logged in by this. */
	public void rehearse() {
		if (hasPasswords()) {
			this.users.rehearse();
		}
	}

	/**
	 * Returns what else than a password there is to log in.
	 * @return the paths where that begins, with the names to show
	 */
	public Map<String, String> links() {
		return (this.signOn != null) ? this.signOn.links() : Map.of();
	}

	/**
	 * Whether there are users with passwords.
	 * @return true if a form asks for them
	 */
	public boolean hasPasswords() {
		return !this.users.isEmpty();
	}

	/**
	 * Whether this is the path of a page.
	 * @param request any request
	 * @return true if the filter must come before it
	 */
	public static boolean isPage(HttpServletRequest request) {
		String[] parts = pathOf(request).split("/", 3);
		return parts.length > 1 && SECTIONS.contains(parts[1]);
	}

	private static String pathOf(HttpServletRequest request) {
		return request.getServletPath() + ((request.getPathInfo() != null) ? request.getPathInfo() : "");
	}

	/**
	 * Returns the filter that must come before the pages.
	 * @return a new filter
	 */
	public Filter filter() {
		List<Filter> filters = new ArrayList<>(
				List.of(PagesHeaders.filter(), new SecurityContextHolderFilter(this.contexts)));
		if (!isClosed()) {
			addAuthentication(filters);
		}
		CookieRequestCache requests = requestCache();
		ExceptionTranslationFilter exceptions = new ExceptionTranslationFilter(this::unauthenticated, requests);
		exceptions.setAccessDeniedHandler((request, response, ex) -> this.refusal.write(request, response,
				HttpStatus.FORBIDDEN, "Only a user with the role 'operator' may do this."));
		filters.add(new RequestCacheAwareFilter(requests));
		filters.add(exceptions);
		filters.add(new AuthorizationFilter(this::authorize));
		FilterChainProxy filter = new FilterChainProxy(
				new DefaultSecurityFilterChain(AnyRequestMatcher.INSTANCE, filters));
		filter.setRequestRejectedHandler((request, response, ex) -> ApiSecurity
			.problem(HttpStatus.BAD_REQUEST, "The request URL has characters or escapes that are not allowed.")
			.writeTo(response));
		return filter;
	}

	private void addAuthentication(List<Filter> filters) {
		AuthenticationManager authentication = this.users.authenticationManager();
		CookieCsrfTokenRepository tokens = new CookieCsrfTokenRepository();
		tokens.setCookieName("SOCIALHOOK_CSRF");
		tokens.setCookieCustomizer((cookie) -> cookie.sameSite("Lax"));
		CsrfFilter csrf = new CsrfFilter(tokens);
		csrf.setAccessDeniedHandler(
				(request, response, ex) -> this.refusal.write(request, response, HttpStatus.FORBIDDEN,
						"The form was not sent from this page, or is too old. Reload the page and repeat."));
		LogoutFilter logout = new LogoutFilter(
				(request, response, user) -> LocalRedirect.INSTANCE.sendRedirect(request, response, LOGIN + "?out"),
				new SecurityContextLogoutHandler(), new CsrfLogoutHandler(tokens));
		logout.setLogoutRequestMatcher(PathPatternRequestMatcher.pathPattern(HttpMethod.POST, LOGOUT));
		BasicAuthenticationFilter basic = new BasicAuthenticationFilter(authentication, this::wrongCredentials);
		CompositeSessionAuthenticationStrategy sessions = new CompositeSessionAuthenticationStrategy(
				List.of(new ChangeSessionIdAuthenticationStrategy(), new CsrfAuthenticationStrategy(tokens)));
		SavedRequestAwareAuthenticationSuccessHandler success = new SavedRequestAwareAuthenticationSuccessHandler();
		success.setRequestCache(requestCache());
		success.setRedirectStrategy(LocalRedirect.INSTANCE);
		filters.addAll(List.of(new SessionLifetimeFilter(this.clock), new CrossSiteFilter(), csrf, logout));
		if (this.signOn != null) {
			filters.addAll(this.signOn.filters(new SingleSignOn.Outcome(this.contexts, sessions, success,
					PagesSecurity::failed, this.users::noteFailure)));
		}
		filters.addAll(List.of(form(authentication, sessions, success), basic));
	}

	private static void failed(HttpServletRequest request, HttpServletResponse response, AuthenticationException ex) {
		String reason = switch (ex) {
			case TooManyFailedLoginsException busy -> "busy";
			case NoRoleException known -> "role";
			case BadCredentialsException wrong -> "error";
			default -> "failed";
		};
		LocalRedirect.INSTANCE.sendRedirect(request, response, LOGIN + "?" + reason);
	}

	private UsernamePasswordAuthenticationFilter form(AuthenticationManager authentication,
			SessionAuthenticationStrategy sessions, AuthenticationSuccessHandler success) {
		UsernamePasswordAuthenticationFilter form = new UsernamePasswordAuthenticationFilter(authentication);
		form.setRequiresAuthenticationRequestMatcher(PathPatternRequestMatcher.pathPattern(HttpMethod.POST, LOGIN));
		form.setSecurityContextRepository(this.contexts);
		form.setSessionAuthenticationStrategy(sessions);
		form.setAuthenticationSuccessHandler(success);
		form.setAuthenticationFailureHandler(PagesSecurity::failed);
		return form;
	}

	/**
	 * Where to go after the log-in is kept in a cookie, so that there is no session
	 * before.
	 */
	private static CookieRequestCache requestCache() {
		CookieRequestCache requests = new CookieRequestCache();
		requests.setRequestMatcher((request) -> "GET".equals(request.getMethod()) && !isScripted(request));
		requests.setCookieCustomizer((cookie) -> cookie.setAttribute("SameSite", "Lax"));
		return requests;
	}

	/** Whether a script of a page asks, and not somebody who goes to it. */
	private static boolean isScripted(HttpServletRequest request) {
		String accept = request.getHeader("Accept");
		return request.getHeader(HTMX) != null
				|| (accept != null && accept.contains(MediaType.TEXT_EVENT_STREAM_VALUE));
	}

	private @Nullable AuthorizationResult authorize(Supplier<? extends @Nullable Authentication> user,
			HttpServletRequest request) {
		String path = pathOf(request);
		boolean open = path.startsWith(ASSETS + "/") || (isClosed() ? path.equals("/") : path.equals(LOGIN));
		return (open && ApiSecurity.isRead(request)) ? GRANTED : ApiSecurity.authorize(user, request);
	}

	private void unauthenticated(HttpServletRequest request, HttpServletResponse response, AuthenticationException ex)
			throws IOException {
		if (isClosed()) {
			this.refusal.write(request, response, HttpStatus.FORBIDDEN,
					"The console is closed, because no user is configured under socialhook.operations.users.");
		}
		else if (isScripted(request)) {
			response.setHeader("HX-Redirect", request.getContextPath() + LOGIN);
			ApiSecurity.problem(HttpStatus.UNAUTHORIZED, "The session has expired. Log in again.").writeTo(response);
		}
		else {
			LocalRedirect.INSTANCE.sendRedirect(request, response, LOGIN);
		}
	}

	private void wrongCredentials(HttpServletRequest request, HttpServletResponse response, AuthenticationException ex)
			throws IOException {
		if (ex instanceof TooManyFailedLoginsException) {
			response.setHeader("Retry-After", "1");
			this.refusal.write(request, response, HttpStatus.TOO_MANY_REQUESTS,
					"Too many logins have failed. Try again in a moment.");
			return;
		}
		response.setHeader("WWW-Authenticate", ApiSecurity.CHALLENGE);
		this.refusal.write(request, response, HttpStatus.UNAUTHORIZED,
				"Log in with the name and the password of a configured user.");
	}

}
