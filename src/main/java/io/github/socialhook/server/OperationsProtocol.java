package io.github.socialhook.server;

import java.io.IOException;

import org.apache.coyote.Adapter;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;

/**
 * HTTP/1.1 of Tomcat for the operations port, where each request ends whatever is thrown.
 * Public because Tomcat instantiates it.
 */
public final class OperationsProtocol extends Http11NioProtocol {

	private final RequestFaults faults;

	/** Called by Tomcat. */
	public OperationsProtocol() {
		this(new FaultEndpoint());
	}

	private OperationsProtocol(FaultEndpoint connections) {
		super(connections);
		this.faults = connections.faults();
	}

	@Override
	protected Processor createProcessor() {
		return new OperationsProcessor();
	}

	/** Processes the requests of a connection. */
	private final class OperationsProcessor extends Http11Processor {

		private final Adapter servlets = new FaultAdapter(super.getAdapter(), OperationsProtocol.this.faults);

		private OperationsProcessor() {
			super(OperationsProtocol.this, OperationsProtocol.this.getAdapter());
		}

		@Override
		public Adapter getAdapter() {
			return this.servlets;
		}

		@Override
		public SocketState process(SocketWrapperBase<?> socket, SocketEvent status) throws IOException {
			try {
				return super.process(socket, status);
			}
			catch (RuntimeException | Error ex) {
				OperationsProtocol.this.faults.report(ex);
				return SocketState.CLOSED;
			}
		}

	}

}
