package io.github.socialhook.store.write;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

import io.github.socialhook.log.FaultLog;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.BackOffExecution;

/**
 * A thread that runs something again and again until it is closed. It continues after
 * failures, with the pauses of a back-off that is reset after a success. What fails
 * because it is closed is no failure.
 */
public final class BackgroundTask implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(BackgroundTask.class);

	private final Callable<Duration> step;

	private final BackOff afterFailures;

	private final Consumer<Throwable> onFailure;

	private final Thread thread;

	private volatile boolean closed;

	/**
	 * Creates a task that is not running yet.
	 * @param threadName the name of its thread
	 * @param step runs once, and returns how long to pause before it runs again
	 * @param afterFailures how long to pause after the step has thrown something
	 * @param onFailure is called with what the step has thrown
	 */
	public BackgroundTask(String threadName, Callable<Duration> step, BackOff afterFailures,
			Consumer<Throwable> onFailure) {
		this.step = step;
		this.afterFailures = afterFailures;
		this.onFailure = onFailure;
		this.thread = Thread.ofPlatform().daemon().name(threadName).unstarted(this::run);
		FaultLog.prepare();
	}

	public void start() {
		this.thread.start();
	}

	public boolean isClosed() {
		return this.closed;
	}

	private void run() {
		BackOffExecution failures = this.afterFailures.start();
		while (!this.closed) {
			try {
				Duration pause = this.step.call();
				failures = this.afterFailures.start();
				pause(pause.toMillis());
			}
			catch (Throwable ex) {
				// Whatever it is, the thread must survive.
				if (this.closed) {
					logger.debug("The stop of " + Thread.currentThread().getName() + " has interrupted it", ex);
				}
				else {
					tell(ex);
					pause(failures.nextBackOff());
				}
			}
		}
	}

	private void tell(Throwable failure) {
		try {
			this.onFailure.accept(failure);
		}
		catch (Throwable ex) {
			FaultLog.error(logger, "A failure of " + Thread.currentThread().getName() + " could not be reported", ex);
		}
	}

	private void pause(long millis) {
		try {
			if (!this.closed) {
				Thread.sleep(millis);
			}
		}
		catch (InterruptedException ex) {
			logger.debug("A pause of " + Thread.currentThread().getName() + " was interrupted", ex);
		}
	}

	/** Interrupts it and waits until it has ended. */
	@Override
	public void close() {
		this.closed = true;
		this.thread.interrupt();
		try {
			this.thread.join();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
