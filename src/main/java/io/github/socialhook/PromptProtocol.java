package io.github.socialhook;

import java.util.concurrent.Semaphore;

import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.NioEndpoint;

/**
 * HTTP/1.1 as Tomcat speaks it, but for impatient senders only: whoever sends slowly, and
 * whoever sends nothing while others want in, is not waited for. Public because Tomcat
 * makes it.
 */
public final class PromptProtocol extends Http11NioProtocol {

	/** What a request takes while its body is waited for. */
	private static final int SEAT_SIZE = 96 * 1024;

	/** Before Java 24, each of those takes one of 256 threads of the system as well. */
	private static final int SEATS_ON_OLDER_JAVA = 192;

	private static final int MOST_SEATS = 4096;

	private final Semaphore seats = new Semaphore(affordableSeats());

	/** Made by Tomcat. */
	public PromptProtocol() {
		super(new PromptEndpoint());
	}

	private static int affordableSeats() {
		int most = (Runtime.version().feature() < 24) ? SEATS_ON_OLDER_JAVA : MOST_SEATS;
		return (int) Math.min(most, Runtime.getRuntime().maxMemory() / 4 / SEAT_SIZE);
	}

	@Override
	protected Processor createProcessor() {
		return new PromptProcessor(this, getAdapter(), this.seats);
	}

	/** Waits less as soon as half of the connections are taken. */
	private static final class PromptEndpoint extends NioEndpoint {

		private static final int CROWDED_MILLIS = 500;

		@Override
		public int getConnectionTimeout() {
			int usual = super.getConnectionTimeout();
			boolean crowded = getConnectionCount() > getMaxConnections() / 2;
			return (crowded && (usual <= 0 || usual > CROWDED_MILLIS)) ? CROWDED_MILLIS : usual;
		}

	}

}
