package io.github.socialhook.server;

import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;

/**
 * Configures the errors of the operations port, where the public port is configured here
 * as well and no host application has pages of its own.
 */
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
@ConditionalOnBean(OperationsPortCheck.class)
class OperationsServerConfiguration {

	@Bean
	WebServerFactoryCustomizer<TomcatServletWebServerFactory> operationsServerCustomizer() {
		return (factory) -> {
			factory.setProtocol(OperationsProtocol.class.getName());
			factory.addContextCustomizers(
					(context) -> ServerConfiguration.replaceErrorPages(context, RefusalReporter.NONE));
		};
	}

	@Bean
	OperationsExceptionResolver operationsExceptionResolver() {
		return new OperationsExceptionResolver();
	}

}
