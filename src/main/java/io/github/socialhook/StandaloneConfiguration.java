package io.github.socialhook;

import java.util.Arrays;
import java.util.regex.Pattern;

import io.github.socialhook.signature.PublicPort;
import org.apache.catalina.core.StandardHost;

import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * What holds only where Socialhook is the whole application: the public port has webhook
 * endpoints and nothing else. Inside another application its pages stay as they are.
 */
@Configuration(proxyBeanMethods = false)
class StandaloneConfiguration {

	/** In arguments, in addresses of databases, in JSON. */
	private static final Pattern CREDENTIALS = Pattern.compile("(?i)(password|secrets?|token)[\"']?\\s*[=:]");

	@Bean
	PublicPort publicPort() {
		return PublicPort.DEDICATED;
	}

	/**
	 * Applies to the public port: what Tomcat itself refuses is answered neither by a
	 * page of Tomcat's nor by one of Spring Boot's.
	 */
	@Bean
	WebServerFactoryCustomizer<TomcatServletWebServerFactory> plainContainer(OperationsPortCheck ports) {
		ports.check();
		return (factory) -> {
			factory.setProtocol(PromptProtocol.class.getName());
			factory.addContextCustomizers((context) -> {
				if (context.getParent() instanceof StandardHost host) {
					host.setErrorReportValveClass(PlainErrorReportValve.class.getName());
				}
				Arrays.stream(context.findErrorPages()).forEach(context::removeErrorPage);
			});
			factory.addConnectorCustomizers((connector) -> {
				// The sender of a large body is told of a refusal before it has sent it.
				connector.setProperty("continueResponseTiming", "onRead");
				// Tomcat's own refusal would list methods that are refused as well.
				connector.setAllowTrace(true);
				// WebhookResponses are small, and a connection that only waits shall cost
				// little.
				connector.setProperty("socket.appWriteBufSize", "1024");
				// Between two pieces of a body; the sender has long given up then.
				connector.setProperty("disableUploadTimeout", "false");
				connector.setProperty("connectionUploadTimeout", "2000");
				connector.setProperty("socket.timeoutInterval", "250");
				if (connector.getProtocolHandler() instanceof PromptProtocol protocol) {
					protocol.setMaxConnections(ConnectionLimit.of(protocol.getMaxConnections()));
				}
			});
		};
	}

	/** Applies even if the actuator is told to show the values of settings. */
	@Bean
	SanitizingFunction credentialsSanitizer() {
		return SanitizingFunction.sanitizeValue().ifLikelySensitive().ifValueStringMatches(CREDENTIALS.asPredicate());
	}

	@Bean
	OperationsPortCheck operationsPortCheck(Environment environment) {
		return new OperationsPortCheck(environment);
	}

}
