package io.github.socialhook.delivery;

/** How one attempt of a handler ended. */
public enum HandlingOutcome {

	/** The handler returned. */
	HANDLED,

	/** The handler failed and is to try again. */
	RETRYING,

	/** The handler failed and is not to try again. */
	DEAD

}
