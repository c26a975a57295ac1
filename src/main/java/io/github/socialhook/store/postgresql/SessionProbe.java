package io.github.socialhook.store.postgresql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import javax.sql.DataSource;

import io.github.socialhook.store.database.Store;
import org.postgresql.PGConnection;

/**
 * Finds out whether a connection has a session of its own in the server. Before that may
 * be a pooler such as PgBouncer, which lends a session for one transaction only: then
 * settings would reach other applications, and prepared statements and LISTEN would not
 * work.
 */
final class SessionProbe {

	/**
	 * Others may use the pooler at the same time, and there may be several at one
	 * address: what is shared is seen in nearly every round.
	 */
	private static final int ROUNDS = 10;

	/** A server or a machine that is slow for a moment may let the first ones fail. */
	private static final int ATTEMPTS = 3;

	/** No round takes longer. */
	private static final int SILENCE_MILLIS = 5000;

	private final DataSource dataSource;

	private final Connection connection;

	private SessionProbe(DataSource dataSource, Connection connection) {
		this.dataSource = dataSource;
		this.connection = connection;
	}

	/**
	 * Looks at a pool of connections.
	 * @throws PoolerException if its connections have no session of their own
	 */
	static void requireSession(DataSource dataSource) throws SQLException {
		Connection connection = dataSource.getConnection();
		try (connection) {
			connection.setNetworkTimeout(Runnable::run, SILENCE_MILLIS);
			connection.setAutoCommit(true);
			// A pooler does not say the same number at the login.
			if (sessionOf(connection) != connection.unwrap(PGConnection.class).getBackendPID()) {
				new SessionProbe(dataSource, connection).run();
			}
		}
	}

	private void run() throws SQLException {
		for (int i = 0; i < ROUNDS; i++) {
			int first = sessionOf(this.connection);
			int second = sessionOf(this.connection);
			// With no transaction open, what was lent comes back: it is lent next, or
			// last.
			if (second != first || sessionOfAnother() == second) {
				throw PoolerException.sharesSessions();
			}
		}
	}

	private int sessionOfAnother() throws SQLException {
		for (int attempt = 1;; attempt++) {
			try {
				Connection other = this.dataSource.getConnection();
				try (other) {
					return sessionOfTransaction(other);
				}
				finally {
					Store.discard(this.dataSource, other);
				}
			}
			catch (SQLException ex) {
				if (PgBouncerErrors.isStatementMode(ex)) {
					throw PoolerException.sharesSessions();
				}
				// In an outage, this connection fails, too.
				sessionOf(this.connection);
				if (attempt == ATTEMPTS) {
					throw PoolerException.hasNoOther(ex);
				}
			}
		}
	}

	private static int sessionOfTransaction(Connection connection) throws SQLException {
		connection.setNetworkTimeout(Runnable::run, SILENCE_MILLIS);
		// The statements that begin and end a transaction would stay in the server.
		connection.unwrap(PGConnection.class).setPrepareThreshold(0);
		connection.setAutoCommit(false);
		int session = sessionOf(connection);
		connection.rollback();
		return session;
	}

	private static int sessionOf(Connection connection) throws SQLException {
		try (Statement statement = connection.createStatement();
				ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
			row.next();
			return row.getInt(1);
		}
	}

}
