package io.github.socialhook.dispatch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

import org.jspecify.annotations.Nullable;

/**
 * The jobs that wait for one handler. Those of one lane come one after another, in the
 * order in which they were added; all others as soon as somebody asks. Not safe for use
 * by several threads.
 */
final class KeyedQueue {

	private final Queue<HandlerExecution> ready = new ArrayDeque<>();

	/** What waits behind the one that is ready or running, by lane. */
	private final Map<String, Queue<HandlerExecution>> behind = new HashMap<>();

	private int size;

	void add(HandlerExecution job) {
		this.size++;
		String lane = job.lane();
		Queue<HandlerExecution> others = (lane != null) ? this.behind.get(lane) : null;
		if (others != null) {
			others.add(job);
			return;
		}
		if (lane != null) {
			this.behind.put(lane, new ArrayDeque<>(0));
		}
		this.ready.add(job);
	}

	/** Returns a job whose turn it is, or null; its lane is busy until it is done. */
	@Nullable HandlerExecution poll() {
		HandlerExecution next = this.ready.poll();
		this.size -= (next != null) ? 1 : 0;
		return next;
	}

	/** Whether the turn of a job has come. */
	boolean anyReady() {
		return !this.ready.isEmpty();
	}

	/** Frees the lane of a job. The next of that lane queues up after all other lanes. */
	void done(HandlerExecution job) {
		String lane = job.lane();
		Queue<HandlerExecution> others = (lane != null) ? this.behind.get(lane) : null;
		HandlerExecution next = (others != null) ? others.poll() : null;
		if (next != null) {
			this.ready.add(next);
		}
		else if (lane != null) {
			this.behind.remove(lane);
		}
	}

	/** Takes away all that waits, each lane in its order. */
	List<HandlerExecution> drain() {
		List<HandlerExecution> drained = new ArrayList<>(this.ready);
		this.behind.values().forEach((others) -> {
			drained.addAll(others);
			others.clear();
		});
		for (HandlerExecution head : this.ready) {
			if (head.lane() != null) {
				this.behind.remove(head.lane());
			}
		}
		this.ready.clear();
		this.size = 0;
		return drained;
	}

	/** Whether something waits since before a time. */
	boolean anySinceBefore(long nanos) {
		return isBefore(this.ready.peek(), nanos)
				|| this.behind.values().stream().anyMatch((others) -> isBefore(others.peek(), nanos));
	}

	private static boolean isBefore(@Nullable HandlerExecution job, long nanos) {
		return job != null && job.sinceNanos() - nanos < 0;
	}

	int size() {
		return this.size;
	}

}
