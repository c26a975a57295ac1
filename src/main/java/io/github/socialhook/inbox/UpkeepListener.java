package io.github.socialhook.inbox;

import java.util.List;

/** Receives an event when upkeep fails. */
@FunctionalInterface
public interface UpkeepListener {

	/**
	 * The store did not let a task be done, which is tried again. Must be quick and must
	 * not throw.
	 * @param task the task
	 */
	void failed(Task task);

	/**
	 * Makes one listener of many.
	 * @param listeners the listeners to call, in this order
	 * @return a listener that calls all of them
	 */
	static UpkeepListener of(List<UpkeepListener> listeners) {
		return (task) -> listeners.forEach((listener) -> listener.failed(task));
	}

	/** What a node does with the store again and again, and later if it cannot. */
	enum Task {

		/** Looks up which handlers are paused. */
		PAUSES,

		/** Deletes what is old enough. */
		RETENTION

	}

}
