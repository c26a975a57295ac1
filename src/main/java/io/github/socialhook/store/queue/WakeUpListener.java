package io.github.socialhook.store.queue;

/** Hears from other nodes that something is due. */
public interface WakeUpListener extends AutoCloseable {

	/** Begins to listen. */
	void start();

	@Override
	void close();

}
