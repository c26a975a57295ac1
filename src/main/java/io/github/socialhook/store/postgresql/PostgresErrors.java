package io.github.socialhook.store.postgresql;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** What the SQLSTATEs of PostgreSQL mean for the store. */
final class PostgresErrors {

	/**
	 * Classes of SQLSTATE that concern the server: connection, resources, intervention,
	 * system.
	 */
	private static final Set<String> CLASSES_OF_OUTAGES = Set.of("08", "53", "57", "58", "XX");

	private static final String READ_ONLY = "25006";

	/** The server is there, and wants to be spoken to in another way. */
	static final String REJECTED = "08004";

	private static final String NO_SUCH_DATABASE = "3D000";

	private static final String NOT_ALLOWED = "42501";

	private static final String INVALID_SETTING = "22023";

	private static final String TIMEOUT = "57014";

	private static final String DUPLICATE = "23505";

	private static final String LIMIT_EXCEEDED = "54000";

	/** The file of the server's source that is about notifications, in all languages. */
	private static final String NOTIFICATIONS = "async.c";

	/** The encoding of the database does not have all characters. */
	static final String NO_SUCH_CHARACTER = "22021";

	/** Their ids are given by the server. */
	private static final Set<String> TABLES_WITH_SEQUENCES = Set.of("socialhook_delivery", "socialhook_replay");

	private static final Set<String> CONFLICTS = Set.of("40001", "40P01");

	private PostgresErrors() {
	}

	static boolean isDown(SQLException failure) {
		return isDown(failure.getSQLState());
	}

	private static boolean isDown(@Nullable String state) {
		return state == null || state.length() < 2 || state.equals(READ_ONLY)
				|| (CLASSES_OF_OUTAGES.contains(state.substring(0, 2)) && !state.equals(TIMEOUT));
	}

	static boolean isTimeout(SQLException failure) {
		return TIMEOUT.equals(failure.getSQLState());
	}

	/** Whether a transaction may succeed if it is simply tried again. */
	static boolean isConflict(SQLException failure) {
		return (failure.getSQLState() != null && CONFLICTS.contains(failure.getSQLState()))
				|| isNotificationQueueFull(failure);
	}

	static boolean isNotificationQueueFull(SQLException failure) {
		ServerErrorMessage said = LIMIT_EXCEEDED.equals(failure.getSQLState()) ? saidBy(failure) : null;
		return said != null && NOTIFICATIONS.equals(said.getFile());
	}

	static boolean isReadOnly(SQLException failure) {
		return READ_ONLY.equals(failure.getSQLState());
	}

	static boolean isAway(SQLException failure) {
		String state = PgBouncerErrors.stateOf(failure);
		if (state == null) {
			// What a pool says when nothing has answered at all.
			return failure instanceof SQLTransientConnectionException;
		}
		return isDown(state) && !state.equals(REJECTED) && !state.startsWith("XX");
	}

	/** Leaves out the detail that the server adds: it quotes the row. */
	static String describe(SQLException failure) {
		ServerErrorMessage said = saidBy(failure);
		if (said == null) {
			return String.valueOf(deepest(failure).getMessage());
		}
		String text = said.getMessage() + " (SQLSTATE " + said.getSQLState() + ")";
		if (READ_ONLY.equals(said.getSQLState())) {
			return text + ". The connection leads to a standby, or to a former primary, and is closed. With several "
					+ "hosts, spring.datasource.url needs 'targetServerType=primary'";
		}
		String table = said.getTable();
		if (DUPLICATE.equals(said.getSQLState()) && table != null && (table + "_pkey").equals(said.getConstraint())
				&& TABLES_WITH_SEQUENCES.contains(table)) {
			String qualified = said.getSchema() + "." + table;
			return text + ". The sequence of " + qualified + ".id is behind the rows of the table. Correct it: "
					+ "SELECT setval(pg_get_serial_sequence('%1$s', 'id'), (SELECT max(id) FROM %1$s))"
						.formatted(qualified);
		}
		return text;
	}

	/** A pool puts what the driver says into words of its own. */
	private static SQLException deepest(SQLException failure) {
		SQLException deepest = failure;
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			deepest = (cause instanceof SQLException found) ? found : deepest;
		}
		return deepest;
	}

	private static @Nullable ServerErrorMessage saidBy(SQLException failure) {
		for (SQLException next = failure; next != null; next = next.getNextException()) {
			for (Throwable cause = next; cause != null; cause = cause.getCause()) {
				if (cause instanceof PSQLException said && said.getServerErrorMessage() != null) {
					return said.getServerErrorMessage();
				}
			}
		}
		return null;
	}

	/** What the driver says if the server wants a password and none is configured. */
	private static boolean asksForPassword(String state, @Nullable SQLException failure) {
		return state.equals(REJECTED) && failure != null && String.valueOf(failure.getMessage()).contains("password");
	}

	static String advice(@Nullable SQLException failure) {
		if (failure instanceof PoolerException pooler) {
			return pooler.advice();
		}
		String state = (failure != null) ? String.valueOf(PgBouncerErrors.stateOf(failure)) : "";
		if (state.startsWith("28") || asksForPassword(state, failure)) {
			return "Set spring.datasource.username and spring.datasource.password to those of a user that can log "
					+ "in there.";
		}
		if (failure != null && state.equals(INVALID_SETTING)
				&& String.valueOf(failure.getMessage()).contains("\"TimeZone\"")) {
			return "Start Java with -Duser.timezone=UTC: the JDBC driver sends the time zone of the process with every "
					+ "connection, and this server does not know it.";
		}
		return switch (state) {
			case NO_SUCH_DATABASE -> "Create the database, or name another in spring.datasource.url.";
			case PgBouncerErrors.UNKNOWN_PARAMETER -> "Add the parameter to ignore_startup_parameters of PgBouncer, or "
					+ "leave it out of spring.datasource.url. Ignored parameters have no effect: set the schema "
					+ "with 'ALTER ROLE … SET search_path' then, not with currentSchema.";
			case NO_SUCH_CHARACTER -> "Create a database with \"CREATE DATABASE socialhook ENCODING 'UTF8' TEMPLATE "
					+ "template0\", and name it in spring.datasource.url.";
			case NOT_ALLOWED -> "Make the user of spring.datasource.username the owner of the schema, or let it "
					+ "create tables there.";
			default -> "Set spring.datasource.url to a database of PostgreSQL 15 or newer with a separate schema "
					+ "for Socialhook, for instance with '?currentSchema=socialhook'.";
		};
	}

}
