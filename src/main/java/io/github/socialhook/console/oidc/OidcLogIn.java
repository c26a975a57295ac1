package io.github.socialhook.console.oidc;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.socialhook.console.security.NoRoleException;
import io.github.socialhook.console.security.OidcProperties;
import io.github.socialhook.console.security.PagesSecurity;
import io.github.socialhook.console.security.SingleSignOn;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.oidc.authentication.OidcAuthorizationCodeAuthenticationProvider;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.userinfo.DefaultOAuth2UserService;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.security.oauth2.client.web.OAuth2LoginAuthenticationFilter;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

/** Logs users in at the pages whom an OpenID provider knows. */
final class OidcLogIn implements SingleSignOn {

	private static final Log logger = LogFactory.getLog(OidcLogIn.class);

	private static final String BEGIN = PATH + "/authorization";

	private static final String END = PagesSecurity.LOGIN + "/oauth2/code/*";

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private final LazyRegistrations registrations;

	private final Map<String, String> links = new LinkedHashMap<>();

	private final ClaimedRole roles;

	private final InstantSource clock;

	OidcLogIn(ClientProperties clients, OidcProperties properties, InstantSource clock) {
		this.registrations = new LazyRegistrations(clients);
		clients.logIns()
			.forEach((id, each) -> this.links.put(BEGIN + "/" + id,
					(each.clientName() != null) ? each.clientName() : id));
		this.roles = new ClaimedRole(properties);
		this.clock = clock;
	}

	@Override
	public Map<String, String> links() {
		return this.links;
	}

	@Override
	public List<Filter> filters(Outcome outcome) {
		PendingLogIns pending = new PendingLogIns(this.clock);
		DefaultOAuth2AuthorizationRequestResolver resolver = new DefaultOAuth2AuthorizationRequestResolver(
				this.registrations, BEGIN);
		resolver.setAuthorizationRequestCustomizer(OAuth2AuthorizationRequestCustomizers.withPkce());
		OAuth2AuthorizationRequestRedirectFilter begin = new OAuth2AuthorizationRequestRedirectFilter(resolver);
		begin.setAuthorizationRequestRepository(pending);
		begin.setAuthenticationFailureHandler((request, response, ex) -> failed(request, response, ex, outcome));
		OAuth2LoginAuthenticationFilter end = new OAuth2LoginAuthenticationFilter(this.registrations, new NoTokens(),
				END);
		end.setAuthorizationRequestRepository(pending);
		end.setAuthenticationManager(new ProviderManager(provider()));
		end.setSecurityContextRepository(outcome.contexts());
		end.setSessionAuthenticationStrategy(outcome.sessions());
		end.setAuthenticationSuccessHandler(outcome.success());
		end.setAuthenticationFailureHandler((request, response, ex) -> failed(request, response, ex, outcome));
		return List.of(begin, end);
	}

	private OidcAuthorizationCodeAuthenticationProvider provider() {
		SimpleClientHttpRequestFactory requests = new SimpleClientHttpRequestFactory();
		requests.setConnectTimeout(TIMEOUT);
		requests.setReadTimeout(TIMEOUT);
		RestClientAuthorizationCodeTokenResponseClient tokens = new RestClientAuthorizationCodeTokenResponseClient();
		tokens.setRestClient(RestClient.builder()
			.requestFactory(requests)
			.configureMessageConverters((converters) -> converters.disableDefaults()
				.addCustomConverter(new FormHttpMessageConverter())
				.addCustomConverter(new OAuth2AccessTokenResponseHttpMessageConverter()))
			.defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
			.build());
		RestTemplate http = new RestTemplate(requests);
		http.setErrorHandler(new OAuth2ErrorResponseErrorHandler());
		DefaultOAuth2UserService information = new DefaultOAuth2UserService();
		information.setRestOperations(http);
		OidcUserService users = new OidcUserService();
		users.setOauth2UserService(information);
		return new OidcAuthorizationCodeAuthenticationProvider(tokens, new RoleUserService(users, this.roles));
	}

	private static void failed(HttpServletRequest request, HttpServletResponse response, AuthenticationException ex,
			Outcome outcome) throws IOException, ServletException {
		String name = (ex instanceof NoRoleException known) ? known.name() : null;
		logger.warn((name != null) ? "User '" + name + "' of a provider has no role here"
				: "A log-in at a provider failed: " + reasonOf(ex));
		logger.debug("A log-in at a provider failed", ex);
		outcome.failures().accept((name != null) ? name : "?", request.getRemoteAddr());
		outcome.failure().onAuthenticationFailure(request, response, ex);
	}

	/** Anybody can send a description, so it is not logged. */
	private static String reasonOf(AuthenticationException ex) {
		Throwable cause = (ex.getCause() != null) ? ex.getCause() : ex;
		return (ex instanceof OAuth2AuthenticationException known)
				? known.getError().getErrorCode().replaceAll("[^\\w.-]", "?") : cause.getClass().getName();
	}

}
