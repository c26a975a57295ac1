package io.github.socialhook.delivery;

/** Why a handler is held: nothing is lost meanwhile, its deliveries wait in the inbox. */
public enum HoldReason {

	/** Somebody has paused it, on every node, until somebody resumes it. */
	PAUSED,

	/** It fails for nearly everything, so it is only probed until it recovers. */
	FAILING

}
