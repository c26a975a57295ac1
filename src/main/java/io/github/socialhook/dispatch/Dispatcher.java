package io.github.socialhook.dispatch;

import java.time.Duration;

import io.github.socialhook.dispatch.queue.HandlerExecutor;
import io.github.socialhook.inbox.StoreUnavailableException;
import io.github.socialhook.inbox.UpkeepListener;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.context.SmartLifecycle;
import org.springframework.core.NestedExceptionUtils;

/**
 * Starts and stops the dispatch loop. It starts after the web server and stops before it:
 * while a stop waits for the handlers that still run, deliveries are accepted and stored.
 */
final class Dispatcher implements SmartLifecycle {

	private static final Log logger = LogFactory.getLog(Dispatcher.class);

	/** Above the phases in which Spring Boot starts and stops the web server. */
	static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 512;

	private static final Duration WARNING_INTERVAL = Duration.ofMinutes(1);

	private final DispatcherResources resources;

	private final DispatchProperties properties;

	private final Duration shutdownTimeout;

	private volatile boolean running;

	private volatile @Nullable DispatchLoop loop;

	private volatile long nextWarning = System.nanoTime();

	/**
	 * Creates a dispatcher.
	 * @param shutdownTimeout how long running handlers may take to end when it stops
	 */
	Dispatcher(DispatcherResources resources, DispatchProperties properties, Duration shutdownTimeout) {
		this.resources = resources;
		this.properties = properties;
		this.shutdownTimeout = shutdownTimeout;
	}

	@Override
	public void start() {
		DispatchLoop current = new DispatchLoop(this.resources, this.properties);
		this.resources.registry().get().log();
		this.loop = current;
		this.running = true;
		try {
			applyPauses(current);
		}
		catch (StoreUnavailableException ex) {
			logger.warn("Handlers wait until the database is available", ex.getCause());
		}
		current.schedule(this::applyPauses);
	}

	/**
	 * Nothing is handled before it is known which handlers are paused, and that is stored
	 * in the database.
	 */
	private void applyPauses(DispatchLoop current) {
		current.pause(this.resources.pauses().all());
		synchronized (this) {
			if (this.running) {
				current.open();
			}
		}
	}

	/** Applies the pauses of all nodes to the handlers of this node. */
	void applyPauses() {
		try {
			DispatchLoop current = this.loop;
			if (current != null) {
				applyPauses(current);
			}
		}
		catch (RuntimeException ex) {
			this.resources.upkeep().failed(UpkeepListener.Task.PAUSES);
			warn(ex);
		}
	}

	private void warn(RuntimeException failure) {
		long now = System.nanoTime();
		if (this.nextWarning - now <= 0) {
			this.nextWarning = now + WARNING_INTERVAL.toNanos();
			logger.warn("The paused handlers cannot be read, so pause and resume have no effect: "
					+ NestedExceptionUtils.getMostSpecificCause(failure));
		}
	}

	/** Returns the executor of a handler; null if it is not on this node. */
	@Nullable HandlerExecutor executorOf(String handler) {
		DispatchLoop current = this.loop;
		return (current != null) ? current.executorOf(handler) : null;
	}

	@Override
	public void stop() {
		DispatchLoop current = this.loop;
		synchronized (this) {
			this.running = false;
			if (current != null) {
				current.close();
			}
			this.resources.queue().close();
		}
		if (current != null) {
			current.stop(this.shutdownTimeout);
		}
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

}
