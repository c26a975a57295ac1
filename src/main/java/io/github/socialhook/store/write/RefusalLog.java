package io.github.socialhook.store.write;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

import io.github.socialhook.log.FaultLog;
import io.github.socialhook.log.LogLimit;
import io.github.socialhook.store.database.Store;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Says why the database refuses single writes although it works: each kind of reason when
 * it first comes, and then once a minute. Used by one thread.
 */
final class RefusalLog {

	private static final Log logger = LogFactory.getLog(RefusalLog.class);

	/** More kinds than that are one. */
	private static final int MOST_KINDS = 16;

	private final Map<String, LogLimit> kinds = new HashMap<>();

	private final Store store;

	private long unsaid;

	RefusalLog(Store store) {
		this.store = store;
	}

	/** Logs a refusal, if it is time, and returns its reason. */
	String refused(Exception failure) {
		String reason = this.store.describe(failure);
		String kind = kindOf(failure);
		if (!this.kinds.containsKey(kind) && this.kinds.size() >= MOST_KINDS) {
			kind = "";
		}
		if (!this.kinds.computeIfAbsent(kind, (key) -> new LogLimit()).isTime()) {
			this.unsaid++;
			return reason;
		}
		String more = (this.unsaid > 0) ? " (and " + this.unsaid + " more since the last such line)" : "";
		this.unsaid = 0;
		if (failure instanceof SQLException) {
			// Without its trace: what a database says in it may hold values of the row.
			logger.error("The database works, but refuses a write: " + reason + more);
		}
		else {
			FaultLog.error(logger, "A write failed although the database works" + more, failure);
		}
		return reason;
	}

	private static String kindOf(Exception failure) {
		return (failure instanceof SQLException ex) ? ex.getSQLState() + "/" + ex.getErrorCode()
				: failure.getClass().getName();
	}

}
