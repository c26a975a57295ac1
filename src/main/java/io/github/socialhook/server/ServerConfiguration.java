package io.github.socialhook.server;

import java.util.Arrays;

import io.github.socialhook.delivery.RequestListener;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardHost;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.util.unit.DataSize;

/** Configures the web server of the public port. */
@Configuration(proxyBeanMethods = false)
class ServerConfiguration {

	@Bean
	OperationsPortCheck operationsPortCheck(Environment environment) {
		return new OperationsPortCheck(environment);
	}

	@Bean
	WebServerFactoryCustomizer<TomcatServletWebServerFactory> webhookServerCustomizer(OperationsPortCheck ports,
			Environment environment, ObjectProvider<RequestListener> listeners) {
		ports.check();
		// The listeners count, and what they count with does not exist before the server.
		RefusalReporter refusals = new RefusalReporter(
				SingletonSupplier.of(() -> RequestListener.of(listeners.orderedStream().toList()))::obtain);
		return (factory) -> {
			factory.setProtocol(SlowClientProtocol.class.getName());
			factory.addContextCustomizers((context) -> replaceErrorPages(context, refusals));
			factory.addConnectorCustomizers((connector) -> limitConnections(connector, refusals),
					(connector) -> limitRest((SlowClientProtocol) connector.getProtocolHandler(), environment));
		};
	}

	@Bean
	ScratchFolders scratchFolders() {
		return new ScratchFolders();
	}

	/**
	 * What Tomcat itself refuses is answered neither by a page of Tomcat's nor by one of
	 * Spring Boot's.
	 */
	static void replaceErrorPages(Context context, RefusalReporter refusals) {
		if (context.getParent() instanceof StandardHost host) {
			// Tomcat adds one itself, unless there is one of this class.
			host.getPipeline().addValve(new PlainErrorReportValve(refusals));
			host.getPipeline().addValve(new GenuineConnectionValve());
			host.setErrorReportValveClass(PlainErrorReportValve.class.getName());
		}
		Arrays.stream(context.findErrorPages()).forEach(context::removeErrorPage);
	}

	/**
	 * What is left of a body after the answer is read, so that the connection can be
	 * kept, but at most as much as a body may have.
	 */
	private static void limitRest(SlowClientProtocol protocol, Environment environment) {
		if (!environment.containsProperty("server.tomcat.max-swallow-size")) {
			long limit = environment.getProperty("socialhook.max-body-size", DataSize.class, DataSize.ofMegabytes(1))
				.toBytes();
			protocol.setMaxSwallowSize((int) Math.min(limit, protocol.getMaxSwallowSize()));
		}
	}

	private static void limitConnections(Connector connector, RefusalReporter refusals) {
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
			protocol.reportTo(refusals);
			protocol.setMaxConnections(
					ConnectionLimit.of(protocol.getMaxConnections(), protocol.getMaxHttpRequestHeaderSize()));
		}
	}

}
