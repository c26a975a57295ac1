package io.github.socialhook.log;

import org.apache.commons.logging.Log;

/**
 * A periodic task that continues whatever it throws, which is logged once a minute.
 * Without it, a scheduler never runs again what has failed once, and says nothing.
 */
public final class LoggedTask implements Runnable {

	private final Log logger;

	private final String message;

	private final Runnable task;

	private final LogLimit limit = new LogLimit();

	/**
	 * Creates the task.
	 * @param logger the log
	 * @param message what has failed
	 * @param task what to do
	 */
	public LoggedTask(Log logger, String message, Runnable task) {
		this.logger = logger;
		this.message = message;
		this.task = task;
		FaultLog.prepare();
	}

	@Override
	public void run() {
		try {
			this.task.run();
		}
		catch (Throwable ex) {
			// Nothing but a stop interrupts a scheduler.
			if (!Thread.currentThread().isInterrupted() && this.limit.isTime()) {
				FaultLog.error(this.logger, this.message, ex);
			}
		}
	}

}
