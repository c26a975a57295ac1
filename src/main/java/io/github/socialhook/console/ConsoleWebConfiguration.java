package io.github.socialhook.console;

import java.util.Objects;

import io.github.socialhook.console.api.ApiConfiguration;
import io.github.socialhook.console.security.ApiSecurity;
import io.github.socialhook.console.security.Users;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.DispatcherServlet;

/** Serves the API at the operations port, if that is a port of its own. */
@ConditionalOnBooleanProperty(name = "socialhook.enabled", matchIfMissing = true)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@Import(ApiConfiguration.class)
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
class ConsoleWebConfiguration {

	/** Before the filters of a host application. */
	private static final int FILTER_ORDER = Ordered.HIGHEST_PRECEDENCE + 100;

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
