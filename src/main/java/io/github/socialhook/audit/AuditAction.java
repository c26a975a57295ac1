package io.github.socialhook.audit;

/** What a user of the operations side can do. */
public enum AuditAction {

	/** Replays one delivery. */
	REPLAY_DELIVERY,

	/** Begins to replay all deliveries that match a filter. */
	REPLAY,

	/** Discards one dead letter. */
	DISCARD_DELIVERY,

	/** Begins to discard all dead letters that match a filter. */
	DISCARD,

	/** Ends a replay, or the discarding of many, before its time. */
	CANCEL_REPLAY,

	/** Pauses a handler. */
	PAUSE_HANDLER,

	/** Resumes a handler. */
	RESUME_HANDLER,

	/** Sends a test event. */
	TEST_EVENT,

	/** Copies the store. */
	BACKUP,

	/** Gives up what may be in a local spill. */
	FORGET_SPILL,

	/** Fails to log in. */
	LOGIN_FAILED

}
