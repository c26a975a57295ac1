package io.github.socialhook.console.oidc;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.security.oauth2.client.web.AuthorizationRequestRepository;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.web.util.WebUtils;

/**
 * The log-ins that have begun and not come back from the provider. Anybody can begin one,
 * so their number is limited, and they need no session. Each belongs to one browser, by a
 * cookie.
 */
final class PendingLogIns implements AuthorizationRequestRepository<OAuth2AuthorizationRequest> {

	static final String COOKIE = "SOCIALHOOK_OIDC";

	static final int MOST = 1000;

	private static final Duration TIME = Duration.ofMinutes(15);

	private static final int BYTES = 32;

	private final InstantSource clock;

	private final SecureRandom random = new SecureRandom();

	private final Map<String, Pending> byState = new LinkedHashMap<>();

	PendingLogIns(InstantSource clock) {
		this.clock = clock;
	}

	@Override
	public @Nullable OAuth2AuthorizationRequest loadAuthorizationRequest(HttpServletRequest request) {
		Pending pending = find(request);
		return (pending != null) ? pending.request() : null;
	}

	@Override
	public void saveAuthorizationRequest(@Nullable OAuth2AuthorizationRequest begun, HttpServletRequest request,
			HttpServletResponse response) {
		String state = (begun != null) ? begun.getState() : null;
		if (begun == null || state == null) {
			return;
		}
		byte[] bytes = new byte[BYTES];
		this.random.nextBytes(bytes);
		String browser = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
		put(state, new Pending(begun, browser, this.clock.instant().plus(TIME)));
		response.addHeader(HttpHeaders.SET_COOKIE,
				ResponseCookie.from(COOKIE, browser)
					.path(request.getContextPath() + "/")
					.maxAge(TIME)
					.httpOnly(true)
					.secure(request.isSecure())
					.sameSite("Lax")
					.build()
					.toString());
	}

	private synchronized void put(String state, Pending pending) {
		if (this.byState.size() == MOST) {
			this.byState.remove(this.byState.keySet().iterator().next());
		}
		this.byState.put(state, pending);
	}

	@Override
	public @Nullable OAuth2AuthorizationRequest removeAuthorizationRequest(HttpServletRequest request,
			HttpServletResponse response) {
		Pending pending = find(request);
		if (pending == null) {
			return null;
		}
		synchronized (this) {
			this.byState.remove(request.getParameter(OAuth2ParameterNames.STATE));
		}
		return pending.request();
	}

	private @Nullable Pending find(HttpServletRequest request) {
		Cookie cookie = WebUtils.getCookie(request, COOKIE);
		String state = request.getParameter(OAuth2ParameterNames.STATE);
		if (cookie == null || state == null) {
			return null;
		}
		Pending pending;
		synchronized (this) {
			pending = this.byState.get(state);
		}
		boolean valid = pending != null && pending.browser().equals(cookie.getValue())
				&& this.clock.instant().isBefore(pending.until());
		return valid ? pending : null;
	}

	/**
	 * A log-in that has begun.
	 *
	 * @param request what the provider was asked
	 * @param browser the value of the cookie
	 * @param until when it is too late
	 */
	private record Pending(OAuth2AuthorizationRequest request, String browser, Instant until) {

	}

}
