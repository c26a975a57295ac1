package io.github.socialhook.log;

import org.apache.commons.logging.Log;

/**
 * Logs unexpected faults. Never throws: what causes a fault, such as a jar that was
 * overwritten while it runs, often prevents logging as well.
 */
public final class FaultLog {

	private FaultLog() {
	}

	/**
	 * Does nothing, but from then on this class is loaded: called by those who log only
	 * when it may be too late for that.
	 */
	public static void prepare() {
	}

	/**
	 * Logs a fault, without its stack trace if there is no other way.
	 * @param logger the log
	 * @param message what happened
	 * @param fault the fault
	 */
	public static void error(Log logger, String message, Throwable fault) {
		try {
			logger.error(message, fault);
		}
		catch (Throwable ex) {
			error(logger, message + ": " + fault.getClass().getName());
		}
	}

	private static void error(Log logger, String message) {
		try {
			logger.error(message);
		}
		catch (Throwable ex) {
			// Nothing is left that could report it.
		}
	}

}
