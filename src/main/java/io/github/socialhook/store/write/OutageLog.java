package io.github.socialhook.store.write;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Says why the database takes no writes: each cause when it first comes, and then once a
 * minute. Used by one thread.
 */
final class OutageLog {

	private static final Log logger = LogFactory.getLog(OutageLog.class);

	/** More causes than that are one. */
	private static final int MOST_CAUSES = 16;

	private final Map<String, LogLimit> causes = new HashMap<>();

	void failed(Exception failure) {
		String cause = causeOf(failure);
		boolean known = this.causes.containsKey(cause);
		if (!known && this.causes.size() >= MOST_CAUSES) {
			cause = "";
		}
		if (this.causes.computeIfAbsent(cause, (key) -> new LogLimit()).isTime()) {
			if (known) {
				logger.error("The database still takes no writes: " + cause);
			}
			else {
				logger.error("The database takes no writes at the moment", failure);
			}
		}
	}

	void recovered() {
		if (!this.causes.isEmpty()) {
			logger.info("The database takes writes again");
			this.causes.clear();
		}
	}

	/** A pool puts what a driver says into words of its own, with figures that differ. */
	private static String causeOf(Exception failure) {
		Throwable deepest = failure;
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			deepest = (cause instanceof SQLException) ? cause : deepest;
		}
		return String.valueOf(deepest.getMessage());
	}

}
