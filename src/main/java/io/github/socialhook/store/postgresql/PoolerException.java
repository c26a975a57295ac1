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
				"PgBouncer or another pooler assigns connections per transaction or statement "
						+ "(pool_mode=transaction or statement), but the store needs sessions",
				"Point spring.datasource.url to PostgreSQL itself, or set pool_mode=session for this database or "
						+ "user in PgBouncer.");
	}

	static PoolerException hasNoOther(SQLException cause) {
		return new PoolerException("PgBouncer or another pooler provides only one connection: " + cause.getMessage(),
				"Set default_pool_size of PgBouncer to at least the total of "
						+ "spring.datasource.hikari.maximum-pool-size of all instances.");
	}

	/** What to do about it. */
	String advice() {
		return this.advice;
	}

}
