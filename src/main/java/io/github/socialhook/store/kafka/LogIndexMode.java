package io.github.socialhook.store.kafka;

/** Which deliveries of the log have a row in the database. */
public enum LogIndexMode {

	/** All of them. */
	ALL,

	/** Those that could not be handled at the first attempt. */
	TROUBLE

}
