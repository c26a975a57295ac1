package io.github.socialhook.store.database;

import java.sql.SQLException;

import org.jspecify.annotations.Nullable;

/**
 * The root cause of a failure: pools and migrations wrap it in exceptions of their own.
 *
 * @param thrown the failure as it came
 * @param sql what the driver said, if it said anything
 */
record StoreFault(Throwable thrown, @Nullable SQLException sql) {

	static StoreFault of(Throwable thrown) {
		SQLException deepest = null;
		for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
			deepest = (cause instanceof SQLException found) ? found : deepest;
		}
		return new StoreFault(thrown, deepest);
	}

	boolean isAway(DatabaseDialect dialect) {
		return this.sql != null && dialect.isAway(this.sql);
	}

	String advice(DatabaseDialect dialect) {
		return dialect.advice(this.sql);
	}

	@Override
	public String toString() {
		Throwable told = (this.sql != null) ? this.sql : this.thrown;
		Throwable cause = told.getCause();
		return told.getMessage() + ((cause != null) ? " (" + cause + ")" : "");
	}

}
