package io.github.socialhook.inbox;

/** Hears from other nodes that something is due. */
interface WakeUpListener extends AutoCloseable {

	/** Begins to listen. */
	void start();

	@Override
	void close();

}
