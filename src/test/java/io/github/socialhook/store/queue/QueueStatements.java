package io.github.socialhook.store.queue;

/** Statements of the queue, for tests that look at their plans. */
public final class QueueStatements {

	/** Gives up leases of first attempts that have run out. */
	public static final String VOID_EXPIRED = TaskQueues.VOID_EXPIRED;

	private QueueStatements() {
	}

}
