package io.github.socialhook.store.write;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What waits for the writer. What someone is waiting for at the other end of the network
 * comes first; of the rest only so much goes along each time that it is not felt there.
 */
final class WriteQueue {

	/** As many writes as ever go together. */
	static final int MOST = 256;

	/** As much as one group may carry of what is not urgent. */
	private static final int MOST_WEIGHT = 256;

	/** The same, where something urgent goes along, unless that is more. */
	private static final int MOST_WEIGHT_BESIDE = 64;

	/** How long what can be deferred waits for others. */
	private static final Duration LONGEST_DELAY = Duration.ofMillis(2);

	/** So many go alone. */
	static final int ENOUGH = 128;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition filled = this.lock.newCondition();

	private final Deque<Write> urgent = new ArrayDeque<>();

	private final Deque<Write> others = new ArrayDeque<>();

	private final long delayNanos;

	WriteQueue() {
		this(LONGEST_DELAY);
	}

	WriteQueue(Duration longestDelay) {
		this.delayNanos = longestDelay.toNanos();
	}

	void add(Write write) {
		this.lock.lock();
		try {
			boolean first = this.urgent.isEmpty() && this.others.isEmpty();
			(write.isUrgent() ? this.urgent : this.others).add(write);
			if (first || !write.isDeferrable() || this.others.size() == ENOUGH) {
				this.filled.signal();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Puts a group back to where it came from, before all that has come since. */
	void putBack(List<Write> group) {
		this.lock.lock();
		try {
			for (Write write : group.reversed()) {
				(write.isUrgent() ? this.urgent : this.others).addFirst(write);
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	boolean remove(Write write) {
		this.lock.lock();
		try {
			return (write.isUrgent() ? this.urgent : this.others).remove(write);
		}
		finally {
			this.lock.unlock();
		}
	}

	int size() {
		this.lock.lock();
		try {
			return this.urgent.size() + this.others.size();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Moves what is to be written next into an empty group, each kind in the order in
	 * which it came, but at most so many. Waits until there is something, or for so long
	 * without a result; and a little longer for something that what can be deferred can
	 * go along with.
	 */
	void next(List<Write> group, int most, long timeoutMillis) throws InterruptedException {
		this.lock.lockInterruptibly();
		try {
			long left = TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
			while (this.urgent.isEmpty() && this.others.isEmpty() && left > 0) {
				left = this.filled.awaitNanos(left);
			}
			for (long delay = this.delayNanos; left > 0 && delay > 0 && isDeferrable();) {
				delay = this.filled.awaitNanos(delay);
			}
			while (group.size() < most && !this.urgent.isEmpty()) {
				group.add(this.urgent.removeFirst());
			}
			int allowed = group.isEmpty() ? MOST_WEIGHT : Math.max(MOST_WEIGHT_BESIDE, group.size());
			for (int weight = 0; weight < allowed && !this.others.isEmpty() && (most == MOST || group.size() < most);) {
				Write write = this.others.removeFirst();
				weight += write.weight();
				group.add(write);
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	private boolean isDeferrable() {
		return this.urgent.isEmpty() && !this.others.isEmpty() && this.others.size() < ENOUGH
				&& this.others.stream().allMatch(Write::isDeferrable);
	}

}
