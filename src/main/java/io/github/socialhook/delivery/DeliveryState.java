package io.github.socialhook.delivery;

/** Where a stored delivery stands. */
public enum DeliveryState {

	/** Stored, and not all of its handlers have been tried. */
	PENDING,

	/** Every handler that takes it has returned. */
	HANDLED,

	/** No handler takes it. */
	UNHANDLED,

	/** At least one handler failed and is to try again; none is {@link #PENDING}. */
	RETRYING,

	/** At least one handler failed for good, and none is to try again. */
	DEAD,

	/** The body is not JSON, or is nested too deeply or has too long a number. */
	UNREADABLE,

	/**
	 * The same bytes were stored before, which was found out only after this delivery had
	 * been acknowledged. No handler gets it.
	 */
	DUPLICATE,

	/**
	 * At least one handler failed for good and a user has discarded that, and none waits,
	 * is to try again, or failed for good otherwise.
	 */
	DISCARDED

}
