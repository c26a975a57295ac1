package io.github.socialhook.bench;

/** Where a node keeps what it has acknowledged, seen past the node. */
interface Keeper {

	/** How many deliveries there are. */
	long stored() throws Exception;

	/** How many of them are settled as handled. */
	long settled() throws Exception;

}
