package io.github.socialhook.store.queue;

import io.github.socialhook.inbox.WriteAheadLog;

/** Moves what is in the write-ahead log to the database, beside the writer. */
public interface Checkpoints extends WriteAheadLog, AutoCloseable {

	void start();

	@Override
	void close();

}
