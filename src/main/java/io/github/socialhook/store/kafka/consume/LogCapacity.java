package io.github.socialhook.store.kafka.consume;

import java.util.HashSet;
import java.util.Set;

import io.github.socialhook.inbox.Capacity;

/** Tells the handlers of what waits for them in the log and in the database together. */
final class LogCapacity implements Capacity {

	private volatile Capacity handlers = Capacity.UNLIMITED;

	private volatile Set<String> inDatabase = Set.of();

	private Set<String> inLog = Set.of();

	private Set<String> told = Set.of();

	synchronized void open(Capacity capacity) {
		this.handlers = capacity;
		this.inDatabase = Set.of();
		this.inLog = Set.of();
		this.told = Set.of();
	}

	@Override
	public int roomFor(String handler) {
		return this.handlers.roomFor(handler);
	}

	@Override
	public synchronized void looked(Set<String> waiting) {
		this.inDatabase = Set.copyOf(waiting);
		tell();
	}

	/**
	 * Takes note of the handlers for which something waits in the log.
	 * @return whether that is more than they knew
	 */
	synchronized boolean waitInLog(Set<String> waiting) {
		this.inLog = Set.copyOf(waiting);
		if (this.told.containsAll(waiting)) {
			return false;
		}
		tell();
		return true;
	}

	private void tell() {
		Set<String> waiting = new HashSet<>(this.inLog);
		waiting.addAll(this.inDatabase);
		this.told = waiting;
		this.handlers.looked(waiting);
	}

	boolean waitsInDatabase() {
		return !this.inDatabase.isEmpty();
	}

}
