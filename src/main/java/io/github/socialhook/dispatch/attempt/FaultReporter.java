package io.github.socialhook.dispatch.attempt;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

import io.github.socialhook.delivery.FaultSource;
import io.github.socialhook.delivery.HandlingListener;
import io.github.socialhook.log.FaultLog;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Reports unexpected faults of the dispatcher, so that its threads can continue. Each is
 * counted; one a minute is logged for each source. Never throws.
 */
public final class FaultReporter {

	private static final Log logger = LogFactory.getLog(FaultReporter.class);

	private static final long LOG_INTERVAL_NANOS = Duration.ofMinutes(1).toNanos();

	private final HandlingListener listener;

	private final Map<FaultSource, Long> lastLogged = new EnumMap<>(FaultSource.class);

	/**
	 * Creates a reporter.
	 * @param listener is notified of each fault; must not throw
	 */
	public FaultReporter(HandlingListener listener) {
		this.listener = listener;
		FaultLog.prepare();
	}

	/**
	 * Reports a fault.
	 * @param source where it occurred
	 * @param message what happened, for the log
	 * @param fault the fault
	 */
	public void report(FaultSource source, String message, Throwable fault) {
		if (isToBeLogged(source)) {
			FaultLog.error(logger, message, fault);
		}
		this.listener.faulted(source);
	}

	private synchronized boolean isToBeLogged(FaultSource source) {
		long now = System.nanoTime();
		@Nullable Long last = this.lastLogged.get(source);
		if (last != null && now - last < LOG_INTERVAL_NANOS) {
			return false;
		}
		this.lastLogged.put(source, now);
		return true;
	}

	/**
	 * Runs a task and reports whatever it throws.
	 * @param source where it runs
	 * @param message what to log if it fails
	 * @param task the task
	 */
	public void guard(FaultSource source, String message, Runnable task) {
		try {
			task.run();
		}
		catch (Throwable ex) {
			report(source, message, ex);
		}
	}

}
