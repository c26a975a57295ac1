package io.github.socialhook.store.kafka.consume;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The tasks of one handler that were read and not handed over. Of those with the same key
 * one at a time is handed over, in the order of the log; the next follows when it is
 * settled. Not thread-safe.
 */
final class TaskQueue {

	private final Deque<LogTask> ready = new ArrayDeque<>();

	/** What waits behind the task that is ready or handed over, by key. */
	private final Map<String, Deque<LogTask>> blocked = new HashMap<>();

	private int size;

	private long bytes;

	void add(LogTask task) {
		this.size++;
		this.bytes += task.size();
		String key = task.key();
		Deque<LogTask> others = (key != null) ? this.blocked.get(key) : null;
		if (others != null) {
			others.add(task);
			return;
		}
		if (key != null) {
			this.blocked.put(key, new ArrayDeque<>(0));
		}
		this.ready.add(task);
	}

	/** Returns the next task, or null; its key is busy until it is settled. */
	@Nullable LogTask poll() {
		LogTask next = this.ready.poll();
		if (next != null) {
			removed(next);
		}
		return next;
	}

	private void removed(LogTask task) {
		this.size--;
		this.bytes -= task.size();
	}

	/** A task that was handed over is settled: its key is free for the next. */
	void settled(LogTask task) {
		String key = task.key();
		Deque<LogTask> others = (key != null) ? this.blocked.get(key) : null;
		LogTask next = (others != null) ? others.poll() : null;
		if (next != null) {
			this.ready.add(next);
		}
		else if (key != null) {
			this.blocked.remove(key);
		}
	}

	/** A task that was handed over was not begun: it is the next again. */
	void giveBack(LogTask task) {
		this.size++;
		this.bytes += task.size();
		this.ready.addFirst(task);
	}

	/**
	 * Removes what belongs to partitions that were revoked. What was handed over keeps
	 * its key.
	 */
	void removeRevoked() {
		this.blocked.values().forEach((others) -> others.removeIf(this::removeIfRevoked));
		List<LogTask> heads = List.copyOf(this.ready);
		this.ready.clear();
		for (LogTask head : heads) {
			if (removeIfRevoked(head)) {
				settled(head);
			}
			else {
				this.ready.add(head);
			}
		}
	}

	private boolean removeIfRevoked(LogTask task) {
		if (task.partition().isRevoked()) {
			removed(task);
			return true;
		}
		return false;
	}

	boolean isReady() {
		return !this.ready.isEmpty();
	}

	int size() {
		return this.size;
	}

	long bytes() {
		return this.bytes;
	}

}
