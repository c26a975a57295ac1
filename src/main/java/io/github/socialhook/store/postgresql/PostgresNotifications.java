package io.github.socialhook.store.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

import io.github.socialhook.log.LogLimit;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Tells other nodes with {@code NOTIFY} that something is due, and does without while the
 * queue of notifications is full: the others find it by polling.
 */
final class PostgresNotifications {

	private static final Log logger = LogFactory.getLog(PostgresNotifications.class);

	private static final Duration PAUSE = Duration.ofSeconds(10);

	private static final String NOTIFY = "NOTIFY " + PostgresDialect.CHANNEL;

	/** A queue that is full does not notice by itself that all of it has been read. */
	private static final String CLEAN_UP = "SELECT pg_notification_queue_usage(); ";

	private final LogLimit log = new LogLimit();

	private final AtomicReference<@Nullable Long> silentUntilNanos = new AtomicReference<>();

	void send(Connection connection) throws SQLException {
		Long silentUntil = this.silentUntilNanos.get();
		if (silentUntil == null) {
			PostgresSessions.execute(connection, NOTIFY);
		}
		else if (silentUntil - System.nanoTime() <= 0) {
			PostgresSessions.execute(connection, CLEAN_UP + NOTIFY);
			this.silentUntilNanos.set(null);
		}
	}

	/** Sends nothing for a while if a transaction has failed because of that. */
	void failed(SQLException failure) {
		if (PostgresErrors.isNotificationQueueFull(failure)) {
			this.silentUntilNanos.set(System.nanoTime() + PAUSE.toNanos());
			warn();
		}
	}

	private synchronized void warn() {
		if (this.log.isTime()) {
			logger.warn("The NOTIFY queue of PostgreSQL is full: until there is room, instances poll once a second "
					+ "for deliveries that are due on others. A session that has run LISTEN keeps a transaction open; "
					+ "pg_stat_activity shows it");
		}
	}

}
