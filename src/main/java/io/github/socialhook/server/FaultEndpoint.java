package io.github.socialhook.server;

import java.nio.channels.SocketChannel;

import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketProcessorBase;
import org.apache.tomcat.util.net.SocketWrapperBase;

/**
 * Connections that are closed whatever is thrown while they are served. Tomcat logs it
 * first, and leaves them open if that fails as well.
 */
sealed class FaultEndpoint extends NioEndpoint permits SlowClientEndpoint {

	private final RequestFaults faults = new RequestFaults();

	final RequestFaults faults() {
		return this.faults;
	}

	/** Called by the thread that accepts connections, which must survive. */
	@Override
	protected final boolean setSocketOptions(SocketChannel socket) {
		try {
			makeRoom();
			return super.setSocketOptions(socket);
		}
		catch (Throwable ex) {
			reportFromAcceptor(ex);
			return false;
		}
	}

	/** A connection is about to be served. */
	protected void makeRoom() {
	}

	private void reportFromAcceptor(Throwable fault) {
		try {
			this.faults.report(fault);
		}
		catch (Throwable ex) {
			// Nothing is left that could report it.
		}
	}

	@Override
	protected SocketProcessorBase<NioChannel> createSocketProcessor(SocketWrapperBase<NioChannel> connection,
			SocketEvent event) {
		return new ClosingProcessor(connection, event);
	}

	/** Closes the connection whatever is thrown. */
	private final class ClosingProcessor extends SocketProcessor {

		private ClosingProcessor(SocketWrapperBase<NioChannel> connection, SocketEvent event) {
			super(connection, event);
		}

		@Override
		protected void doRun() {
			// Is forgotten afterwards.
			SocketWrapperBase<NioChannel> connection = this.socketWrapper;
			try {
				super.doRun();
			}
			catch (Throwable ex) {
				connection.close();
				FaultEndpoint.this.faults.report(ex);
			}
		}

	}

}
