package io.github.socialhook.dispatch;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;

/**
 * Runs what has the same key one after another, in the order in which it came, and all
 * else side by side.
 */
final class Lanes {

	private final Executor executor;

	/**
	 * What waits behind the one that is running, by key; a key is here while it is busy.
	 */
	private final Map<Object, Queue<Runnable>> busy = new HashMap<>();

	Lanes(Executor executor) {
		this.executor = executor;
	}

	/** Runs a task, which must not throw; without a key it waits for nobody. */
	void run(@Nullable Object key, Runnable task) {
		if (key == null) {
			this.executor.execute(task);
			return;
		}
		synchronized (this.busy) {
			Queue<Runnable> waiting = this.busy.get(key);
			if (waiting != null) {
				waiting.add(task);
				return;
			}
			this.busy.put(key, new ArrayDeque<>(0));
		}
		this.executor.execute(() -> drive(key, task));
	}

	private void drive(Object key, Runnable first) {
		for (Runnable task = first; task != null; task = next(key)) {
			task.run();
		}
	}

	private @Nullable Runnable next(Object key) {
		synchronized (this.busy) {
			Queue<Runnable> waiting = this.busy.get(key);
			Runnable next = (waiting != null) ? waiting.poll() : null;
			if (next == null) {
				this.busy.remove(key);
			}
			return next;
		}
	}

}
