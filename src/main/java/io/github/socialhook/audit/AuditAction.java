package io.github.socialhook.audit;

/** What a user of the operations side can do. */
public enum AuditAction {

	/** Replays one delivery. */
	REPLAY_DELIVERY,

	/** Begins to replay all deliveries that match a filter. */
	REPLAY,

	/** Ends a replay before its time. */
	CANCEL_REPLAY,

	/** Pauses a handler. */
	PAUSE_HANDLER,

	/** Resumes a handler. */
	RESUME_HANDLER,

	/** Copies the store. */
	BACKUP,

	/** Fails to log in. */
	LOGIN_FAILED

}
