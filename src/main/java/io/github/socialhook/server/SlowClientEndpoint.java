package io.github.socialhook.server;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SocketWrapperBase;

/**
 * The connections of the public port. As soon as half of those that there may be are in
 * use, timeouts are short, and the strangers that have been silent for longest are
 * disconnected: clients that have never sent a genuine request.
 */
final class SlowClientEndpoint extends FaultEndpoint {

	private static final int BUSY_TIMEOUT_MILLIS = 500;

	private static final long SHED_INTERVAL = TimeUnit.MILLISECONDS.toNanos(100);

	/** More closed connections than that are not kept in mind. */
	private static final int MAX_CLOSED = 256;

	/** Those that have carried a genuine request. */
	private final Set<SocketWrapperBase<?>> genuine = ConcurrentHashMap.newKeySet();

	private final AtomicLong nextShedding = new AtomicLong(System.nanoTime());

	@Override
	public int getConnectionTimeout() {
		return isBusy() ? busyTimeout(super.getConnectionTimeout()) : super.getConnectionTimeout();
	}

	boolean isBusy() {
		return getConnectionCount() > getMaxConnections() / 2;
	}

	private static int busyTimeout(int configured) {
		return (configured <= 0) ? BUSY_TIMEOUT_MILLIS : Math.min(configured, BUSY_TIMEOUT_MILLIS);
	}

	/** Keeps a connection for as long as it is configured, whatever there is to do. */
	void keep(SocketWrapperBase<?> connection) {
		if (!this.genuine.contains(connection)) {
			if (this.genuine.size() > getConnectionCount() + MAX_CLOSED) {
				this.genuine.removeIf(SocketWrapperBase::isClosed);
			}
			this.genuine.add(connection);
		}
	}

	/** Shortens the time that a stranger's connection may wait for its next request. */
	void limitIdleTime(SocketWrapperBase<?> connection) {
		if (isBusy() && !this.genuine.contains(connection)) {
			connection.setReadTimeout(busyTimeout(getKeepAliveTimeout()));
		}
	}

	@Override
	protected void makeRoom() {
		if (isBusy()) {
			long now = System.nanoTime();
			long due = this.nextShedding.get();
			if (now - due >= 0 && this.nextShedding.compareAndSet(due, now + SHED_INTERVAL)) {
				shed(getConnectionCount() - getMaxConnections() / 2);
			}
		}
	}

	/** Lets the poller disconnect that many strangers, the longest silent ones first. */
	private void shed(long number) {
		List<Silent> strangers = this.connections.values()
			.stream()
			.filter((connection) -> !this.genuine.contains(connection))
			.filter(NioSocketWrapper.class::isInstance)
			.map(NioSocketWrapper.class::cast)
			.map((connection) -> new Silent(connection, connection.getLastRead()))
			.filter((silent) -> System.currentTimeMillis() - silent.since() > BUSY_TIMEOUT_MILLIS)
			.sorted(Comparator.comparingLong(Silent::since))
			.limit(number)
			.toList();
		strangers.forEach((silent) -> silent.connection().setReadTimeout(1));
	}

	/**
	 * A connection over which nothing has come for a while.
	 *
	 * @param connection the connection
	 * @param since when something came last, in milliseconds
	 */
	private record Silent(SocketWrapperBase<NioChannel> connection, long since) {

	}

}
