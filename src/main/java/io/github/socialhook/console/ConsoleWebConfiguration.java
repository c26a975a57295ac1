package io.github.socialhook.console;

import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Objects;

import io.github.socialhook.audit.AuditLog;
import io.github.socialhook.console.api.ApiConfiguration;
import io.github.socialhook.console.oidc.OidcConfiguration;
import io.github.socialhook.console.operation.DiscardActions;
import io.github.socialhook.console.operation.HandlerActions;
import io.github.socialhook.console.operation.ReplayActions;
import io.github.socialhook.console.operation.SpillActions;
import io.github.socialhook.console.operation.Statistics;
import io.github.socialhook.console.operation.TestEvents;
import io.github.socialhook.console.operation.TrafficReports;
import io.github.socialhook.console.operation.WaitReasons;
import io.github.socialhook.console.pages.PagesConfiguration;
import io.github.socialhook.console.security.ApiSecurity;
import io.github.socialhook.console.security.PagesSecurity;
import io.github.socialhook.console.security.Users;
import io.github.socialhook.endpoint.Endpoints;
import io.github.socialhook.handler.HandlerDirectory;
import io.github.socialhook.inbox.Inbox;
import io.github.socialhook.inbox.Ledger;
import io.github.socialhook.inbox.Replayer;
import io.github.socialhook.inbox.Spills;
import io.github.socialhook.traffic.TrafficHistory;
import jakarta.servlet.SessionTrackingMode;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.web.servlet.DispatcherServlet;

/**
 * Serves the API and the pages at the operations port, if that is a port of its own, and
 * there is a store to ask.
 */
@ConditionalOnBooleanProperty(name = "socialhook.enabled", matchIfMissing = true)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBean(Ledger.class)
@Import({ ApiConfiguration.class, OidcConfiguration.class, PagesConfiguration.class })
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
class ConsoleWebConfiguration {

	/** Before the filters of a host application. */
	private static final int FILTER_ORDER = Ordered.HIGHEST_PRECEDENCE + 100;

	/** After how many minutes without a request a session ends. */
	private static final int SESSION_MINUTES = 30;

	@Bean
	FilterRegistrationBean<ApiFilter> socialhookApiFilter(Users users, ListableBeanFactory beans) {
		if (users.isEmpty()) {
			LogFactory.getLog(ApiSecurity.class)
				.warn("The operations API is closed, because it has no users. To open it, set "
						+ "socialhook.operations.users.<name>.password to \"{bcrypt}\" followed by the hash that '"
						+ Users.HASH_COMMAND + "' prints after the colon, and .role to viewer or operator");
		}
		FilterRegistrationBean<ApiFilter> registration = new FilterRegistrationBean<>(
				new ApiFilter(new ApiSecurity(users).filter(), initializedServlet(beans)));
		registration.setOrder(FILTER_ORDER);
		registration.addUrlPatterns(ApiSecurity.PATH, ApiSecurity.PATH + "/*");
		return registration;
	}

	@Bean
	@ConditionalOnBean(PagesSecurity.class)
	FilterRegistrationBean<PagesFilter> socialhookPagesFilter(PagesSecurity security, ListableBeanFactory beans) {
		FilterRegistrationBean<PagesFilter> registration = new FilterRegistrationBean<>(
				new PagesFilter(new ApiFilter(security.filter(), initializedServlet(beans))));
		registration.setOrder(FILTER_ORDER);
		return registration;
	}

	/** The name of the cookie differs from that of an application on the same host. */
	@Bean
	ServletContextInitializer socialhookSessions() {
		return (context) -> {
			context.setSessionTimeout(SESSION_MINUTES);
			context.setSessionTrackingModes(EnumSet.of(SessionTrackingMode.COOKIE));
			context.getSessionCookieConfig().setName("SOCIALHOOK_SESSION");
			context.getSessionCookieConfig().setHttpOnly(true);
			context.getSessionCookieConfig().setAttribute("SameSite", "Lax");
		};
	}

	@Bean
	Statistics socialhookStatistics(Ledger ledger, Inbox inbox, @Qualifier("socialhookClock") InstantSource clock) {
		return new Statistics(ledger, inbox, clock);
	}

	@Bean
	WaitReasons socialhookWaitReasons(HandlerDirectory handlers, Ledger ledger, Replayer replayer,
			HandlerActions actions, @Qualifier("socialhookClock") InstantSource clock, Environment environment) {
		return new WaitReasons(handlers, ledger, replayer, actions, clock,
				!"none".equalsIgnoreCase(environment.getProperty("socialhook.dispatch.order")));
	}

	@Bean
	TrafficReports socialhookTrafficReports(TrafficHistory history, @Qualifier("socialhookClock") InstantSource clock) {
		return new TrafficReports(history, clock);
	}

	@Bean
	SpillActions socialhookSpillActions(Spills spills, AuditLog audit) {
		return new SpillActions(spills, audit);
	}

	@Bean
	ReplayActions socialhookReplayActions(Ledger ledger, Replayer replayer, ObjectProvider<Replayer.Log> log,
			HandlerDirectory handlers, AuditLog audit, @Qualifier("socialhookClock") InstantSource clock) {
		return new ReplayActions(ledger, replayer, log.getIfAvailable(), handlers, audit, clock);
	}

	@Bean
	DiscardActions socialhookDiscardActions(Ledger ledger, Replayer replayer, HandlerDirectory handlers,
			AuditLog audit) {
		return new DiscardActions(ledger, replayer, handlers, audit);
	}

	@Bean
	TestEvents socialhookTestEvents(Endpoints endpoints, Ledger ledger, AuditLog audit, Environment environment) {
		return new TestEvents(endpoints, ledger, audit, environment);
	}

	@Bean
	HandlerActions socialhookHandlerActions(HandlerDirectory handlers, AuditLog audit) {
		return new HandlerActions(handlers, audit);
	}

	/**
	 * The servlet of this port, initialized at the start instead of the first request.
	 */
	private static DispatcherServlet initializedServlet(ListableBeanFactory beans) {
		DispatcherServletRegistrationBean registration = beans.getBeansOfType(DispatcherServletRegistrationBean.class)
			.values()
			.iterator()
			.next();
		registration.setLoadOnStartup(1);
		return Objects.requireNonNull(registration.getServlet());
	}

}
