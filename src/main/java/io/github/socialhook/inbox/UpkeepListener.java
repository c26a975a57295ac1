package io.github.socialhook.inbox;

/** Is told when upkeep is late. */
@FunctionalInterface
public interface UpkeepListener {

	/**
	 * The store did not let a task be done, which is tried again. Must be quick and must
	 * not throw.
	 * @param task the task
	 */
	void failed(UpkeepTask task);

}
