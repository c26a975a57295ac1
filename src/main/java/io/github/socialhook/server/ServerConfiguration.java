package io.github.socialhook.server;

import java.util.Arrays;

import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardHost;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Configures the web server of the public port. */
@Configuration(proxyBeanMethods = false)
class ServerConfiguration {

	@Bean
	OperationsPortCheck operationsPortCheck(Environment environment) {
		return new OperationsPortCheck(environment);
	}

	@Bean
	WebServerFactoryCustomizer<TomcatServletWebServerFactory> webhookServerCustomizer(OperationsPortCheck ports) {
		ports.check();
		return (factory) -> {
			factory.setProtocol(SlowClientProtocol.class.getName());
			factory.addContextCustomizers(ServerConfiguration::replaceErrorPages);
			factory.addConnectorCustomizers(ServerConfiguration::limitConnections);
		};
	}

	/**
	 * What Tomcat itself refuses is answered neither by a page of Tomcat's nor by one of
	 * Spring Boot's.
	 */
	private static void replaceErrorPages(Context context) {
		if (context.getParent() instanceof StandardHost host) {
			host.setErrorReportValveClass(PlainErrorReportValve.class.getName());
		}
		Arrays.stream(context.findErrorPages()).forEach(context::removeErrorPage);
	}

	private static void limitConnections(Connector connector) {
		// A client is refused before it has sent a large body.
		connector.setProperty("continueResponseTiming", "onRead");
		// Tomcat's own refusal would list methods that are refused as well.
		connector.setAllowTrace(true);
		// Answers are small, and an idle connection should cost little.
		connector.setProperty("socket.appWriteBufSize", "1024");
		// Between two parts of a body; Social+ has given up by then.
		connector.setProperty("disableUploadTimeout", "false");
		connector.setProperty("connectionUploadTimeout", "2000");
		connector.setProperty("socket.timeoutInterval", "250");
		if (connector.getProtocolHandler() instanceof SlowClientProtocol protocol) {
			protocol.setMaxConnections(ConnectionLimit.of(protocol.getMaxConnections()));
		}
	}

}
