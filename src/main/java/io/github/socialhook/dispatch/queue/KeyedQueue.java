package io.github.socialhook.dispatch.queue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

import io.github.socialhook.dispatch.attempt.HandlerExecution;
import org.jspecify.annotations.Nullable;

/**
 * The executions that wait for one handler. Those with the same key are processed one
 * after another, in the order in which they were added; all others in parallel. Not
 * thread-safe.
 */
final class KeyedQueue {

	private final Queue<HandlerExecution> ready = new ArrayDeque<>();

	/** What waits behind the execution that is ready or runs, by key. */
	private final Map<String, Queue<HandlerExecution>> blocked = new HashMap<>();

	private int size;

	void add(HandlerExecution execution) {
		this.size++;
		String key = execution.key();
		Queue<HandlerExecution> others = (key != null) ? this.blocked.get(key) : null;
		if (others != null) {
			others.add(execution);
			return;
		}
		if (key != null) {
			this.blocked.put(key, new ArrayDeque<>(0));
		}
		this.ready.add(execution);
	}

	/** Returns the next execution, or null; its key is busy until it is done. */
	@Nullable HandlerExecution poll() {
		HandlerExecution next = this.ready.poll();
		this.size -= (next != null) ? 1 : 0;
		return next;
	}

	/** Whether an execution can start. */
	boolean anyReady() {
		return !this.ready.isEmpty();
	}

	/**
	 * Frees the key of an execution. The next with that key queues behind the other keys.
	 */
	void done(HandlerExecution execution) {
		String key = execution.key();
		Queue<HandlerExecution> others = (key != null) ? this.blocked.get(key) : null;
		HandlerExecution next = (others != null) ? others.poll() : null;
		if (next != null) {
			this.ready.add(next);
		}
		else if (key != null) {
			this.blocked.remove(key);
		}
	}

	/** Removes all that wait, each key in its order. */
	List<HandlerExecution> drain() {
		List<HandlerExecution> drained = new ArrayList<>(this.ready);
		this.blocked.values().forEach((others) -> {
			drained.addAll(others);
			others.clear();
		});
		for (HandlerExecution head : this.ready) {
			if (head.key() != null) {
				this.blocked.remove(head.key());
			}
		}
		this.ready.clear();
		this.size = 0;
		return drained;
	}

	/** Whether one has waited since before a time. */
	boolean anyQueuedBefore(long nanos) {
		return isBefore(this.ready.peek(), nanos)
				|| this.blocked.values().stream().anyMatch((others) -> isBefore(others.peek(), nanos));
	}

	private static boolean isBefore(@Nullable HandlerExecution execution, long nanos) {
		return execution != null && execution.queuedNanos() - nanos < 0;
	}

	int size() {
		return this.size;
	}

}
