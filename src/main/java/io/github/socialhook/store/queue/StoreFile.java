package io.github.socialhook.store.queue;

import io.github.socialhook.inbox.EmbeddedStore;

/**
 * The file of an embedded store, of which checkpoints are made beside the writer once
 * this is started.
 */
public interface StoreFile extends EmbeddedStore, AutoCloseable {

	void start();

	@Override
	void close();

}
