package io.github.socialhook.server;

import io.github.socialhook.log.FaultLog;
import io.github.socialhook.log.LogLimit;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Logs what ends requests although it should never get that far, at most once a minute.
 */
final class RequestFaults {

	private static final Log logger = LogFactory.getLog(RequestFaults.class);

	private final LogLimit limit = new LogLimit();

	RequestFaults() {
		FaultLog.prepare();
	}

	/** Reports what was thrown, after the request has been ended. */
	void report(Throwable fault) {
		long suppressed = this.limit.acquire();
		if (suppressed >= 0) {
			FaultLog.error(logger, "A request was ended by an unexpected exception" + LogLimit.describe(suppressed),
					fault);
		}
	}

}
