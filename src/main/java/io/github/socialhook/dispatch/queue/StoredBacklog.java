package io.github.socialhook.dispatch.queue;

import io.github.socialhook.dispatch.attempt.HandlerExecution;

/**
 * The state of the queue that a handler has in the store, as far as this node knows it.
 * Not thread-safe.
 */
final class StoredBacklog {

	/** Whether first attempts wait there. */
	private boolean waiting = true;

	/** The number of executions that are being written into it. */
	private int beingWritten;

	/** The number of executions here that were claimed from it. */
	private int claimed;

	/** So that what was claimed together is accepted from the front, without gaps. */
	private boolean refusing;

	boolean isWaiting() {
		return this.waiting;
	}

	boolean isRefusing() {
		return this.refusing;
	}

	int claimed() {
		return this.claimed;
	}

	/** Another batch may be claimed from it. */
	void nextBatch() {
		this.refusing = false;
	}

	/** An execution was accepted. */
	void accepted(HandlerExecution execution) {
		this.claimed += execution.isFromHandlerQueue() ? 1 : 0;
	}

	/** An accepted execution is over, or is given back. */
	void removed(HandlerExecution execution) {
		this.claimed -= execution.isFromHandlerQueue() ? 1 : 0;
	}

	/** An execution was refused. */
	void refused() {
		this.refusing = true;
	}

	/** New executions must queue there. */
	void startWaiting() {
		this.waiting = true;
	}

	/** An execution is being written into it. */
	void writing() {
		this.beingWritten++;
		this.waiting = true;
	}

	/** An execution was written into it, or could not be. */
	void written() {
		this.beingWritten--;
	}

	/** The store was searched and no first attempts wait there. */
	void foundEmpty() {
		this.waiting = this.waiting && this.beingWritten > 0;
	}

}
