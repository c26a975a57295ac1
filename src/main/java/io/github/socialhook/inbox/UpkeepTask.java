package io.github.socialhook.inbox;

/** What a node does with the store again and again, and later if it cannot. */
public enum UpkeepTask {

	/** Looks up which handlers are paused. */
	PAUSES,

	/** Deletes what is old enough. */
	RETENTION

}
