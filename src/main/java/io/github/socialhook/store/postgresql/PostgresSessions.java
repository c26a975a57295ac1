package io.github.socialhook.store.postgresql;

import java.sql.Connection;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;

import org.postgresql.PGConnection;

/**
 * Sets what sessions of PostgreSQL need. Whatever others have set for the role or the
 * database does not matter to them.
 */
final class PostgresSessions {

	/**
	 * Longer than any answer may take: a connection that is silent for so long is dead.
	 */
	private static final int SILENCE_MILLIS = 5000;

	/** What is given up at the timeout of the network must not run on in the server. */
	private static final int WRITE_MILLIS = 4000;

	/** A node that is frozen within a transaction must not keep its locks. */
	private static final int IDLE_MILLIS = 60_000;

	/** How soon the server notices that its client is gone. */
	private static final int CLIENT_CHECK_MILLIS = 1000;

	/** How long a query may take that someone looks with. */
	private static final int READ_MILLIS = 25_000;

	/** Longer than anything takes that people ask for. */
	private static final int READ_SILENCE_MILLIS = 30_000;

	/** Such a connection waits for hours, and is not to be closed meanwhile. */
	private static final String HELD = """
			SET idle_session_timeout = 0;
			""";

	/** The setting is unknown before PostgreSQL 17. */
	private static final String ANY_LENGTH = """
			SELECT set_config('transaction_timeout', '0', %s) WHERE current_setting('server_version_num')::int >= 170000;
			""";

	private static final String READ_COMMITTED = """
			SET default_transaction_isolation = 'read committed';
			SET default_transaction_read_only = off;
			SET default_transaction_deferrable = off;
			""" + String.format(Locale.ROOT, ANY_LENGTH, false);

	/** The driver asks for the time zone of the process. */
	private static final String UTC = """
			SET TimeZone = 'UTC';
			""";

	private static final String WRITER = HELD + READ_COMMITTED + UTC + String.format(Locale.ROOT, """
			SET synchronous_commit = on;
			SET statement_timeout = %d;
			SET lock_timeout = 0;
			SET idle_in_transaction_session_timeout = %d;
			SET client_connection_check_interval = %d
			""", WRITE_MILLIS, IDLE_MILLIS, CLIENT_CHECK_MILLIS);

	private static final String MIGRATION = HELD + READ_COMMITTED + UTC + """
			SET statement_timeout = 0;
			SET lock_timeout = 0;
			SET idle_in_transaction_session_timeout = 0
			""";

	/**
	 * For one transaction only: the connection is someone else's next, for instance a
	 * host application's.
	 */
	private static final String READER = String.format(Locale.ROOT, """
			SET TRANSACTION ISOLATION LEVEL READ COMMITTED, READ ONLY;
			SET LOCAL TimeZone = 'UTC';
			SET LOCAL statement_timeout = %d;
			SET LOCAL lock_timeout = 0;
			SET LOCAL idle_in_transaction_session_timeout = %d;
			SET LOCAL client_connection_check_interval = %d;
			""", READ_MILLIS, IDLE_MILLIS, CLIENT_CHECK_MILLIS) + String.format(Locale.ROOT, ANY_LENGTH, true);

	private PostgresSessions() {
	}

	static void prepareWriter(Connection connection) throws SQLException {
		connection.setNetworkTimeout(Runnable::run, SILENCE_MILLIS);
		execute(connection, WRITER);
	}

	/** What migrates may take as long as it takes. */
	static void prepareMigration(Connection connection) throws SQLException {
		requireUnicode(connection);
		execute(connection, MIGRATION);
	}

	/** The server tells each client its encoding without being asked. */
	private static void requireUnicode(Connection connection) throws SQLException {
		String encoding = connection.unwrap(PGConnection.class).getParameterStatus("server_encoding");
		if (encoding != null && !encoding.equals("UTF8")) {
			throw new SQLDataException(
					"The encoding of the database is " + encoding + ", which cannot store all events. It must be UTF8",
					PostgresErrors.NO_SUCH_CHARACTER);
		}
	}

	/** Begins a transaction. */
	static void beginReading(Connection connection) throws SQLException {
		connection.setNetworkTimeout(Runnable::run, READ_SILENCE_MILLIS);
		connection.setAutoCommit(false);
		execute(connection, READER);
	}

	/** Listens from now on: notifications come to a session with no transaction open. */
	static void listen(Connection connection) throws SQLException {
		// A server that vanished without closing the connection is noticed.
		connection.setNetworkTimeout(Runnable::run, SILENCE_MILLIS);
		connection.setAutoCommit(true);
		execute(connection, HELD + "LISTEN " + PostgresDialect.CHANNEL);
	}

	/** Leaves the session as it was before. */
	static void unlisten(Connection connection) throws SQLException {
		execute(connection, "UNLISTEN " + PostgresDialect.CHANNEL + "; RESET idle_session_timeout");
	}

	static void execute(Connection connection, String sql) throws SQLException {
		try (Statement statement = connection.createStatement()) {
			statement.execute(sql);
		}
	}

}
