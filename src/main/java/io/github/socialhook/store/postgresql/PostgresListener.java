package io.github.socialhook.store.postgresql;

import java.sql.Connection;
import java.sql.SQLException;

import javax.sql.DataSource;

import io.github.socialhook.store.queue.WakeUpListener;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * Hears what other nodes say through PostgreSQL. When it cannot listen, polling does its
 * work, more slowly.
 */
final class PostgresListener implements WakeUpListener {

	private static final Log logger = LogFactory.getLog(PostgresListener.class);

	private static final int POLL_MILLIS = 500;

	private static final int BACK_OFF_MILLIS = 1000;

	private final DataSource dataSource;

	private final Runnable wakeUp;

	private final Thread thread = Thread.ofPlatform().daemon().name("socialhook-listener").unstarted(this::run);

	private volatile boolean closed;

	PostgresListener(DataSource dataSource, Runnable wakeUp) {
		this.dataSource = dataSource;
		this.wakeUp = wakeUp;
	}

	@Override
	public void start() {
		this.thread.start();
	}

	private void run() {
		while (!this.closed) {
			try {
				listen();
			}
			catch (SQLException | RuntimeException | Error ex) {
				logger.debug("PostgreSQL cannot be listened to at the moment", ex);
				backOff();
			}
		}
	}

	private void listen() throws SQLException {
		try (Connection connection = this.dataSource.getConnection()) {
			PostgresSessions.listen(connection);
			PGConnection listener = connection.unwrap(PGConnection.class);
			while (!this.closed) {
				PGNotification[] notifications = listener.getNotifications(POLL_MILLIS);
				if (notifications != null && notifications.length > 0) {
					this.wakeUp.run();
				}
			}
			PostgresSessions.unlisten(connection);
		}
	}

	private void backOff() {
		try {
			Thread.sleep(BACK_OFF_MILLIS);
		}
		catch (InterruptedException ex) {
			logger.debug("The back-off of the listener was interrupted", ex);
		}
	}

	@Override
	public void close() {
		this.closed = true;
		this.thread.interrupt();
		try {
			this.thread.join();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
