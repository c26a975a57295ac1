package io.github.socialhook.inbox;

/** Receives an event when upkeep fails. */
@FunctionalInterface
public interface UpkeepListener {

	/**
	 * The store did not let a task be done, which is tried again. Must be quick and must
	 * not throw.
	 * @param task the task
	 */
	void failed(UpkeepTask task);

}
