package io.github.socialhook.inbox;

import java.time.Duration;

/**
 * The write-ahead log of an embedded store, as it was at the last look. What is in it is
 * stored, but takes its room on the disk beside the database, until it is moved there.
 */
public interface WriteAheadLog {

	/** How many bytes of it are not in the database yet. */
	long bytes();

	/**
	 * For how long somebody has kept reading, so that what came since then cannot be
	 * moved; zero if nobody does.
	 */
	Duration heldFor();

}
