package io.github.socialhook.inbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

import javax.sql.DataSource;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * Hears what other nodes say through PostgreSQL. When it cannot listen, polling does its
 * work, more slowly.
 */
final class PostgresBell implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(PostgresBell.class);

	private static final int PATIENCE_MILLIS = 500;

	private static final int PAUSE_MILLIS = 1000;

	private final DataSource dataSource;

	private final Runnable whenRung;

	private final Thread thread = Thread.ofPlatform().daemon().name("socialhook-bell").unstarted(this::run);

	private volatile boolean closed;

	PostgresBell(DataSource dataSource, Runnable whenRung) {
		this.dataSource = dataSource;
		this.whenRung = whenRung;
	}

	void start() {
		this.thread.start();
	}

	private void run() {
		while (!this.closed) {
			try {
				listen();
			}
			catch (SQLException | RuntimeException | Error ex) {
				logger.debug("The bell cannot be heard at the moment", ex);
				pause();
			}
		}
	}

	private void listen() throws SQLException {
		try (Connection connection = this.dataSource.getConnection()) {
			// A server that went away without a word must not be listened to for ever.
			connection.setNetworkTimeout(Runnable::run, 10 * PATIENCE_MILLIS);
			try (Statement statement = connection.createStatement()) {
				statement.execute("LISTEN " + PostgresDialect.CHANNEL);
				PGConnection listener = connection.unwrap(PGConnection.class);
				while (!this.closed) {
					PGNotification[] rung = listener.getNotifications(PATIENCE_MILLIS);
					if (rung != null && rung.length > 0) {
						this.whenRung.run();
					}
				}
				statement.execute("UNLISTEN " + PostgresDialect.CHANNEL);
			}
		}
	}

	private void pause() {
		try {
			Thread.sleep(PAUSE_MILLIS);
		}
		catch (InterruptedException ex) {
			logger.debug("The bell's pause was cut short", ex);
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
