package io.github.socialhook.store.postgresql;

import java.io.Serial;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;

/** A pooler between the store and PostgreSQL does not give what the store needs. */
final class PoolerException extends SQLNonTransientConnectionException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final String advice;

	private PoolerException(String message, String advice) {
		super(message, PostgresErrors.REJECTED);
		this.advice = advice;
	}

	static PoolerException sharesSessions() {
		return new PoolerException(
				"PgBouncer or another pooler lends its connections for a single transaction or statement "
						+ "(pool_mode=transaction or statement), and the store needs sessions",
				"Let spring.datasource.url lead to PostgreSQL itself, or set pool_mode=session for this database or "
						+ "user in PgBouncer.");
	}

	static PoolerException hasNoOther(SQLException cause) {
		return new PoolerException(
				"PgBouncer or another pooler gives one connection, and no other: " + cause.getMessage(),
				"Let PgBouncer have as many connections to the server (default_pool_size) as all nodes together have "
						+ "in their pools (spring.datasource.hikari.maximum-pool-size).");
	}

	/** What to do about it. */
	String advice() {
		return this.advice;
	}

}
