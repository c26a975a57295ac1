package io.github.socialhook.store.postgresql;

import java.sql.SQLException;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What PgBouncer says of itself: older versions do so with one SQLSTATE for everything,
 * from an outage that will pass to a password that is wrong.
 */
final class PgBouncerErrors {

	static final String UNKNOWN_PARAMETER = "42704";

	private static final String PROTOCOL = "08P01";

	/** The SQLSTATE that PostgreSQL has for what waiting does not fix. */
	private static final Map<String, String> STATES = Map.of("authentication failed", "28000", "no such user", "28000",
			"no such database", "3D000", "unsupported startup parameter", UNKNOWN_PARAMETER);

	private PgBouncerErrors() {
	}

	/** Whether it refuses a transaction, because it supports only statements. */
	static boolean isStatementMode(SQLException failure) {
		return isSaid(failure, "statement pooling");
	}

	/** The SQLSTATE of a failure, in the words of PostgreSQL. */
	static @Nullable String stateOf(SQLException failure) {
		return STATES.entrySet()
			.stream()
			.filter((each) -> isSaid(failure, each.getKey()))
			.map(Map.Entry::getValue)
			.findFirst()
			.orElse(failure.getSQLState());
	}

	private static boolean isSaid(SQLException failure, String words) {
		return PROTOCOL.equals(failure.getSQLState()) && String.valueOf(failure.getMessage()).contains(words);
	}

}
