package io.github.socialhook.store.write;

import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import io.github.socialhook.inbox.Outage;
import io.github.socialhook.log.FaultLog;
import io.github.socialhook.log.LogLimit;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Says why the database accepts no writes: each cause when it first comes, and then once
 * a minute. Used by one thread, but for {@link #last()}.
 */
final class OutageLog {

	private static final Log logger = LogFactory.getLog(OutageLog.class);

	/** More causes than that are one. */
	private static final int MOST_CAUSES = 16;

	private final Map<String, LogLimit> causes = new HashMap<>();

	private final InstantSource clock;

	private volatile @Nullable Outage last;

	OutageLog(InstantSource clock) {
		this.clock = clock;
	}

	/**
	 * Logs a failure, if it is time.
	 * @param reason what the database said, and what to do if it is known
	 * @return whether this is the first failure for this cause
	 */
	boolean failed(Exception failure, String reason) {
		String cause = causeOf(failure);
		note(reason);
		boolean known = this.causes.containsKey(cause);
		if (!known && this.causes.size() >= MOST_CAUSES) {
			cause = "";
		}
		if (this.causes.computeIfAbsent(cause, (key) -> new LogLimit()).isTime()) {
			log(known, reason, failure);
		}
		return !known;
	}

	/** The trace of what a driver throws shows nothing but the way to the socket. */
	private static void log(boolean known, String reason, Exception failure) {
		if (known) {
			logger.error("The database still accepts no writes: " + reason);
		}
		else if (failure instanceof SQLException) {
			logger.error("The database accepts no writes at the moment: " + reason);
			logger.debug("The database accepts no writes", failure);
		}
		else {
			FaultLog.error(logger, "The database accepts no writes at the moment: " + reason, failure);
		}
	}

	private void note(String cause) {
		Outage outage = this.last;
		Instant now = this.clock.instant();
		this.last = new Outage((outage != null && !outage.over()) ? outage.since() : now, now, false, cause);
	}

	/** Returns the latest outage, if there was one. Called by any thread. */
	Optional<Outage> last() {
		return Optional.ofNullable(this.last);
	}

	void recovered() {
		Outage outage = this.last;
		if (outage != null && !outage.over()) {
			this.last = new Outage(outage.since(), outage.latest(), true, outage.cause());
		}
		if (!this.causes.isEmpty()) {
			logger.info("The database accepts writes again");
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
