package io.github.socialhook.delivery;

/** Why a handler is held: nothing is lost meanwhile, its deliveries wait in the inbox. */
public enum HoldReason {

	/** It was paused on every node, until it is resumed. */
	PAUSED,

	/** It fails for nearly everything, so it is only probed until it recovers. */
	FAILING

}
