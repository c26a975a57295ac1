package io.github.socialhook.store.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

import javax.sql.DataSource;

import io.github.socialhook.store.queue.WakeUpListener;
import io.github.socialhook.store.write.BackgroundTask;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

import org.springframework.util.backoff.ExponentialBackOff;

/**
 * Hears what other nodes say through PostgreSQL. When it cannot listen, polling does its
 * work, more slowly.
 */
final class PostgresListener implements WakeUpListener {

	private static final Log logger = LogFactory.getLog(PostgresListener.class);

	private static final int POLL_MILLIS = 500;

	private static final int BACK_OFF_MILLIS = 1000;

	private static final int MAX_BACK_OFF_MILLIS = 10_000;

	private final DataSource dataSource;

	private final Runnable wakeUp;

	private final BackgroundTask task;

	PostgresListener(DataSource dataSource, Runnable wakeUp) {
		this.dataSource = dataSource;
		this.wakeUp = wakeUp;
		ExponentialBackOff backOff = new ExponentialBackOff(BACK_OFF_MILLIS, 2);
		backOff.setMaxInterval(MAX_BACK_OFF_MILLIS);
		this.task = new BackgroundTask("socialhook-listener", this::listen, backOff,
				(failure) -> logger.debug("Listening for notifications of PostgreSQL failed and is retried", failure));
	}

	@Override
	public void start() {
		this.task.start();
	}

	private Duration listen() throws SQLException {
		try (Connection connection = this.dataSource.getConnection()) {
			PostgresSessions.listen(connection);
			return listenOver(connection);
		}
	}

	/** What fails once it has listened has not failed in a row. */
	private Duration listenOver(Connection connection) {
		try {
			PGConnection listener = connection.unwrap(PGConnection.class);
			while (!this.task.isClosed()) {
				PGNotification[] notifications = listener.getNotifications(POLL_MILLIS);
				if (notifications != null && notifications.length > 0) {
					this.wakeUp.run();
				}
			}
			PostgresSessions.unlisten(connection);
			return Duration.ZERO;
		}
		catch (SQLException ex) {
			logger.debug("Listening for notifications of PostgreSQL has ended", ex);
			return Duration.ofMillis(BACK_OFF_MILLIS);
		}
	}

	@Override
	public void close() {
		this.task.close();
	}

}
