package io.github.socialhook;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What becomes of requests that come at the very moment at which Tomcat stops. */
class StoppingTests {

	@TempDir
	private Path folder;

	@Test
	void asksForAnotherTryWhenItIsStoppedBetweenTheFirstLineAndTheHeaders() throws Exception {
		StoppingProtocol protocol = new StoppingProtocol();
		Tomcat tomcat = start(protocol);
		try (Wire wire = new Wire(tomcat.getConnector().getLocalPort())) {
			RawAnswer answer = wire.send(WebhookRequest.signed().bytes()).answer();
			assertThat(answer).isProblem(503, "Service Unavailable", "This receiver is being stopped. Send it again.")
				.hasHeader("Retry-After", "1")
				.hasHeader("Connection", "close");
		}
		finally {
			tomcat.stop();
			tomcat.destroy();
		}
	}

	private Tomcat start(StoppingProtocol protocol) throws Exception {
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

	/** Is paused as soon as somebody has asked whether it is. */
	private static final class StoppingProtocol extends PromptProtocol {

		private final AtomicBoolean asked = new AtomicBoolean();

		@Override
		public boolean isPaused() {
			return this.asked.getAndSet(true) || super.isPaused();
		}

	}

}
