package io.github.socialhook.inbox;

/** What is stored, to look at: the face that people and meters see. */
public interface Ledger {

	/**
	 * Counts what is not yet settled.
	 * @return the figures of this moment
	 */
	Backlog backlog();

}
