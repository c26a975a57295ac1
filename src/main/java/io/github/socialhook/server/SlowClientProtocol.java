package io.github.socialhook.server;

import java.util.concurrent.Semaphore;

import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.SocketWrapperBase;

/**
 * HTTP/1.1 of Tomcat with stricter limits on slow clients: a client that sends slowly, or
 * that sends nothing while most connections are in use, is disconnected. Public because
 * Tomcat instantiates it.
 */
public final class SlowClientProtocol extends Http11NioProtocol {

	/** What a request takes while its body is waited for. */
	private static final int BYTES_PER_WAITING_REQUEST = 96 * 1024;

	/** Before Java 24, each of those takes one of 256 threads of the system as well. */
	private static final int MAX_WAITING_ON_OLDER_JAVA = 192;

	private static final int MAX_WAITING = 4096;

	private final SlowClientEndpoint connections;

	private volatile RefusalReporter refusals = RefusalReporter.NONE;

	private final Semaphore waitPermits = new Semaphore(maxWaiting());

	/** Called by Tomcat. */
	public SlowClientProtocol() {
		this(new SlowClientEndpoint());
	}

	private SlowClientProtocol(SlowClientEndpoint connections) {
		super(connections);
		this.connections = connections;
	}

	private static int maxWaiting() {
		int limit = (Runtime.version().feature() < 24) ? MAX_WAITING_ON_OLDER_JAVA : MAX_WAITING;
		return (int) Math.min(limit, Runtime.getRuntime().maxMemory() / 4 / BYTES_PER_WAITING_REQUEST);
	}

	void reportTo(RefusalReporter reporter) {
		this.refusals = reporter;
	}

	RefusalReporter refusals() {
		return this.refusals;
	}

	RequestFaults faults() {
		return this.connections.faults();
	}

	void keep(SocketWrapperBase<?> connection) {
		this.connections.keep(connection);
	}

	void limitIdleTime(SocketWrapperBase<?> connection) {
		this.connections.limitIdleTime(connection);
	}

	@Override
	protected Processor createProcessor() {
		return new SlowClientProcessor(this, getAdapter(), this.waitPermits);
	}

}
