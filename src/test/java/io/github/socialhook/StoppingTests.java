package io.github.socialhook;

import java.nio.file.Path;

import io.github.socialhook.server.PlainErrorReportValve;
import io.github.socialhook.server.SlowClientProtocol;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.CALLS_REAL_METHODS;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.withSettings;

/** What becomes of requests that come at the very moment at which Tomcat stops. */
class StoppingTests {

	@TempDir
	private Path folder;

	@Test
	void asksForAnotherTryWhenItIsStoppedBetweenTheFirstLineAndTheHeaders() throws Exception {
		SlowClientProtocol protocol = mock(SlowClientProtocol.class,
				withSettings().useConstructor().defaultAnswer(CALLS_REAL_METHODS));
		doReturn(false).doReturn(true).when(protocol).isPaused();
		Tomcat tomcat = start(protocol);
		try (Wire wire = new Wire(tomcat.getConnector().getLocalPort())) {
			RawAnswer answer = wire.send(WebhookRequest.signed().bytes()).answer();
			assertThat(answer)
				.isProblem(503, "Service Unavailable", "This receiver is shutting down. Send the " + "request again.")
				.hasHeader("Retry-After", "1")
				.hasHeader("Connection", "close");
		}
		finally {
			tomcat.stop();
			tomcat.destroy();
		}
	}

	private Tomcat start(SlowClientProtocol protocol) throws Exception {
		Tomcat tomcat = new Tomcat();
		tomcat.setBaseDir(this.folder.toString());
		((StandardHost) tomcat.getHost()).setErrorReportValveClass(PlainErrorReportValve.class.getName());
		tomcat.addContext("", this.folder.toString());
		Connector connector = new Connector(protocol);
		connector.setPort(0);
		connector.setProperty("address", "127.0.0.1");
		tomcat.setConnector(connector);
		tomcat.start();
		return tomcat;
	}

}
