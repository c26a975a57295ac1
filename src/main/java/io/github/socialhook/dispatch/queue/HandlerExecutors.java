package io.github.socialhook.dispatch.queue;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.github.socialhook.dispatch.registry.Handler;
import io.github.socialhook.inbox.Capacity;
import org.jspecify.annotations.Nullable;

/** The executors of all handlers of this node. */
public final class HandlerExecutors implements Capacity {

	/** For handlers that are not on this node: their tasks must end too. */
	private static final int CAPACITY_FOR_UNKNOWN_HANDLERS = 16;

	private final Map<String, HandlerExecutor> byHandler = new LinkedHashMap<>();

	/**
	 * Creates an executor for each handler.
	 * @param handlers the handlers
	 * @param resources what the executors share
	 */
	public HandlerExecutors(List<Handler> handlers, ExecutorResources resources) {
		handlers.forEach((handler) -> this.byHandler.put(handler.name(), new HandlerExecutor(handler, resources)));
	}

	HandlerExecutor of(Handler handler) {
		return Objects.requireNonNull(this.byHandler.get(handler.name()));
	}

	/**
	 * Returns the executor of a handler.
	 * @param handler the name of the handler
	 * @return its executor; null if the handler is not on this node
	 */
	public @Nullable HandlerExecutor find(String handler) {
		return this.byHandler.get(handler);
	}

	@Override
	public int roomFor(String handler) {
		HandlerExecutor executor = this.byHandler.get(handler);
		return (executor != null) ? executor.capacity() : CAPACITY_FOR_UNKNOWN_HANDLERS;
	}

	@Override
	public void looked(Set<String> waiting) {
		this.byHandler.forEach((name, executor) -> executor.searched(waiting.contains(name)));
	}

	/**
	 * Sends back what has waited for too long, and starts the probes that are due.
	 * @param nanos the current value of {@link System#nanoTime()}
	 */
	public void tick(long nanos) {
		this.byHandler.values().forEach((executor) -> executor.tick(nanos));
	}

	/**
	 * Pauses the named handlers and resumes all others.
	 * @param paused the names of the paused handlers, and since when each is paused
	 */
	public void pause(Map<String, Instant> paused) {
		this.byHandler.forEach((name, executor) -> executor.pause(paused.get(name)));
	}

	/** Starts nothing more, and releases what waits. */
	public void stop() {
		this.byHandler.values().forEach(HandlerExecutor::stop);
	}

}
