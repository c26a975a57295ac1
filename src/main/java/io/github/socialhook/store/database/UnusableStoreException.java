package io.github.socialhook.store.database;

import java.io.Serial;

/** The configured database is there, but not as it must be. */
public final class UnusableStoreException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final String action;

	public UnusableStoreException(String url, StoreFault fault, DatabaseDialect dialect, Exception cause) {
		super("The database '" + UnsupportedStoreException.withoutParameters(url) + "' cannot be used: " + fault,
				cause);
		this.action = fault.advice(dialect);
	}

	/** What to do about it. */
	public String action() {
		return this.action;
	}

}
