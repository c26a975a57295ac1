package io.github.socialhook.console;

import io.github.socialhook.console.api.ApiConfiguration;
import io.github.socialhook.console.security.ApiSecurity;
import io.github.socialhook.console.security.Users;
import jakarta.servlet.Filter;
import org.apache.commons.logging.LogFactory;

import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** Serves the API at the operations port, if that is a port of its own. */
@Import(ApiConfiguration.class)
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
class ConsoleWebConfiguration {

	@Bean
	FilterRegistrationBean<Filter> apiSecurity(Users users) {
		if (users.isEmpty()) {
			LogFactory.getLog(ApiSecurity.class)
				.warn("The operations API is closed, because it has no users. To open it, set "
						+ "socialhook.operations.users.<name>.password to \"{bcrypt}\" followed by the hash that '"
						+ Users.HASH_COMMAND + "' prints after the colon, and .role to viewer or operator");
		}
		FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>(new ApiSecurity(users).filter());
		registration.addUrlPatterns(ApiSecurity.PATH, ApiSecurity.PATH + "/*");
		return registration;
	}

}
