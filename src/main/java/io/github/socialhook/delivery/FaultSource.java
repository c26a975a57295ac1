package io.github.socialhook.delivery;

/** The part of the dispatcher in which an unexpected fault occurred. */
public enum FaultSource {

	/** The thread that claims deliveries and routes them to the handlers. */
	DISPATCHER,

	/** The thread that enforces the timeouts of the handlers. */
	WATCHDOG,

	/** The thread that looks up which handlers are paused. */
	PAUSES,

	/** A thread that runs handlers, outside of their methods. */
	HANDLER

}
