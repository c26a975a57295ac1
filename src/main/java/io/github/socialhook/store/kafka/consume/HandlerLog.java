package io.github.socialhook.store.kafka.consume;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * What one handler has of the log on this node: the partitions that are assigned, how far
 * it has come in each, and the tasks that were read and wait for it.
 */
final class HandlerLog {

	/** So many may wait before no more are read. */
	private static final int MOST_TASKS = 1024;

	private static final long MOST_BYTES = Math.clamp(Runtime.getRuntime().maxMemory() / 64, 1024 * 1024,
			8 * 1024 * 1024);

	private final Map<Integer, AssignedPartition> partitions = new HashMap<>();

	private final TaskQueue waiting = new TaskQueue();

	/** A partition was assigned, and is read from a position on. */
	synchronized void assign(int partition, long position) {
		this.partitions.put(partition, new AssignedPartition(partition, position));
	}

	/** Returns an assigned partition; null if it is not assigned. */
	synchronized @Nullable AssignedPartition find(int partition) {
		return this.partitions.get(partition);
	}

	/**
	 * A record was read that is for this handler.
	 * @return false if it was read before, or its partition is not assigned any more
	 */
	synchronized boolean add(LogTask task) {
		AssignedPartition partition = task.partition();
		if (partition.isRevoked() || !partition.progress().read(task.offset(), task.claim().delivery().receivedAt())) {
			return false;
		}
		this.waiting.add(task);
		return true;
	}

	/**
	 * A record was read that is being written elsewhere instead of handed over.
	 * @return false if it was read before, or its partition is not assigned any more
	 */
	synchronized boolean addElsewhere(LogTask task) {
		AssignedPartition partition = task.partition();
		if (partition.isRevoked() || !partition.progress().read(task.offset(), task.claim().delivery().receivedAt())) {
			return false;
		}
		partition.writes();
		return true;
	}

	/** Nothing before an offset has been left out but what is not for this handler. */
	synchronized void reached(AssignedPartition partition, long offset) {
		partition.progress().reached(offset);
	}

	/**
	 * Hands over.
	 * @param most the most tasks
	 * @param enoughBytes at how many bytes to hand over no more
	 * @return the tasks, of one partition and key in the order of the log
	 */
	synchronized List<LogTask> take(int most, long enoughBytes) {
		List<LogTask> taken = new ArrayList<>();
		long bytes = 0;
		while (taken.size() < most && bytes < enoughBytes) {
			LogTask next = this.waiting.poll();
			if (next == null) {
				break;
			}
			next.partition().started();
			bytes += next.size();
			taken.add(next);
		}
		if (!taken.isEmpty()) {
			notifyAll();
		}
		return taken;
	}

	/** A task that was handed over is over, and need not be read again. */
	synchronized void finished(LogTask task) {
		end(task);
		task.partition().progress().finished(task.offset());
	}

	/**
	 * A task that was handed over is over. It is finished once that is written elsewhere.
	 */
	synchronized void ended(LogTask task) {
		end(task);
		task.partition().writes();
	}

	private void end(LogTask task) {
		task.partition().ended();
		this.waiting.settled(task);
		notifyAll();
	}

	/** It is written elsewhere what became of a task. */
	synchronized void written(LogTask task) {
		task.partition().written();
		task.partition().progress().finished(task.offset());
		notifyAll();
	}

	/** A task that was handed over was not begun, or not finished: it is next again. */
	synchronized void giveBack(LogTask task) {
		task.partition().ended();
		if (task.partition().isRevoked()) {
			this.waiting.settled(task);
		}
		else {
			this.waiting.giveBack(task);
		}
		notifyAll();
	}

	/** Hands over nothing more of some partitions. */
	synchronized void revoke(Collection<Integer> numbers) {
		for (int number : numbers) {
			AssignedPartition partition = this.partitions.get(number);
			if (partition != null) {
				partition.revoke();
			}
		}
		this.waiting.removeRevoked();
	}

	/** Leaves partitions that were revoked to another node. */
	synchronized void leave(Collection<Integer> numbers) {
		for (int number : numbers) {
			AssignedPartition partition = this.partitions.remove(number);
			if (partition != null) {
				partition.leave();
			}
		}
	}

	/**
	 * Waits until nothing of some partitions is handed over.
	 * @return false if something still is after the timeout
	 */
	boolean awaitEnded(Collection<Integer> numbers, Duration timeout) {
		return await(numbers, (partition) -> partition.running() == 0, timeout);
	}

	/**
	 * Waits until of some partitions everything that is to be written elsewhere is.
	 * @return false if something still is not after the timeout
	 */
	boolean awaitWritten(Collection<Integer> numbers, Duration timeout) {
		return await(numbers, (partition) -> partition.writing() == 0, timeout);
	}

	private synchronized boolean await(Collection<Integer> numbers, Predicate<AssignedPartition> condition,
			Duration timeout) {
		long deadline = System.nanoTime() + timeout.toNanos();
		List<AssignedPartition> awaited = numbers.stream()
			.map(this.partitions::get)
			.filter((partition) -> partition != null)
			.toList();
		while (!awaited.stream().allMatch(condition)) {
			long millis = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
			if (millis <= 0) {
				return false;
			}
			try {
				wait(millis);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				return false;
			}
		}
		return true;
	}

	/** Returns the position of each assigned partition that may be committed. */
	synchronized Map<Integer, Long> positions() {
		Map<Integer, Long> positions = new HashMap<>();
		this.partitions.forEach((number, partition) -> positions.put(number, partition.progress().position()));
		return positions;
	}

	/** Returns of each partition when the first was received that is not finished. */
	synchronized Map<Integer, Instant> since() {
		Map<Integer, Instant> since = new HashMap<>();
		this.partitions.forEach((number, partition) -> {
			Instant first = partition.progress().since();
			if (first != null) {
				since.put(number, first);
			}
		});
		return since;
	}

	/** Whether nothing is handed over. */
	synchronized boolean isIdle() {
		return this.partitions.values().stream().allMatch((partition) -> partition.running() == 0);
	}

	/**
	 * Whether so much waits that no more is to be read, and still does after a while.
	 * @param timeout how long to wait until half of it is handed over
	 */
	synchronized boolean isFullFor(Duration timeout) throws InterruptedException {
		if (this.waiting.size() < MOST_TASKS && this.waiting.bytes() < MOST_BYTES) {
			return false;
		}
		long deadline = System.nanoTime() + timeout.toNanos();
		while (this.waiting.size() > MOST_TASKS / 2 || this.waiting.bytes() > MOST_BYTES / 2) {
			long millis = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
			if (millis <= 0) {
				return true;
			}
			wait(millis);
		}
		return false;
	}

	/** Whether a task waits for nothing but its handler. */
	synchronized boolean isReady() {
		return this.waiting.isReady();
	}

	/** Returns how many tasks wait. */
	synchronized int size() {
		return this.waiting.size();
	}

	/** Returns how many bytes the bodies of the tasks have that wait. */
	synchronized long bytes() {
		return this.waiting.bytes();
	}

}
